package io.culebra.vector.math;

import static jdk.incubator.vector.VectorOperators.EQ;

import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/** Powers with a fixed exponent. */
public final class Powers {
  private Powers() {}

  /** x to the power of {@code exponent}; null where there is no short way. */
  public static @Nullable LaneCode of(double exponent) {
    String method =
        switch (Double.toString(exponent)) {
          case "-2.0" -> "squareBelowOne";
          case "-1.0" -> "inverse";
          case "-0.5" -> "rootBelowOne";
          case "0.5" -> "root";
          case "1.0" -> "same";
          case "2.0" -> "square";
          case "3.0" -> "cube";
          case "4.0" -> "fourth";
          default -> null;
        };
    return method == null ? null : code(method);
  }

  /** The code of the method of this name. */
  public static LaneCode code(String method) {
    return LaneCode.of(Powers.class, method);
  }

  /** The first of two vectors divided by the second to the power of {@code exponent}. */
  public static LaneCode divisionBy(float exponent) {
    return exponent == 0.75f
        ? code("dividedByThreeQuarters")
        : LaneCode.of(Powers.class, "dividedByPower", exponent);
  }

  static FloatVector dividedByThreeQuarters(FloatVector x, FloatVector base) {
    FloatVector root = base.sqrt();
    return x.div(root.mul(root.sqrt()));
  }

  static FloatVector dividedByPower(FloatVector x, FloatVector base, float exponent) {
    return x.mul(Exp.exp(Log.log(base).mul(-exponent)));
  }

  static FloatVector same(FloatVector x) {
    return x;
  }

  static FloatVector square(FloatVector x) {
    return x.mul(x);
  }

  static FloatVector cube(FloatVector x) {
    return x.mul(x).mul(x);
  }

  static FloatVector fourth(FloatVector x) {
    FloatVector square = x.mul(x);
    return square.mul(square);
  }

  /** A power of -Infinity is Infinity, where a root is not a number; that of -0 is 0. */
  static FloatVector root(FloatVector x) {
    return x.add(0f).sqrt().blend(Float.POSITIVE_INFINITY, x.compare(EQ, Float.NEGATIVE_INFINITY));
  }

  static FloatVector inverse(FloatVector x) {
    return Polynomial.constant(1f).div(x);
  }

  static FloatVector rootBelowOne(FloatVector x) {
    return inverse(root(x));
  }

  static FloatVector squareBelowOne(FloatVector x) {
    return square(inverse(x));
  }
}
