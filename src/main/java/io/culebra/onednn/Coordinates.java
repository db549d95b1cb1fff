package io.culebra.onednn;

import io.culebra.op.CoordinateTransform;
import io.culebra.op.NearestMode;

/**
 * Where the elements of a resized axis lie in the input, as ONNX has it, compared with oneDNN,
 * which knows half a pixel and the ratio of the sizes alone.
 *
 * @param from the size of the input
 * @param to the size of the output
 * @param scale the factor as ONNX knows it, {@code to / from} or near it
 * @param transform how ONNX gets from one to the other
 */
record Coordinates(long from, long to, float scale, CoordinateTransform transform) {
  /**
   * Relative to one element: what a coordinate may differ, and how near to a tie roundings may go
   * either way.
   */
  private static final double SLACK = 1e-5;

  /** In float, as the other implementations compute it: ties fall as there. */
  private double onnx(long x) {
    float exactSize = scale * from;
    return switch (transform) {
      case HALF_PIXEL -> (x + 0.5f) / scale - 0.5f;
      case PYTORCH_HALF_PIXEL -> to > 1 ? (x + 0.5f) / scale - 0.5f : 0;
      case ALIGN_CORNERS -> exactSize == 1 ? 0 : x * (from - 1f) / (exactSize - 1);
      case ASYMMETRIC -> x / scale;
      case HALF_PIXEL_SYMMETRIC, TF_HALF_PIXEL_FOR_NN, TF_CROP_AND_RESIZE -> Double.NaN;
    };
  }

  private double onednn(long x) {
    return (x + 0.5) * from / to - 0.5;
  }

  /** Whether both interpolate between the same elements with the same weights. */
  boolean agreeForLinear() {
    for (long x = 0; x < to; x++) {
      double difference = Math.abs(inside(onnx(x)) - inside(onednn(x)));
      if (!(difference <= SLACK)) {
        return false;
      }
    }
    return true;
  }

  /** Whether both take the same element, no matter how ties and roundings go. */
  boolean agreeForNearest(NearestMode mode) {
    for (long x = 0; x < to; x++) {
      double here = onednn(x);
      boolean tie = Math.abs(here - Math.floor(here) - 0.5) < SLACK;
      if (tie || inside(nearest(mode, onnx(x))) != inside(Math.rint(here))) {
        return false;
      }
    }
    return true;
  }

  private static double nearest(NearestMode mode, double place) {
    return switch (mode) {
      case ROUND_PREFER_FLOOR -> Math.ceil(place - 0.5);
      case ROUND_PREFER_CEIL -> Math.floor(place + 0.5);
      case FLOOR -> Math.floor(place);
      case CEIL -> Math.ceil(place);
    };
  }

  /** NaN stays NaN. */
  private double inside(double place) {
    return Math.max(0, Math.min(from - 1.0, place));
  }
}
