package io.culebra.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * Memory in pages of 2 MiB, on Linux where the system gives them to those who ask (transparent huge
 * pages): weights that are read once per run come in faster, as prefetching stops at the end of a
 * page.
 */
final class LargePages {
  /** The size of a page, and the fewest bytes for which it is worth the system calls. */
  static final long SIZE = 2L << 20;

  private static final long SMALL_PAGE = 4096;
  private static final int READ_WRITE = 3;
  private static final int PRIVATE_ANONYMOUS = 0x22;
  private static final int ADVISE_HUGE = 14;
  private static final System.Logger LOG = System.getLogger(LargePages.class.getName());
  private static final @Nullable LargePages SYSTEM = find();

  private final MethodHandle map;
  private final MethodHandle unmap;
  private final MethodHandle advise;

  private LargePages(MethodHandle map, MethodHandle unmap, MethodHandle advise) {
    this.map = map;
    this.unmap = unmap;
    this.advise = advise;
  }

  private static @Nullable LargePages find() {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return null;
    }
    ValueLayout.OfLong size = ValueLayout.JAVA_LONG;
    ValueLayout.OfInt number = ValueLayout.JAVA_INT;
    try {
      return new LargePages(
          function("mmap", FunctionDescriptor.of(size, size, size, number, number, number, size)),
          function("munmap", FunctionDescriptor.of(number, size, size)),
          function("madvise", FunctionDescriptor.of(number, size, size, number)));
    } catch (IllegalCallerException | IllegalArgumentException | UnsupportedOperationException e) {
      return null;
    }
  }

  private static MethodHandle function(String name, FunctionDescriptor type) {
    Linker linker = Linker.nativeLinker();
    SymbolLookup library = linker.defaultLookup();
    MemorySegment address =
        library.find(name).orElseThrow(() -> new IllegalArgumentException(name));
    return linker.downcallHandle(address, type);
  }

  /**
   * Zeroed memory that goes back when the arena is closed; null where it has to come from
   * elsewhere.
   */
  static @Nullable MemorySegment allocate(long bytes, Arena arena) {
    return SYSTEM == null || bytes < SIZE ? null : SYSTEM.mapped(bytes, arena);
  }

  private @Nullable MemorySegment mapped(long bytes, Arena arena) {
    long needed = (bytes + SMALL_PAGE - 1) & -SMALL_PAGE;
    if (needed < bytes || needed > Long.MAX_VALUE - SIZE) {
      return null;
    }
    try {
      long whole = (long) map.invokeExact(0L, needed + SIZE, READ_WRITE, PRIVATE_ANONYMOUS, -1, 0L);
      if (whole == -1) {
        return null;
      }
      long start = (whole + SIZE - 1) & -SIZE;
      release(whole, start - whole);
      release(start + needed, whole + SIZE - start);
      int refused = (int) advise.invokeExact(start, needed, ADVISE_HUGE);
      LOG.log(System.Logger.Level.TRACE, "{0} bytes in large pages: {1}", bytes, refused == 0);
      return MemorySegment.ofAddress(start)
          .reinterpret(bytes, arena, mapping -> release(start, needed));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a call of the system's library failed", e);
    }
  }

  private void release(long address, long bytes) {
    if (bytes == 0) {
      return;
    }
    try {
      int released = (int) unmap.invokeExact(address, bytes);
      if (released != 0) {
        throw new IllegalStateException("memory at " + address + " was not given back");
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a call of the system's library failed", e);
    }
  }
}
