package io.culebra.vector.work;

import com.sun.management.ThreadMXBean;
import io.culebra.kernel.Binding;
import io.culebra.kernel.Footprint;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Team;
import io.culebra.tensor.NativeMemory;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Runs a sample of a fresh kernel's work on zeros until its loops are compiled, which shows by a
 * run that allocates nothing: before that, vectors are objects. A small step may have to run a
 * thousand times in a network before it is hot.
 */
public final class WarmUp {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Kernels that touch more memory are left to themselves. */
  private static final long MOST_BYTES = 16L << 20;

  /** A kernel that is not compiled after this long is used as it is. */
  private static final long LIMIT_NANOS = 3_000_000_000L;

  /** What remains of the limit after many kernels that were waited for in vain. */
  private static final long LEAST_NANOS = 50_000_000L;

  /** Halves with every kernel that was waited for in vain, for C2 may have given up. */
  private static final AtomicLong LIMIT = new AtomicLong(LIMIT_NANOS);

  private static final long ALIGNMENT = 64;

  private WarmUp() {}

  /**
   * Warms a kernel of this step.
   *
   * @param footprint the kernel's
   * @param sample does some of the work, for the lane's thread alone
   */
  public static void run(KernelSpec spec, Footprint footprint, Consumer<Binding> sample) {
    long scratchBytes = aligned(footprint.scratch());
    long readBytes = total(footprint.reads());
    long bytes = scratchBytes + readBytes + total(footprint.writes());
    if (bytes > MOST_BYTES) {
      return;
    }
    try (NativeMemory.Block memory = NativeMemory.allocate(bytes, "a warm-up")) {
      long scratch = memory.address();
      long[] inputs = addresses(footprint.reads(), scratch + scratchBytes);
      long[] outputs = addresses(footprint.writes(), scratch + scratchBytes + readBytes);
      Binding binding = new Binding(spec, inputs, outputs, scratch, Team.SOLO);
      untilCompiled(() -> sample.accept(binding));
    }
  }

  /** Runs loops that are not a kernel by themselves until they allocate nothing. */
  public static void untilCompiled(Runnable sample) {
    long deadline = System.nanoTime() + LIMIT.get();
    while (allocated(sample) > 0) {
      if (System.nanoTime() > deadline) {
        LIMIT.updateAndGet(limit -> Math.max(LEAST_NANOS, limit / 2));
        return;
      }
    }
  }

  private static long allocated(Runnable sample) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    sample.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static long[] addresses(long[] bytes, long first) {
    long[] addresses = new long[bytes.length];
    long at = first;
    for (int i = 0; i < bytes.length; i++) {
      addresses[i] = bytes[i] == 0 ? 0 : at;
      at += aligned(bytes[i]);
    }
    return addresses;
  }

  private static long total(long[] bytes) {
    long sum = 0;
    for (long one : bytes) {
      sum += aligned(one);
    }
    return sum;
  }

  private static long aligned(long bytes) {
    return Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
  }
}
