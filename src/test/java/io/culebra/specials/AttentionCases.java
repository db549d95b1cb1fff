package io.culebra.specials;

import io.culebra.op.Attention;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Attention over NaN and infinities, in the operands and in the mask. A query whose mask excludes
 * every key gets zeros.
 */
public final class AttentionCases {
  private static final int HEADS = 2;
  private static final double CLOSE = 1e-3;

  private AttentionCases() {}

  private enum Kind {
    NAN_QUERY,
    WHOLE_NAN_QUERY,
    NAN_KEY,
    NAN_VALUE,
    INFINITE_VALUE,
    NAN_MASK,
    INFINITE_MASK,
    EXCLUDED_QUERY,
    FEW_KEYS,
    NAN_AMONG_EXCLUDED;

    boolean isMasked() {
      return compareTo(NAN_MASK) >= 0;
    }
  }

  /** Every kind, in sizes that leave rests. */
  public static List<SpecialCase> all() {
    List<SpecialCase> cases = new ArrayList<>();
    int[][] sizes = {
      {1, 1, 4, 8},
      {7, 9, 4, 8},
      {5, 16, 8, 8},
      {16, 33, 16, 16},
      {40, 70, 32, 32},
      {1, 128, 64, 64}
    };
    for (int[] size : sizes) {
      for (Kind kind : Kind.values()) {
        cases.add(attend(size[0], size[1], size[2], size[3], 0, kind));
        cases.add(attend(size[0], size[1], size[2], size[3], 1.5f, kind));
      }
    }
    return cases;
  }

  private static SpecialCase attend(
      int queries, int keys, int size, int valueSize, float cap, Kind kind) {
    float[] q = Specials.normal(1, HEADS * queries * size);
    float[] k = Specials.normal(2, HEADS * keys * size);
    float[] v = Specials.normal(3, HEADS * keys * valueSize);
    float[] mask = kind.isMasked() ? Specials.normal(4, queries * keys) : new float[queries * keys];
    Random random = new Random(keys);
    switch (kind) {
      case NAN_QUERY -> q[random.nextInt(q.length)] = Specials.NAN;
      case WHOLE_NAN_QUERY -> Arrays.fill(q, 0, size, Specials.NAN);
      case NAN_KEY -> k[random.nextInt(k.length)] = Specials.NAN;
      case NAN_VALUE -> v[random.nextInt(v.length)] = Specials.NAN;
      case INFINITE_VALUE -> v[random.nextInt(v.length)] = Specials.INF;
      case NAN_MASK -> mask[random.nextInt(mask.length)] = Specials.NAN;
      case INFINITE_MASK -> mask[random.nextInt(mask.length)] = Specials.INF;
      case EXCLUDED_QUERY ->
          Arrays.fill(mask, queries / 2 * keys, (queries / 2 + 1) * keys, -Specials.INF);
      case FEW_KEYS -> {
        Arrays.fill(mask, -Specials.INF);
        for (int i = 0; i < queries; i++) {
          mask[i * keys + random.nextInt(keys)] = 0;
        }
      }
      case NAN_AMONG_EXCLUDED -> {
        Arrays.fill(mask, 0, keys, -Specials.INF);
        mask[keys / 2] = Specials.NAN;
      }
    }
    double[] y = new double[HEADS * queries * valueSize];
    for (int i = 0; i < HEADS * queries; i++) {
      double[] weights = weights(q, k, mask, i, queries, keys, size, cap);
      for (int j = 0; j < valueSize; j++) {
        for (int key = 0; key < keys; key++) {
          y[i * valueSize + j] += weights[key] * v[(i / queries * keys + key) * valueSize + j];
        }
      }
    }
    List<Tensor> inputs = new ArrayList<>();
    inputs.add(Tensor.of(q, 1, HEADS, queries, size));
    inputs.add(Tensor.of(k, 1, HEADS, keys, size));
    inputs.add(Tensor.of(v, 1, HEADS, keys, valueSize));
    if (kind.isMasked()) {
      inputs.add(Tensor.of(mask, queries, keys));
    }
    return new SpecialCase(
        new Attention(false, 0, 0, null, cap, 0), inputs, 0, Expected.about(y, CLOSE));
  }

  private static double[] weights(
      float[] q, float[] k, float[] mask, int row, int queries, int keys, int size, float cap) {
    double[] scores = new double[keys];
    double max = Double.NEGATIVE_INFINITY;
    for (int key = 0; key < keys; key++) {
      double score = 0;
      for (int i = 0; i < size; i++) {
        score += (double) q[row * size + i] * k[(row / queries * keys + key) * size + i];
      }
      score /= Math.sqrt(size);
      score = cap == 0 ? score : cap * Math.tanh(score / cap);
      scores[key] = score + mask[row % queries * keys + key];
      max = Math.max(max, scores[key]);
    }
    if (max == Double.NEGATIVE_INFINITY) {
      return new double[keys];
    }
    double sum = 0;
    for (int key = 0; key < keys; key++) {
      scores[key] = Math.exp(scores[key] - max);
      sum += scores[key];
    }
    for (int key = 0; key < keys; key++) {
      scores[key] /= sum;
    }
    return scores;
  }
}
