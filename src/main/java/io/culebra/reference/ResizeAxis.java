package io.culebra.reference;

import io.culebra.op.CoordinateTransform;
import io.culebra.op.Resize;
import io.culebra.op.ResizeMode;

/**
 * One axis of a Resize: how its size changes, and where in the input an element of the output lies.
 *
 * @param size elements of the input
 * @param outputSize elements of the output
 * @param scale the size of the output by that of the input, as it was told
 * @param start where the region of interest begins, as a share of the axis
 * @param end where the region of interest ends, as a share of the axis
 */
record ResizeAxis(long size, long outputSize, float scale, float start, float end) {
  /**
   * Where element {@code x} of the output lies in the input, perhaps between two elements or
   * outside; in float, as ONNX Runtime computes it, where it makes a difference on which side of a
   * tie a place falls.
   */
  float place(CoordinateTransform transform, long x) {
    float exactSize = scale * size;
    return switch (transform) {
      case ASYMMETRIC -> x / scale;
      case HALF_PIXEL -> (x + 0.5f) / scale - 0.5f;
      case PYTORCH_HALF_PIXEL -> outputSize > 1 ? (x + 0.5f) / scale - 0.5f : 0;
      case HALF_PIXEL_SYMMETRIC ->
          size / 2f * (1 - outputSize / exactSize) + (x + 0.5f) / scale - 0.5f;
      case TF_HALF_PIXEL_FOR_NN -> (x + 0.5f) / scale;
      case ALIGN_CORNERS -> exactSize == 1 ? 0 : x * (size - 1f) / (exactSize - 1);
      case TF_CROP_AND_RESIZE ->
          outputSize == 1
              ? (start + end) / 2 * (size - 1f)
              : start * (size - 1f) + x * (end - start) * (size - 1f) / (outputSize - 1f);
    };
  }

  /**
   * The elements of the input, with their weights, that element {@code x} of the output is made of.
   */
  Taps taps(Resize op, long x) {
    boolean cropped = op.coordinates() == CoordinateTransform.TF_CROP_AND_RESIZE;
    if (scale == 1 && size == outputSize && !cropped) {
      return Taps.one(x);
    }
    float place = place(op.coordinates(), x);
    if (cropped && (place < 0 || place > size - 1)) {
      return Taps.OUTSIDE;
    }
    if (op.mode() == ResizeMode.LINEAR && !op.antialias() && !op.excludeOutside()) {
      return Taps.between(place, size);
    }
    double narrowing = op.antialias() ? Math.min(scale, 1) : 1;
    return switch (op.mode()) {
      case NEAREST -> Taps.one(Math.clamp(nearest(op, place), 0, size - 1));
      case LINEAR ->
          Taps.weighted(place, narrowing, 1, size, op.excludeOutside(), ResizeAxis::triangle);
      case CUBIC ->
          Taps.weighted(place, narrowing, 2, size, op.excludeOutside(), d -> cubic(op.cubicA(), d));
    };
  }

  private static long nearest(Resize op, double place) {
    return (long)
        switch (op.nearest()) {
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
