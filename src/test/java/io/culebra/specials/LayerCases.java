package io.culebra.specials;

import io.culebra.op.BatchNormalization;
import io.culebra.op.Conv;
import io.culebra.op.Gemm;
import io.culebra.op.InstanceNormalization;
import io.culebra.op.LRN;
import io.culebra.op.LayerNormalization;
import io.culebra.op.MatMul;
import io.culebra.op.Op;
import io.culebra.op.RMSNormalization;
import io.culebra.op.Window;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Normalizations and products: NaN and infinities reach what is made of them, and nothing else. */
public final class LayerCases {
  private static final double CLOSE = 1e-3;
  private static final float EPSILON = 1e-5f;

  private LayerCases() {}

  /** Normalizations of rows that hold special numbers. */
  public static List<SpecialCase> normalizations() {
    List<SpecialCase> cases = new ArrayList<>();
    for (int size : new int[] {2, 16, 33, 130}) {
      List<float[]> rows =
          Specials.rows(size).stream().filter(row -> !isFlat(row) || row[0] == 0).toList();
      normalizeRows(rows, size, cases);
      normalizePlanes(rows, size, cases);
      normalizeChannels(rows, size, cases);
    }
    return cases;
  }

  /** Whether all numbers of a row are the same: what remains of large ones is but rounding. */
  private static boolean isFlat(float[] row) {
    return Math.abs(row[0]) > 1e30f && Float.isFinite(row[0]);
  }

  private static void normalizeRows(List<float[]> rows, int size, List<SpecialCase> cases) {
    float[] scale = Specials.normal(1, size);
    float[] bias = Specials.normal(2, size);
    double[] layer = new double[rows.size() * size];
    double[] root = new double[rows.size() * size];
    for (int i = 0; i < layer.length; i++) {
      float[] row = rows.get(i / size);
      int at = i % size;
      layer[i] = standard(row, at) * scale[at] + bias[at];
      double squares = Specials.fold(row, 0, (sum, x) -> sum + x * x);
      root[i] = row[at] / Math.sqrt(squares / size + EPSILON) * scale[at];
    }
    Tensor x = Tensor.of(Specials.flat(rows), rows.size(), size);
    Tensor s = Tensor.of(scale, size);
    Tensor b = Tensor.of(bias, size);
    cases.add(
        SpecialCase.of(new LayerNormalization(-1, EPSILON), Expected.about(layer, CLOSE), x, s, b)
            .withConstants(2));
    cases.add(
        SpecialCase.of(new RMSNormalization(-1, EPSILON), Expected.about(root, CLOSE), x, s)
            .withConstants(1));
  }

  private static double standard(float[] row, int at) {
    double mean = Specials.fold(row, 0, Double::sum) / row.length;
    double variance = Specials.fold(row, 0, (sum, x) -> sum + (x - mean) * (x - mean)) / row.length;
    return (row[at] - mean) / Math.sqrt(variance + EPSILON);
  }

  private static void normalizePlanes(List<float[]> rows, int size, List<SpecialCase> cases) {
    int channels = rows.size();
    float[] scale = Specials.normal(3, channels);
    float[] bias = Specials.normal(4, channels);
    float[] mean = Specials.normal(5, channels);
    float[] variance = Specials.normal(6, channels);
    for (int i = 0; i < channels; i++) {
      variance[i] *= variance[i];
    }
    variance[0] = 0;
    variance[1] = Specials.INF;
    variance[2] = -1;
    mean[3] = Specials.NAN;
    scale[4] = Specials.NAN;
    bias[5] = -Specials.INF;
    double[] instance = new double[channels * size];
    double[] batch = new double[channels * size];
    for (int i = 0; i < batch.length; i++) {
      int c = i / size;
      float[] row = rows.get(c);
      instance[i] = standard(row, i % size) * scale[c] + bias[c];
      batch[i] = (row[i % size] - mean[c]) / Math.sqrt(variance[c] + EPSILON) * scale[c] + bias[c];
    }
    Tensor x = Tensor.of(Specials.flat(rows), 1, channels, size);
    Tensor s = Tensor.of(scale, channels);
    Tensor b = Tensor.of(bias, channels);
    cases.add(
        SpecialCase.of(new InstanceNormalization(EPSILON), Expected.about(instance, CLOSE), x, s, b)
            .withConstants(2));
    SpecialCase normalized =
        SpecialCase.of(
            new BatchNormalization(EPSILON),
            Expected.about(batch, CLOSE),
            x,
            s,
            b,
            Tensor.of(mean, channels),
            Tensor.of(variance, channels));
    cases.add(normalized);
    cases.add(normalized.withConstants(4));
  }

  private static void normalizeChannels(List<float[]> rows, int size, List<SpecialCase> cases) {
    int around = 2;
    double[] y = new double[rows.size() * size];
    for (int i = 0; i < y.length; i++) {
      float[] row = rows.get(i / size);
      int at = i % size;
      float[] window =
          Arrays.copyOfRange(row, Math.max(0, at - around), Math.min(size, at + around + 1));
      double squares = (float) Specials.fold(window, 0, (sum, x) -> sum + x * x);
      y[i] = row[at] / Math.pow(1 + 0.1 / 5 * squares, 0.75);
    }
    Tensor x = Tensor.of(Specials.flat(rows), rows.size(), size, 1, 1);
    cases.add(SpecialCase.of(new LRN(2 * around + 1, 0.1f, 0.75f, 1), Expected.about(y, CLOSE), x));
  }

  /** Products of matrices, in sizes that leave rests everywhere. */
  public static List<SpecialCase> products() {
    List<SpecialCase> cases = new ArrayList<>();
    int[][] sizes = {{1, 1, 1}, {3, 5, 7}, {17, 33, 50}, {2, 129, 40}, {40, 64, 16}, {1, 100, 65}};
    for (int[] size : sizes) {
      for (int kind = 0; kind < 4; kind++) {
        multiply(size[0], size[1], size[2], kind / 2 == 0, kind % 2 == 0, cases);
      }
    }
    return cases;
  }

  private static void multiply(
      int rows, int inner, int columns, boolean onLeft, boolean given, List<SpecialCase> cases) {
    float[] a = Specials.normal(1, rows * inner);
    float[] b = Specials.normal(2, inner * columns);
    float[] c = Specials.normal(3, columns);
    sprinkle(onLeft ? a : b, Specials.NAN, Specials.INF, -Specials.INF);
    double[] product = new double[rows * columns];
    double[] sum = new double[rows * columns];
    for (int i = 0; i < product.length; i++) {
      for (int k = 0; k < inner; k++) {
        product[i] += (double) a[i / columns * inner + k] * b[k * columns + i % columns];
      }
      sum[i] = 0.5 * product[i] + 2 * c[i % columns];
    }
    Tensor left = Tensor.of(a, rows, inner);
    Tensor right = Tensor.of(b, inner, columns);
    Op gemm = new Gemm(0.5f, 2, false, false);
    cases.add(
        SpecialCase.of(new MatMul(), Expected.about(product, CLOSE), left, right)
            .withConstants(given ? 0 : 1));
    cases.add(
        SpecialCase.of(gemm, Expected.about(sum, CLOSE), left, right, Tensor.of(c, columns))
            .withConstants(given ? 0 : 2));
  }

  private static void sprinkle(float[] numbers, float... specials) {
    Random random = new Random(numbers.length);
    for (float special : specials) {
      numbers[random.nextInt(numbers.length)] = special;
    }
  }

  /** Convolutions, with groups, depthwise, and with padding. */
  public static List<SpecialCase> convolutions() {
    List<SpecialCase> cases = new ArrayList<>();
    int[][] sizes = {{3, 5, 1}, {16, 16, 1}, {33, 20, 1}, {32, 32, 32}, {6, 6, 3}, {50, 50, 50}};
    for (int[] size : sizes) {
      for (Window window :
          List.of(Window.of2d(1, 1, 0), Window.of2d(3, 1, 1), Window.of2d(3, 2, 1))) {
        cases.add(convolve(size[0], size[1], size[2], window));
      }
    }
    return cases;
  }

  private static SpecialCase convolve(int from, int to, int groups, Window window) {
    int side = 9;
    int kernel = window.kernel().getFirst();
    int pad = window.padsBegin().getFirst();
    int out = (int) window.outputSize(0, side, false);
    int each = from / groups;
    float[] x = Specials.normal(7, from * side * side);
    float[] w = Specials.normal(8, to * each * kernel * kernel);
    float[] bias = Specials.normal(9, to);
    sprinkle(x, Specials.NAN, Specials.INF, -Specials.INF);
    double[] y = new double[to * out * out];
    for (int i = 0; i < y.length; i++) {
      int channel = i / (out * out);
      y[i] = bias[channel];
      for (int k = 0; k < each * kernel * kernel; k++) {
        int r = i / out % out * window.stride(0) - pad + k / kernel % kernel;
        int c = i % out * window.stride(1) - pad + k % kernel;
        int source = channel / (to / groups) * each + k / (kernel * kernel);
        if (r >= 0 && c >= 0 && r < side && c < side) {
          y[i] +=
              (double) x[(source * side + r) * side + c] * w[channel * each * kernel * kernel + k];
        }
      }
    }
    return SpecialCase.of(
            new Conv(window, groups),
            Expected.about(y, CLOSE),
            Tensor.of(x, 1, from, side, side),
            Tensor.of(w, to, each, kernel, kernel),
            Tensor.of(bias, to))
        .withConstants(2);
  }
}
