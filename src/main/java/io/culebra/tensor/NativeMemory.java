package io.culebra.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The off-heap memory of the library. Tensors, packed weights, arenas and scratch all come from
 * here, aligned to {@link #ALIGNMENT} bytes and zeroed.
 *
 * <p>Kernels address it by {@code everything().get(layout, address - base())}. Normally {@code
 * everything()} is the whole address space and {@code base()} is 0, so that nothing is left to
 * check at run time; bounds are proven when a plan is made. With {@code
 * -Dculebra.checkedMemory=true} it is one bounded region that holds all of the library's memory,
 * and an address outside of it throws {@link IndexOutOfBoundsException}.
 *
 * <p>Safe for use by many threads.
 */
public final class NativeMemory {
  /**
   * Every allocation starts at a multiple of this many bytes: a cache line, and an AVX-512
   * register.
   */
  public static final long ALIGNMENT = 64;

  /** Whether {@code -Dculebra.checkedMemory=true} was given. */
  public static final boolean CHECKED = Boolean.getBoolean("culebra.checkedMemory");

  /**
   * The whole address space or the checked region; {@code NULL} where the JVM denies native access.
   */
  private static final MemorySegment EVERYTHING = reach();

  private static final long BASE = CHECKED ? EVERYTHING.address() : 0;

  /** What to do where native memory is not allowed. */
  public static final String HOW_TO_ALLOW =
      "start java with --enable-native-access=ALL-UNNAMED, or =io.culebra where the library is on"
          + " the module path";

  private static final AtomicLong HELD = new AtomicLong();
  private static final AtomicLong PEAK = new AtomicLong();

  private NativeMemory() {}

  /** How many bytes the library holds now. */
  public static long held() {
    return HELD.get();
  }

  /** The most bytes that the library has held at once since this was last asked. */
  public static long takePeak() {
    return PEAK.getAndSet(HELD.get());
  }

  private static MemorySegment reach() {
    try {
      return CHECKED ? CheckedRegion.segment() : MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    } catch (IllegalCallerException e) {
      return MemorySegment.NULL;
    }
  }

  /**
   * The segment that every address of the library lies in. Callers keep it in a static final field.
   */
  public static MemorySegment everything() {
    return EVERYTHING;
  }

  /**
   * The address of the first byte of {@link #everything()}. Callers keep it in a static final
   * field.
   */
  public static long base() {
    return BASE;
  }

  /** Whether the JVM lets the library use native memory, without which nothing runs. */
  public static boolean isAllowed() {
    return EVERYTHING.byteSize() > 0;
  }

  /**
   * Sets aside {@code bytes} zeroed bytes.
   *
   * @param what what the memory is for, as it is named in the exception
   * @throws BackendException if the JVM denies native access
   * @throws MemoryLimitException if the operating system has no more
   */
  public static Block allocate(long bytes, String what) {
    if (bytes < 0) {
      throw new InvalidInputException(what + " of " + bytes + " bytes");
    }
    if (!isAllowed()) {
      throw new BackendException("the JVM denies native access: " + HOW_TO_ALLOW);
    }
    long size = Math.max(bytes, 1);
    try {
      if (CHECKED) {
        MemorySegment segment = CheckedRegion.allocate(size);
        return counted(new Block(segment, () -> CheckedRegion.free(segment)));
      }
      Arena arena = Arena.ofShared();
      MemorySegment large = LargePages.allocate(size, arena);
      return counted(
          new Block(large != null ? large : arena.allocate(size, ALIGNMENT), arena::close));
    } catch (OutOfMemoryError e) {
      throw new MemoryLimitException(
          what + " needs " + bytes + " bytes of native memory, which the system does not give", e);
    }
  }

  private static Block counted(Block block) {
    PEAK.accumulateAndGet(HELD.addAndGet(block.segment.byteSize()), Math::max);
    return block;
  }

  /**
   * A piece of native memory. Closing it more than once does nothing; its segment is dead
   * afterwards.
   */
  public static final class Block implements AutoCloseable {
    private final MemorySegment segment;
    private final Runnable release;
    private boolean closed;

    private Block(MemorySegment segment, Runnable release) {
      this.segment = segment;
      this.release = release;
    }

    /** The memory, bounded to what was asked for (at least one byte). */
    public MemorySegment segment() {
      return segment;
    }

    /** The address of the first byte. */
    public long address() {
      return segment.address();
    }

    /** Gives the memory back. Nobody may use an address in it any more. */
    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        release.run();
        HELD.addAndGet(-segment.byteSize());
      }
    }
  }
}
