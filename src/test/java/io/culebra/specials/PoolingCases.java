package io.culebra.specials;

import io.culebra.op.AveragePool;
import io.culebra.op.GlobalAveragePool;
import io.culebra.op.GlobalMaxPool;
import io.culebra.op.MaxPool;
import io.culebra.op.Op;
import io.culebra.op.Window;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Poolings whose windows meet NaN, infinities, and nothing but minus infinity. */
public final class PoolingCases {
  private static final int BATCH = 2;
  private static final int SIDE = 7;
  private static final double CLOSE = 2e-5;

  private PoolingCases() {}

  /** All poolings, with padding, dilation, and a last window that reaches beyond the input. */
  public static List<SpecialCase> all() {
    List<SpecialCase> cases = new ArrayList<>();
    for (int channels : new int[] {1, 3, 16, 33, 80}) {
      for (float special : new float[] {Specials.NAN, Specials.INF, -Specials.INF}) {
        float[] x = numbers(channels, special);
        windows(x, channels, cases);
        whole(x, channels, cases);
      }
      float[] lowest = new float[BATCH * channels * SIDE * SIDE];
      Arrays.fill(lowest, -Specials.INF);
      windows(lowest, channels, cases);
      whole(lowest, channels, cases);
    }
    return cases;
  }

  private static float[] numbers(int channels, float special) {
    Random random = new Random(channels);
    float[] x = new float[BATCH * channels * SIDE * SIDE];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextInt(9) == 0 ? special : (float) random.nextGaussian();
    }
    return x;
  }

  private static void windows(float[] x, int channels, List<SpecialCase> cases) {
    List<Window> windows =
        List.of(Window.of2d(2, 2, 0), Window.of2d(3, 2, 1), Window.of2d(3, 1, 0, 2));
    for (Window window : windows) {
      for (boolean ceil : new boolean[] {false, true}) {
        add(new MaxPool(window, ceil, false), window, ceil, x, channels, cases);
        add(new AveragePool(window, ceil, false), window, ceil, x, channels, cases);
        add(new AveragePool(window, ceil, true), window, ceil, x, channels, cases);
      }
    }
  }

  private static void add(
      Op op, Window window, boolean ceil, float[] x, int channels, List<SpecialCase> cases) {
    int side = (int) window.outputSize(0, SIDE, ceil);
    double[] y = new double[BATCH * channels * side * side];
    for (int i = 0; i < y.length; i++) {
      int plane = i / (side * side) * SIDE * SIDE;
      y[i] = one(op, window, x, plane, i / side % side, i % side);
    }
    Tensor tensor = Tensor.of(x, BATCH, channels, SIDE, SIDE);
    cases.add(SpecialCase.of(op, Expected.about(y, CLOSE), tensor));
  }

  private static double one(Op op, Window window, float[] x, int plane, int row, int column) {
    int pad = window.padsBegin().getFirst();
    int kernel = window.kernel().getFirst();
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    int inside = 0;
    int counted = 0;
    for (int i = 0; i < kernel * kernel; i++) {
      int r = row * window.stride(0) - pad + i / kernel * window.dilation(0);
      int c = column * window.stride(1) - pad + i % kernel * window.dilation(1);
      counted += r < SIDE + pad && c < SIDE + pad ? 1 : 0;
      if (r >= 0 && c >= 0 && r < SIDE && c < SIDE) {
        double value = x[plane + r * SIDE + c];
        max = Math.max(max, value);
        sum += value;
        inside++;
      }
    }
    boolean all = op instanceof AveragePool average && average.countIncludePad();
    return op instanceof MaxPool ? max : sum / (all ? counted : inside);
  }

  private static void whole(float[] x, int channels, List<SpecialCase> cases) {
    double[] max = new double[BATCH * channels];
    double[] mean = new double[BATCH * channels];
    int area = SIDE * SIDE;
    for (int i = 0; i < max.length; i++) {
      float[] plane = Arrays.copyOfRange(x, i * area, (i + 1) * area);
      max[i] = Specials.fold(plane, Double.NEGATIVE_INFINITY, Math::max);
      mean[i] = Specials.fold(plane, 0, Double::sum) / area;
    }
    Tensor tensor = Tensor.of(x, BATCH, channels, SIDE, SIDE);
    cases.add(SpecialCase.of(new GlobalMaxPool(), Expected.exact(max), tensor));
    cases.add(SpecialCase.of(new GlobalAveragePool(), Expected.about(mean, CLOSE), tensor));
  }
}
