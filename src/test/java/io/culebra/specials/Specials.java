package io.culebra.specials;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Special numbers, alone and among others. */
final class Specials {
  static final float NAN = Float.NaN;
  static final float INF = Float.POSITIVE_INFINITY;

  /** As many as share no factor with a vector's lanes, so that a cycle brings each to each lane. */
  private static final float[] ALL = {
    NAN,
    INF,
    -INF,
    0f,
    -0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    1e-40f,
    -1e-40f,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    1e-30f,
    -1e-30f,
    1f,
    -1f,
    0.5f,
    -0.5f,
    1.5f,
    2.5f,
    -2.5f,
    3f,
    -3f,
    6f,
    20f,
    -20f,
    80f,
    -80f,
    88f,
    89f,
    -87f,
    -89f,
    100f,
    -100f,
    -110f,
    1e10f,
    -1e10f,
    8388609f,
    -8388609f,
    1e20f,
    -1e20f,
    3.3e38f,
    -3.3e38f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    0.1f,
    7f,
    -7f
  };

  private Specials() {}

  static float[] all() {
    return ALL.clone();
  }

  /** So many of them, over and over. */
  static float[] cycle(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = ALL[(i + count) % ALL.length];
    }
    return numbers;
  }

  static float[] normal(long seed, int count) {
    Random random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  static double[] map(float[] numbers, DoubleUnaryOperator function) {
    double[] results = new double[numbers.length];
    for (int i = 0; i < results.length; i++) {
      results[i] = function.applyAsDouble(numbers[i]);
    }
    return results;
  }

  static double fold(float[] numbers, double start, DoubleBinaryOperator function) {
    double result = start;
    for (float number : numbers) {
      result = function.applyAsDouble(result, number);
    }
    return result;
  }

  /**
   * Rows of {@code size} numbers above 0 with NaN, infinities and pairs of them at every place, or
   * at those where vectors begin and end; and rows of the same special number throughout.
   */
  static List<float[]> rows(int size) {
    Random random = new Random(size);
    List<float[]> rows = new ArrayList<>();
    float[][] sets = {{NAN}, {INF}, {-INF}, {NAN, -INF}, {INF, NAN}, {INF, -INF}};
    for (float[] set : sets) {
      for (int place : places(size)) {
        float[] row = new float[size];
        for (int i = 0; i < size; i++) {
          row[i] = 0.5f + random.nextFloat();
        }
        for (int k = 0; k < set.length; k++) {
          row[(place + k * (size / 2)) % size] = set[k];
        }
        rows.add(row);
      }
    }
    for (float number :
        new float[] {NAN, INF, -INF, 0f, -0f, Float.MIN_VALUE, Float.MAX_VALUE, -3.3e38f}) {
      float[] row = new float[size];
      Arrays.fill(row, number);
      rows.add(row);
    }
    for (float number : new float[] {-Float.MAX_VALUE, 1f}) {
      float[] row = new float[size];
      Arrays.fill(row, -INF);
      row[size / 2] = number;
      rows.add(row);
    }
    return rows;
  }

  private static int[] places(int size) {
    int[] all = {0, 1, 15, 16, 17, 31, 47, 63, 64, 65, size / 2, size - 2, size - 1};
    return Arrays.stream(all).filter(place -> place >= 0 && place < size).distinct().toArray();
  }

  static float[] flat(List<float[]> rows) {
    int size = rows.getFirst().length;
    float[] numbers = new float[rows.size() * size];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, numbers, i * size, size);
    }
    return numbers;
  }

  /** The same matrix with its rows as columns. */
  static float[] transposed(float[] matrix, int rows) {
    int columns = matrix.length / rows;
    float[] result = new float[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      result[i % columns * rows + i / columns] = matrix[i];
    }
    return result;
  }

  /** The same matrix with its rows as columns. */
  static double[] transposed(double[] matrix, int rows) {
    int columns = matrix.length / rows;
    double[] result = new double[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      result[i % columns * rows + i / columns] = matrix[i];
    }
    return result;
  }
}
