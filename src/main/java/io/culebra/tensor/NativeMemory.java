package io.culebra.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

  private static final ScopedValue<MemoryAccount> ACCOUNT = ScopedValue.newInstance();
  private static final AtomicLong HELD = new AtomicLong();
  private static final AtomicLong ON_HEAP = new AtomicLong();
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
    return ACCOUNT.isBound() ? allocate(bytes, what, ACCOUNT.get()) : uncounted(bytes, what);
  }

  /**
   * The same, counted by an account until the block is closed.
   *
   * @throws MemoryLimitException if the account refuses, or the operating system has no more
   */
  public static Block allocate(long bytes, String what, MemoryAccount account) {
    account.reserve(bytes, what);
    try {
      Block block = uncounted(bytes, what);
      block.account = account;
      block.reserved = bytes;
      return block;
    } catch (RuntimeException | Error e) {
      account.release(bytes);
      throw e;
    }
  }

  /**
   * Lets an account count what this thread allocates during {@code work} and names no other account
   * for, until that is closed.
   */
  public static <T> T counting(MemoryAccount account, Supplier<T> work) {
    return ScopedValue.where(ACCOUNT, account).call(work::get);
  }

  private static Block uncounted(long bytes, String what) {
    if (bytes < 0) {
      throw new InvalidInputException(what + " of " + bytes + " bytes");
    }
    if (!isAllowed()) {
      throw new BackendException("the JVM denies native access: " + HOW_TO_ALLOW);
    }
    long size = Math.max(bytes, 1);
    try {
      return counted(CHECKED ? checked(size) : unchecked(size));
    } catch (OutOfMemoryError e) {
      throw new MemoryLimitException(
          what + " needs " + bytes + " bytes of native memory, which the system does not give", e);
    }
  }

  /**
   * Bytes that others than the library have allocated on the heap of the C library now: oneDNN, and
   * the JVM itself, whose share comes and goes. 0 where the C library does not tell.
   */
  public static long heapOfOthers() {
    return Math.max(0, HeapStatistics.inUse() - ON_HEAP.get());
  }

  private static Block checked(long size) {
    MemorySegment segment = CheckedRegion.allocate(size);
    return new Block(segment.address(), size, () -> CheckedRegion.free(segment));
  }

  private static Block unchecked(long size) {
    long large = LargePages.allocate(size);
    if (large != 0) {
      return new Block(large, size, () -> LargePages.free(large, size));
    }
    if (!SystemHeap.isPresent()) {
      Arena arena = Arena.ofShared();
      return new Block(arena.allocate(size, ALIGNMENT).address(), size, arena::close);
    }
    long start = size > Long.MAX_VALUE - ALIGNMENT ? 0 : SystemHeap.allocate(size + ALIGNMENT);
    if (start == 0) {
      throw new OutOfMemoryError("calloc");
    }
    ON_HEAP.addAndGet(size);
    Runnable release =
        () -> {
          SystemHeap.free(start);
          ON_HEAP.addAndGet(-size);
        };
    return new Block((start + ALIGNMENT - 1) & -ALIGNMENT, size, release);
  }

  private static Block counted(Block block) {
    PEAK.accumulateAndGet(HELD.addAndGet(block.bytes), Math::max);
    return block;
  }

  /**
   * The bytes at an address, for whoever sees to it that the memory stays: the segment does not die
   * with it.
   */
  static MemorySegment at(long address, long bytes) {
    return EVERYTHING.asSlice(address - BASE, bytes);
  }

  /**
   * A piece of native memory. Closing it more than once does nothing; its segment is dead
   * afterwards. To close it is cheap unless its segment was asked for: a segment can only be taken
   * from the threads that may use it in agreement with all of them.
   */
  public static final class Block implements AutoCloseable {
    private final long address;
    private final long bytes;
    private final Runnable release;
    private @Nullable Arena arena;
    private @Nullable MemorySegment segment;
    private @Nullable MemoryAccount account;
    private long reserved;
    private boolean closed;

    private Block(long address, long bytes, Runnable release) {
      this.address = address;
      this.bytes = bytes;
      this.release = release;
    }

    /** The memory, bounded to what was asked for (at least one byte). */
    public synchronized MemorySegment segment() {
      MemorySegment known = segment;
      if (known == null) {
        if (closed) {
          throw new ClosedException("the memory has been given back");
        }
        arena = Arena.ofShared();
        known = MemorySegment.ofAddress(address).reinterpret(bytes, arena, null);
        segment = known;
      }
      return known;
    }

    /** The address of the first byte. */
    public long address() {
      return address;
    }

    /** The size, at least one byte. */
    public long bytes() {
      return bytes;
    }

    /** Gives the memory back. Nobody may use an address in it any more. */
    @Override
    public synchronized void close() {
      if (!closed) {
        if (arena != null) {
          arena.close();
        }
        closed = true;
        release.run();
        HELD.addAndGet(-bytes);
        if (account != null) {
          account.release(reserved);
        }
      }
    }
  }
}
