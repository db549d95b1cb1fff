package io.culebra.vector.resize;

import io.culebra.op.GridSample;
import io.culebra.op.PaddingMode;
import io.culebra.op.ResizeMode;

/**
 * One spatial axis of the input of GridSample.
 *
 * @param size elements along the axis
 */
record GridAxis(GridSample op, int size) {
  private static final double CUBIC = -0.75;

  /** So far outside that nothing inside has a weight. */
  private static final int FAR = 8;

  /** Stands for an axis that the input lacks: its only element, at place 0. */
  static GridAxis none() {
    return new GridAxis(new GridSample(ResizeMode.NEAREST, PaddingMode.BORDER, true), 1);
  }

  /** How many elements a place is made of. */
  int taps() {
    return switch (op.mode()) {
      case NEAREST -> 1;
      case LINEAR -> 2;
      case CUBIC -> 4;
    };
  }

  /**
   * Where a place of the grid, from -1 to 1, lies among the elements. As in PyTorch and ONNX
   * Runtime, a cubic sees each element behind the border rather than the place moved to it.
   */
  double at(float place) {
    float exact = op.alignCorners() ? (place + 1) / 2 * (size - 1) : ((place + 1) * size - 1) / 2;
    double at = op.mode() == ResizeMode.NEAREST ? Math.rint(exact) : exact;
    if (at >= low() && at <= high()) {
      return at;
    }
    return switch (op.padding()) {
      case ZEROS -> Math.clamp(at, -FAR, size + FAR);
      case BORDER -> {
        int beyond = op.mode() == ResizeMode.CUBIC ? FAR : 0;
        yield Math.clamp(at, -beyond, size - 1 + beyond);
      }
      case REFLECTION -> reflected(at);
    };
  }

  /** The first of the elements around a place. */
  int first(double at) {
    return (int) Math.floor(at) - (op.mode() == ResizeMode.CUBIC ? 1 : 0);
  }

  /** The weight of the tap of this number for a place. */
  float weight(double at, int tap) {
    double rest = at - Math.floor(at);
    return (float)
        switch (op.mode()) {
          case NEAREST -> 1;
          case LINEAR -> tap == 0 ? 1 - rest : rest;
          case CUBIC -> cubic(Math.abs(rest + 1 - tap));
        };
  }

  /** The element that stands for one that may lie outside; -1 for zero. */
  int inside(int element) {
    if (element >= 0 && element < size) {
      return element;
    }
    return switch (op.padding()) {
      case ZEROS -> -1;
      case BORDER -> Math.clamp(element, 0, size - 1);
      case REFLECTION -> Math.clamp((int) reflected(element), 0, size - 1);
    };
  }

  private double low() {
    return op.alignCorners() ? 0 : -0.5;
  }

  private double high() {
    return op.alignCorners() ? size - 1 : size - 0.5;
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

  /** Keys' cubic convolution. */
  private static double cubic(double d) {
    return d <= 1
        ? ((CUBIC + 2) * d - (CUBIC + 3)) * d * d + 1
        : ((CUBIC * d - 5 * CUBIC) * d + 8 * CUBIC) * d - 4 * CUBIC;
  }
}
