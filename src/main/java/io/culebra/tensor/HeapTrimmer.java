package io.culebra.tensor;

import java.lang.System.Logger.Level;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Lets the C library give back to the system what was freed on its heap, with glibc's {@code
 * malloc_trim}: it keeps most of it for itself otherwise. That locks the heap of the whole process
 * for a moment, so it is done once a second at most, by a thread that lives for that alone, and
 * never with {@code -Dculebra.trim=false}.
 *
 * <p>Safe for use by many threads.
 */
public final class HeapTrimmer {
  /** The system property that switches it off. */
  public static final String PROPERTY = "culebra.trim";

  /** Less than this is not worth it. */
  private static final long FEWEST_BYTES = 4L << 20;

  private static final long PAUSE_MILLIS = 1000;
  private static final System.Logger LOG = System.getLogger(HeapTrimmer.class.getName());
  private static final @Nullable MethodHandle TRIM = find();
  private static final AtomicLong TRIMS = new AtomicLong();

  private static long freed;
  private static boolean due;

  private HeapTrimmer() {}

  private static @Nullable MethodHandle find() {
    if (System.getProperty(PROPERTY, "true").equals("false")) {
      return null;
    }
    try {
      return SystemHeap.function(
          "malloc_trim", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
    } catch (IllegalCallerException | IllegalArgumentException | UnsupportedOperationException e) {
      return null;
    }
  }

  /** Notes that native code has freed so many bytes, about. Returns at once. */
  public static synchronized void freed(long bytes) {
    freed += bytes;
    if (TRIM == null || due || freed < FEWEST_BYTES) {
      return;
    }
    try {
      Thread.ofPlatform().daemon().name("culebra-trim").start(HeapTrimmer::trimLater);
      due = true;
    } catch (OutOfMemoryError e) {
      LOG.log(Level.DEBUG, "no thread to give memory back", e);
    }
  }

  /** How often memory was given back. */
  public static long trims() {
    return TRIMS.get();
  }

  private static void trimLater() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "memory is given back early", e);
    }
    synchronized (HeapTrimmer.class) {
      due = false;
      freed = 0;
    }
    MethodHandle trim = TRIM;
    if (trim == null) {
      return;
    }
    try {
      int released = (int) trim.invokeExact(0L);
      LOG.log(Level.TRACE, "malloc_trim: {0}", released);
      TRIMS.incrementAndGet();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw SystemHeap.failed(e);
    }
  }
}
