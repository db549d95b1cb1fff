package io.culebra.vector.gemm;

import io.culebra.tensor.NativeMemory;
import io.culebra.vector.Lanes;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** Prints GFLOP/s of some products on one thread, next to what the CPU's multipliers could do. */
final class GemmBench {
  private GemmBench() {}

  public static void main(String[] args) {
    double peak = peak();
    System.out.printf("peak %.0f GFLOP/s, %d lanes%n", peak, Lanes.COUNT);
    int[][] shapes = {
      {64, 64, 64}, {256, 256, 256}, {512, 512, 512}, {1024, 1024, 1024}, {128, 1536, 384},
      {128, 384, 1536}, {196, 256, 1024}, {8, 1000, 2048}, {1, 1000, 2048}, {3136, 256, 64},
      {49, 512, 512}, {49, 2048, 1024}, {784, 48, 192}
    };
    for (int[] s : shapes) {
      report(peak, GemmSpec.of(s[0], s[1], s[2], StridedRows.rowMajor(s[2])), (long) s[0] * s[2]);
    }
  }

  static void report(double peak, GemmSpec spec, long aFloats) {
    GemmPlan plan = new GemmPlan(spec, 1);
    plan.kernels().forEach(kernel -> Kernels.warm(kernel, 5_000_000_000L));
    try (var a = NativeMemory.allocate(aFloats * 4, "a");
        var b = NativeMemory.allocate(plan.layout().bytes(), "b");
        var c = NativeMemory.allocate(4L * spec.m() * spec.n(), "c");
        var scratch = NativeMemory.allocate(plan.scratchBytes(), "scratch")) {
      double flops = 2.0 * spec.m() * spec.n() * spec.k();
      int inner = (int) Math.max(1, 2e8 / flops);
      double[] times = new double[40];
      for (int r = 0; r < times.length; r++) {
        long t = System.nanoTime();
        for (int i = 0; i < inner; i++) {
          for (int task = 0; task < plan.tasks(); task++) {
            plan.run(task, a.address(), b.address(), c.address(), 0, 0, 0, scratch.address());
          }
        }
        times[r] = (System.nanoTime() - t) / (double) inner;
      }
      Arrays.sort(times);
      double best = flops / times[0];
      System.out.printf(
          "%5d x %4d x %4d  %8.1f us  %6.1f GFLOP/s  %3.0f %%  %s%n",
          spec.m(), spec.n(), spec.k(), times[0] / 1e3, best, 100 * best / peak, plan.kernels());
    }
  }

  static double peak() {
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
    FloatVector a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x;
    FloatVector i = x, j = x, k = x, l = x, m = x, o = x, p = x, q = x;
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
