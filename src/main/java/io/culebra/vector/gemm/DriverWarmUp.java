package io.culebra.vector.gemm;

import io.culebra.tensor.NativeMemory;
import io.culebra.vector.codegen.Kernels;
import io.culebra.vector.codegen.QuickRuns;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs small products until C2 has compiled the code around the kernels: gathering, sums, copies.
 * It is shared by all plans, so this is done once in a JVM for products of matrices, before the
 * first that anyone waits for, and once for convolutions.
 */
final class DriverWarmUp {
  /** Rows that are whole tiles, so that the kernels are those that others use, too. */
  private static final int ROWS = 24;

  /** Columns that end in the middle of a tile, and of a vector. */
  private static final int COLUMNS = 75;

  private static final int DEPTH = 600;
  private static final long LIMIT_NANOS = 1_000_000_000L;

  /**
   * The time per million multiplications that only compiled code reaches, even on a slow machine.
   */
  private static final long COMPILED_NANOS = 100_000;

  /** C2 looks at a method that was called some hundred times with loops in it. */
  private static final int QUICK_RUNS = 300;

  private static final Once MATRICES = new Once();
  private static final Map<Class<?>, Once> OTHERS = new ConcurrentHashMap<>();

  private DriverWarmUp() {}

  /** What is done once, or again where it failed for want of memory. */
  private static final class Once {
    private @Nullable Boolean warm;

    synchronized boolean get(BooleanSupplier work) {
      Boolean known = warm;
      if (known == null) {
        known = work.getAsBoolean();
        warm = known;
      }
      return known;
    }
  }

  /** Returns when the code for products of such rows is warm; at once from the second call on. */
  static boolean once(RowSource rows) {
    boolean warm = MATRICES.get(DriverWarmUp::runMatrices);
    List<RowSource.Sample> samples = rows.samples();
    return samples.isEmpty()
        ? warm
        : OTHERS
                .computeIfAbsent(rows.getClass(), kind -> new Once())
                .get(() -> runAll(samples.stream().map(DriverWarmUp::product).toList()))
            && warm;
  }

  private static boolean runMatrices() {
    GemmSpec plain = GemmSpec.of(ROWS, COLUMNS, DEPTH, StridedRows.rowMajor(DEPTH));
    return runAll(
        List.of(plain, plain.withResidual(COLUMNS).withBounds(0, Float.POSITIVE_INFINITY)));
  }

  private static GemmSpec product(RowSource.Sample sample) {
    return GemmSpec.of(ROWS, COLUMNS, sample.depth(), sample.rows()).withBias();
  }

  private static boolean runAll(List<GemmSpec> specs) {
    return specs.stream().map(DriverWarmUp::run).reduce(true, Boolean::logicalAnd);
  }

  private static boolean run(GemmSpec spec) {
    GemmPlan plan = new GemmPlan(spec, 1);
    plan.kernels().forEach(kernel -> Kernels.warm(kernel, LIMIT_NANOS));
    long quickNanos = COMPILED_NANOS * spec.m() * spec.n() * spec.k() / 1_000_000;
    long deadline = System.nanoTime() + LIMIT_NANOS;
    try (var a = NativeMemory.allocate((long) ROWS * DEPTH * Float.BYTES, "warm-up rows");
        var b = NativeMemory.allocate(plan.layout().bytes(), "warm-up panels");
        var c = NativeMemory.allocate((long) ROWS * COLUMNS * Float.BYTES, "warm-up result");
        var scratch = NativeMemory.allocate(plan.scratchBytes(), "warm-up scratch")) {
      QuickRuns runs = new QuickRuns(quickNanos, QUICK_RUNS);
      while (!runs.areEnough() && !runs.isAfter(deadline)) {
        for (int task = 0; task < plan.tasks(); task++) {
          long at = c.address();
          plan.run(task, a.address(), b.address(), at, b.address(), at, 0, scratch.address());
        }
        runs.count();
      }
      return runs.areEnough();
    }
  }
}
