package io.culebra.vector.codegen;

import io.culebra.tensor.NativeMemory;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * All micro-kernels of this JVM, each spun once and warmed once. A fresh kernel crawls until C2 has
 * compiled it (0.1 to 1 s if left to ordinary use), so plans warm theirs when they are made.
 *
 * <p>Safe for use by many threads.
 */
public final class Kernels {
  private static final ConcurrentMap<MicroKernelSpec, Entry> ENTRIES = new ConcurrentHashMap<>();

  /** The depth of warm-up calls: short, so that even interpreted calls are quick. */
  private static final int DEPTH = 16;

  private static final int TILES = 2;
  private static final int CALLS_PER_ROUND = 64;

  /**
   * The time per vector operation that only compiled code reaches: C2's code is about ten times
   * below it, every other tier ten times above.
   */
  private static final double COMPILED_NANOS = 4;

  /**
   * How many rounds have to be quick: the loop around the tiles is compiled later than the tile.
   */
  private static final int QUICK_ROUNDS = 150;

  private Kernels() {}

  /** The kernel for {@code spec}, warm or not. */
  public static MicroKernel get(MicroKernelSpec spec) {
    return entry(spec).kernel;
  }

  /**
   * Calls the kernel on scratch data until it runs as compiled code does, or {@code limitNanos}
   * have passed. Returns at once if it is warm already; waits if another thread is warming it.
   *
   * @return whether the kernel is warm
   */
  public static boolean warm(MicroKernelSpec spec, long limitNanos) {
    Entry entry = entry(spec);
    if (!entry.warm) {
      synchronized (entry) {
        if (!entry.warm) {
          entry.warm = runUntilCompiled(spec, entry.kernel, System.nanoTime() + limitNanos);
        }
      }
    }
    return entry.warm;
  }

  private static Entry entry(MicroKernelSpec spec) {
    return ENTRIES.computeIfAbsent(spec, s -> new Entry(MicroKernelGenerator.spin(s)));
  }

  /** Calls a kernel made for {@code spec} until it is quick; false once the deadline has passed. */
  static boolean runUntilCompiled(MicroKernelSpec spec, MicroKernel kernel, long deadline) {
    long rows = (long) TILES * spec.rows();
    long stride = (long) spec.tile().columns() * Float.BYTES;
    double limit = COMPILED_NANOS * CALLS_PER_ROUND * (DEPTH + 4) * rows * spec.tile().vectors();
    try (var a = NativeMemory.allocate(rows * RowBlock.STRIDE_BYTES, "warm-up rows");
        var b = NativeMemory.allocate(DEPTH * stride, "warm-up panel");
        var c = NativeMemory.allocate((rows + 1) * stride, "warm-up result")) {
      long bias = c.address() + rows * stride;
      QuickRuns rounds = new QuickRuns(limit, QUICK_ROUNDS);
      while (!rounds.areEnough() && !rounds.isAfter(deadline)) {
        for (int i = 0; i < CALLS_PER_ROUND; i++) {
          kernel.run(TILES, a.address(), b.address(), DEPTH, c.address(), stride, bias, 0, 1);
        }
        rounds.count();
      }
      return rounds.areEnough();
    }
  }

  private static final class Entry {
    final MicroKernel kernel;
    volatile boolean warm;

    Entry(MicroKernel kernel) {
      this.kernel = kernel;
    }
  }
}
