package io.culebra.vector.gemm;

import io.culebra.tensor.NativeMemory;
import io.culebra.vector.Lanes;
import io.culebra.vector.conv.ConvolutionRows;
import io.culebra.vector.conv.SlidingWindow;
import jdk.incubator.vector.FloatVector;

/** Prints GFLOP/s of some products on one thread, next to what the CPU's multipliers could do. */
final class GemmBench {
  private static final int[][] SHAPES = {
    {64, 64, 64},
    {256, 256, 256},
    {512, 512, 512},
    {1024, 1024, 1024},
    {128, 1536, 384},
    {128, 384, 1536},
    {1, 1000, 2048},
    {3136, 256, 64}
  };

  private static final int REPETITIONS = 100;

  /** Runs between two looks at the clock do about so many operations. */
  private static final double OPERATIONS = 2e7;

  private static final long WARM_UP_NANOS = 5_000_000_000L;

  private GemmBench() {}

  public static void main(String[] args) {
    double peak = peak();
    System.out.printf("peak %.0f GFLOP/s, %d lanes%n", peak, Lanes.COUNT);
    for (int[] s : SHAPES) {
      GemmSpec spec = GemmSpec.of(s[0], s[1], s[2], StridedRows.rowMajor(s[2]));
      report("product", peak, spec, (long) s[0] * s[2]);
    }
    SlidingWindow window = new SlidingWindow(56, 56, 64, 0, 64, 3, 3, 1, 1, 1, 1, 1, 1, 56, 56);
    GemmSpec convolution =
        GemmSpec.of(window.pixels(), 64, window.depth(), new ConvolutionRows(window)).withBias();
    report("3x3 window", peak, convolution, window.pixels() * 64L);
  }

  private static void report(String name, double peak, GemmSpec spec, long aFloats) {
    GemmPlan plan = new GemmPlan(spec, 1);
    plan.warm(WARM_UP_NANOS);
    double operations = 2.0 * spec.m() * spec.n() * spec.k();
    int runs = (int) Math.max(1, OPERATIONS / operations);
    double best = Double.MAX_VALUE;
    try (var a = NativeMemory.allocate(aFloats * Float.BYTES, "a");
        var b = NativeMemory.allocate(plan.layout().bytes(), "b");
        var c = NativeMemory.allocate((long) spec.m() * spec.n() * Float.BYTES, "c");
        var scratch = NativeMemory.allocate(plan.scratchBytes(), "scratch")) {
      for (int r = 0; r < REPETITIONS; r++) {
        long start = System.nanoTime();
        for (int i = 0; i < runs * plan.tasks(); i++) {
          int task = i % plan.tasks();
          long at = c.address();
          plan.run(task, a.address(), b.address(), at, b.address(), 0, 0, scratch.address());
        }
        best = Math.min(best, (System.nanoTime() - start) / (double) runs);
      }
    }
    System.out.printf(
        "%-10s %5d x %4d x %4d  %9.1f us  %6.1f GFLOP/s  %3.0f %%%n",
        name,
        spec.m(),
        spec.n(),
        spec.k(),
        best / 1e3,
        operations / best,
        100 * operations / best / peak);
  }

  private static double peak() {
    double best = 0;
    for (int r = 0; r < 60; r++) {
      int n = 200_000;
      long t = System.nanoTime();
      float sum = chains(n, 1f);
      best = Math.max(best, 2.0 * 16 * n * Lanes.COUNT / (System.nanoTime() - t) + sum * 1e-30);
    }
    return best;
  }

  private static float chains(int n, float seed) {
    FloatVector x = FloatVector.broadcast(Lanes.FLOAT, seed);
    FloatVector y = FloatVector.broadcast(Lanes.FLOAT, 1e-9f);
    FloatVector a = x;
    FloatVector b = x;
    FloatVector c = x;
    FloatVector d = x;
    FloatVector e = x;
    FloatVector f = x;
    FloatVector g = x;
    FloatVector h = x;
    FloatVector i = x;
    FloatVector j = x;
    FloatVector k = x;
    FloatVector l = x;
    FloatVector m = x;
    FloatVector o = x;
    FloatVector p = x;
    FloatVector q = x;
    for (int t = 0; t < n; t++) {
      a = a.fma(x, y);
      b = b.fma(x, y);
      c = c.fma(x, y);
      d = d.fma(x, y);
      e = e.fma(x, y);
      f = f.fma(x, y);
      g = g.fma(x, y);
      h = h.fma(x, y);
      i = i.fma(x, y);
      j = j.fma(x, y);
      k = k.fma(x, y);
      l = l.fma(x, y);
      m = m.fma(x, y);
      o = o.fma(x, y);
      p = p.fma(x, y);
      q = q.fma(x, y);
    }
    FloatVector s1 = a.add(b).add(c).add(d).add(e).add(f).add(g).add(h);
    FloatVector s2 = i.add(j).add(k).add(l).add(m).add(o).add(p).add(q);
    return s1.add(s2).lane(0);
  }
}
