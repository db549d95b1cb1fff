package io.culebra.tensor;

import java.lang.foreign.FunctionDescriptor;
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
          SystemHeap.function(
              "mmap", FunctionDescriptor.of(size, size, size, number, number, number, size)),
          SystemHeap.function("munmap", FunctionDescriptor.of(number, size, size)),
          SystemHeap.function("madvise", FunctionDescriptor.of(number, size, size, number)));
    } catch (IllegalCallerException | IllegalArgumentException | UnsupportedOperationException e) {
      return null;
    }
  }

  /** The address of zeroed memory, or 0 where it has to come from elsewhere. */
  static long allocate(long bytes) {
    return SYSTEM == null || bytes < SIZE ? 0 : SYSTEM.map(bytes);
  }

  /** Gives back what {@link #allocate} gave for so many bytes. */
  static void free(long address, long bytes) {
    if (SYSTEM != null) {
      SYSTEM.release(address, wholePages(bytes));
    }
  }

  private static long wholePages(long bytes) {
    return (bytes + SMALL_PAGE - 1) & -SMALL_PAGE;
  }

  private long map(long bytes) {
    long needed = wholePages(bytes);
    if (needed < bytes || needed > Long.MAX_VALUE - SIZE) {
      return 0;
    }
    try {
      long whole = (long) map.invokeExact(0L, needed + SIZE, READ_WRITE, PRIVATE_ANONYMOUS, -1, 0L);
      if (whole == -1) {
        return 0;
      }
      long start = (whole + SIZE - 1) & -SIZE;
      release(whole, start - whole);
      release(start + needed, whole + SIZE - start);
      int refused = (int) advise.invokeExact(start, needed, ADVISE_HUGE);
      LOG.log(System.Logger.Level.TRACE, "{0} bytes in large pages: {1}", bytes, refused == 0);
      return start;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw SystemHeap.failed(e);
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
      throw SystemHeap.failed(e);
    }
  }
}
