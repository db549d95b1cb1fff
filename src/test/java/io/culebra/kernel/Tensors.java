package io.culebra.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.util.Random;

/** Tensors with seeded values, and comparisons of tensors, for tests of implementations. */
public final class Tensors {
  private Tensors() {}

  /** A float32 tensor of normal numbers. */
  public static Tensor normal(long seed, long... sizes) {
    Random random = new Random(seed);
    float[] values = new float[(int) Shape.of(sizes).elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Tensor.of(values, sizes);
  }

  /** A float32 tensor of numbers between {@code low} and {@code high}. */
  public static Tensor uniform(long seed, float low, float high, long... sizes) {
    Random random = new Random(seed);
    float[] values = new float[(int) Shape.of(sizes).elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = low + random.nextFloat() * (high - low);
    }
    return Tensor.of(values, sizes);
  }

  /** A float32 tensor that counts up from 0. */
  public static Tensor counting(long... sizes) {
    float[] values = new float[(int) Shape.of(sizes).elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return Tensor.of(values, sizes);
  }

  /**
   * Asserts that float32 tensors agree: the largest difference, relative to the largest expected
   * magnitude, is at most {@code tolerance}, and NaN and infinities stand in the same places.
   */
  public static void assertClose(Tensor expected, Tensor actual, double tolerance) {
    assertEquals(expected.type(), actual.type());
    float[] want = expected.toFloatArray();
    float[] have = actual.toFloatArray();
    double largest = 0;
    for (float value : want) {
      largest = Float.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
    }
    double allowed = tolerance * Math.max(largest, 1e-30);
    for (int i = 0; i < want.length; i++) {
      boolean close =
          Float.isFinite(want[i])
              ? Math.abs((double) want[i] - have[i]) <= allowed
              : Float.compare(want[i], have[i]) == 0;
      int at = i;
      assertTrue(
          close,
          () -> "element " + at + " of " + expected.shape() + ": " + want[at] + " != " + have[at]);
    }
  }
}
