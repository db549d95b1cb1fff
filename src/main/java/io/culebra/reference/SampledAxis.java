package io.culebra.reference;

import io.culebra.op.GridSample;
import io.culebra.op.PaddingMode;
import io.culebra.op.ResizeMode;

/**
 * One spatial axis of the input of GridSample.
 *
 * @param size elements along the axis
 */
record SampledAxis(GridSample op, double size) {
  private static final double CUBIC = -0.75;

  /** Where a place of the grid, from -1 to 1, lies among the elements, in float as ONNX has it. */
  private float place(float place) {
    float count = (float) size;
    return op.alignCorners() ? (place + 1) / 2 * (count - 1) : ((place + 1) * count - 1) / 2;
  }

  /** The elements, with their weights, that stand for a place of the grid; 0 for those outside. */
  Taps taps(double given) {
    float place = place((float) given);
    double at = op.mode() == ResizeMode.NEAREST ? Math.rint(place) : place;
    if (at < low() || at > high()) {
      at =
          switch (op.padding()) {
            case ZEROS -> at;
            case BORDER -> op.mode() == ResizeMode.CUBIC ? at : Math.clamp(at, 0, size - 1);
            case REFLECTION -> reflected(at);
          };
    }
    double floor = Math.floor(at);
    double rest = at - floor;
    return switch (op.mode()) {
      case NEAREST -> taps(at, 1);
      case LINEAR -> taps(floor, 1 - rest, rest);
      case CUBIC -> taps(floor - 1, far(1 + rest), near(rest), near(1 - rest), far(2 - rest));
    };
  }

  private double low() {
    return op.alignCorners() ? 0 : -0.5;
  }

  private double high() {
    return op.alignCorners() ? size - 1 : size - 0.5;
  }

  private Taps taps(double first, double... weights) {
    long[] places = new long[weights.length];
    for (int i = 0; i < weights.length; i++) {
      double at = first + i;
      boolean outside = !(at >= 0 && at <= size - 1);
      if (outside && op.padding() == PaddingMode.ZEROS) {
        weights[i] = 0;
      }
      double inside = outside && op.padding() == PaddingMode.REFLECTION ? reflected(at) : at;
      places[i] = Math.clamp((long) inside, 0, (long) size - 1);
    }
    return new Taps(places, weights);
  }

  /** Mirrored at the borders as often as needed. */
  private double reflected(double at) {
    double range = high() - low();
    if (range == 0) {
      return 0;
    }
    double distance = at < low() ? low() - at : at - high();
    boolean odd = Math.floor(distance / range) % 2 != 0;
    double rest = distance % range;
    return (at < low()) != odd ? low() + rest : high() - rest;
  }

  /** Keys' cubic convolution at a distance of up to 1. */
  private static double near(double d) {
    return ((CUBIC + 2) * d - (CUBIC + 3)) * d * d + 1;
  }

  /** The same at a distance from 1 to 2. */
  private static double far(double d) {
    return ((CUBIC * d - 5 * CUBIC) * d + 8 * CUBIC) * d - 4 * CUBIC;
  }
}
