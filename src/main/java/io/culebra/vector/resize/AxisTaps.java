package io.culebra.vector.resize;

import io.culebra.op.CoordinateTransform;
import io.culebra.op.NearestMode;
import io.culebra.op.Resize;
import java.util.function.DoubleUnaryOperator;

/**
 * What the elements along one axis of the output are made of.
 *
 * @param count how many elements of the input each is made of
 * @param places which ones: {@code count} for each element of the output
 * @param weights what they count, adding up to 1
 */
record AxisTaps(int count, int[] places, float[] weights) {
  /** Each element by itself. */
  static AxisTaps same(int size) {
    int[] places = new int[size];
    float[] weights = new float[size];
    for (int i = 0; i < size; i++) {
      places[i] = i;
      weights[i] = 1;
    }
    return new AxisTaps(1, places, weights);
  }

  /**
   * The taps of an axis.
   *
   * @param size elements of the input
   * @param outputSize elements of the output
   * @param scale the scale between them, as it was told
   */
  static AxisTaps of(Resize op, int size, int outputSize, float scale) {
    if (scale == 1 && size == outputSize) {
      return same(size);
    }
    int count =
        switch (op.mode()) {
          case NEAREST -> 1;
          case LINEAR -> 2;
          case CUBIC -> 4;
        };
    AxisTaps taps = new AxisTaps(count, new int[outputSize * count], new float[outputSize * count]);
    for (int x = 0; x < outputSize; x++) {
      double place = place(op.coordinates(), x, size, outputSize, scale);
      if (count == 1) {
        taps.places[x] = Math.clamp(nearest(op.nearest(), place), 0, size - 1);
        taps.weights[x] = 1;
      } else {
        DoubleUnaryOperator kernel =
            count == 2 ? AxisTaps::triangle : distance -> cubic(op.cubicA(), distance);
        taps.weigh(x * count, place, size, op.excludeOutside(), kernel);
      }
    }
    return taps;
  }

  private void weigh(
      int at, double place, int size, boolean excludeOutside, DoubleUnaryOperator kernel) {
    long first = (long) Math.floor(place) - count / 2 + 1;
    double[] exact = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      boolean outside = first + i < 0 || first + i >= size;
      exact[i] = excludeOutside && outside ? 0 : kernel.applyAsDouble(place - (first + i));
      sum += exact[i];
    }
    for (int i = 0; i < count; i++) {
      places[at + i] = Math.clamp(first + i, 0, size - 1);
      weights[at + i] = (float) (exact[i] / sum);
    }
  }

  /**
   * Where an element of the output lies; in float, as ONNX Runtime computes it, where it makes a
   * difference on which side of a tie a place falls.
   */
  private static float place(
      CoordinateTransform transform, int x, int size, int outputSize, float scale) {
    float exactSize = scale * size;
    return switch (transform) {
      case ASYMMETRIC -> x / scale;
      case HALF_PIXEL -> (x + 0.5f) / scale - 0.5f;
      case PYTORCH_HALF_PIXEL -> outputSize > 1 ? (x + 0.5f) / scale - 0.5f : 0;
      case HALF_PIXEL_SYMMETRIC ->
          size / 2f * (1 - outputSize / exactSize) + (x + 0.5f) / scale - 0.5f;
      case TF_HALF_PIXEL_FOR_NN -> (x + 0.5f) / scale;
      case ALIGN_CORNERS -> exactSize == 1 ? 0 : x * (size - 1f) / (exactSize - 1);
      case TF_CROP_AND_RESIZE -> throw new IllegalArgumentException("a region of interest");
    };
  }

  private static long nearest(NearestMode mode, double place) {
    return (long)
        switch (mode) {
          case FLOOR -> Math.floor(place);
          case CEIL -> Math.ceil(place);
          case ROUND_PREFER_FLOOR -> Math.ceil(place - 0.5);
          case ROUND_PREFER_CEIL -> Math.floor(place + 0.5);
        };
  }

  private static double triangle(double distance) {
    return Math.max(0, 1 - Math.abs(distance));
  }

  /** Keys' cubic convolution. */
  private static double cubic(double a, double distance) {
    double d = Math.abs(distance);
    if (d <= 1) {
      return ((a + 2) * d - (a + 3)) * d * d + 1;
    }
    return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
  }
}
