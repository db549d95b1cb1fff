package io.culebra.operators;

import static io.culebra.tensor.DataType.DOUBLE;
import static io.culebra.tensor.DataType.FLOAT;
import static io.culebra.tensor.DataType.FLOAT16;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators of one element or two, at the edges. */
class ArithmeticTest {
  private static final double NAN = Double.NaN;
  private static final double INF = Double.POSITIVE_INFINITY;

  /** By IEEE 754, 9.2.1, as C and numpy have it. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE", "FLOAT16", "BFLOAT16"})
  void powersAtTheEdges(DataType type) {
    double[] bases = {
      1, 1, 1, -1, -1, NAN, -0.0, -0.0, 0, -0.0, -0.0, -INF, -INF, -INF, INF, 2, -2, -2, 0.5, 0.5
    };
    double[] exponents = {
      NAN, INF, -INF, INF, -INF, 0, 0, -1, -1, 3, 0.5, 3, 0.5, -0.5, -2, INF, 0.5, 3, INF, -INF
    };
    double[] powers = {
      1, 1, 1, 1, 1, 1, 1, -INF, INF, -0.0, 0, -INF, INF, 0, 0, INF, NAN, -8, 0, INF
    };
    OneNode node =
        OneNode.of("Pow", 15)
            .input(Values.fractions(type, bases))
            .input(Values.fractions(type, exponents))
            .output(type);
    Everywhere.gives(Answer.fractions(type, powers), node);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        0.5,
        1,
        2,
        3,
        4,
        -0.5,
        -1,
        -2,
        1.5,
        -3,
        7,
        1 / 3.0,
        Double.NaN,
        Double.POSITIVE_INFINITY
      })
  void powersWithOneConstantExponent(double exponent) {
    double[] bases = {
      1, -1, NAN, 0, -0.0, INF, -INF, 2, -2, 0.25, 1e-20, 1e20, -1e-20, 3e-20, 2e19, 1e-40
    };
    double[] powers = new double[bases.length];
    for (int i = 0; i < bases.length; i++) {
      boolean one = bases[i] == 1 || (bases[i] == -1 && Double.isInfinite(exponent));
      powers[i] = one ? 1 : (float) Math.pow((float) bases[i], (float) exponent);
    }
    OneNode node =
        OneNode.of("Pow", 15)
            .input(Values.fractions(FLOAT, bases))
            .constant(Values.fractions(FLOAT, new long[0], exponent))
            .output(FLOAT);
    Everywhere.gives(Answer.fractions(FLOAT, powers), 2e-5, node);
  }

  /** As numpy's mod has it, whose sign is the divisor's. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE", "FLOAT16", "BFLOAT16"})
  void remaindersOfFractions(DataType type) {
    double[] a = {5.5, -5.5, 5.5, -5.5, 4, -4, INF, 3, -3, 3, -3, 3, NAN, 0, -0.0, 4};
    double[] b = {2, 2, -2, -2, 2, 2, 2, INF, INF, -INF, -INF, 0, 2, -2, 2, NAN};
    double[] floored = {1.5, 0.5, -0.5, -1.5, 0, 0, NAN, 3, INF, -INF, -3, NAN, NAN, 0, 0, NAN};
    double[] truncated = {1.5, -1.5, 1.5, -1.5, 0, 0, NAN, 3, -3, 3, -3, NAN, NAN, 0, 0, NAN};
    for (int fmod = 0; fmod < 2; fmod++) {
      OneNode node =
          OneNode.of("Mod", 13)
              .with("fmod", (long) fmod)
              .input(Values.fractions(type, a))
              .input(Values.fractions(type, b))
              .output(type);
      Everywhere.gives(Answer.fractions(type, fmod == 1 ? truncated : floored), node);
    }
  }

  @Test
  void areaFunctionsOverTheWholeRange() {
    double[] x = {
      NAN, INF, -INF, 0, -0.0, 1e-45, -1e-40, 1e-20, 1e-7, -1e-3, 0.1, -0.5, 1, 1.0000001, 1.001,
      1.5, 2, -3, 100, 1e4, -1e8, 1e10, 1e19, -1e20, 3e38
    };
    double[] asinh = new double[x.length];
    double[] acosh = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double single = (float) x[i];
      asinh[i] = Math.signum(single) * asinh(Math.abs(single));
      acosh[i] = single < 1 ? NAN : acosh(single);
    }
    asinh[4] = -0.0;
    OneNode first = OneNode.of("Asinh", 9).input(Values.fractions(FLOAT, x)).output(FLOAT);
    Everywhere.gives(Answer.fractions(FLOAT, asinh), 3e-7, first);
    OneNode second = OneNode.of("Acosh", 9).input(Values.fractions(FLOAT, x)).output(FLOAT);
    Everywhere.gives(Answer.fractions(FLOAT, acosh), 3e-7, second);
    double[] wide = {1e300, -1e300, 1e-300, 1e160};
    OneNode doubles = OneNode.of("Asinh", 9).input(Values.fractions(DOUBLE, wide)).output(DOUBLE);
    double large = Math.log(1e300) + Math.log(2);
    Everywhere.gives(
        Answer.fractions(DOUBLE, large, -large, 1e-300, Math.log(1e160) + Math.log(2)),
        1e-15,
        doubles);
  }

  /** Its series near 0, else its definition in double. */
  private static double asinh(double x) {
    return x < 1e-4 ? x - x * x * x / 6 : Double.isInfinite(x) ? x : Math.log(x + Math.hypot(x, 1));
  }

  /** Its series near 1, else its definition in double. */
  private static double acosh(double x) {
    double t = x - 1;
    return t < 1e-4
        ? Math.sqrt(2 * t) * (1 - t / 12)
        : Math.log(x + Math.sqrt(x - 1) * Math.sqrt(x + 1));
  }

  @Test
  void clipBySixHasTheRangeOfFloatWhereNothingIsTold() throws Exception {
    Tensor x = Values.fractions(FLOAT, INF, -INF, 3e38, -3e38, 0.5, -2, 7);
    Everywhere.agrees(0, OneNode.of("Clip", 7).input(x).output(FLOAT));
    Everywhere.agrees(0, OneNode.of("Clip", 7).with("min", -1f).input(x).output(FLOAT));
    Everywhere.agrees(0, OneNode.of("Clip", 10).with("max", 1f).input(x).output(FLOAT));
    OneNode both = OneNode.of("Clip", 7).with("min", -1f).with("max", 1f);
    Everywhere.agrees(0, both.input(x).output(FLOAT));
    Everywhere.gives(
        Answer.fractions(FLOAT16, INF, 1),
        OneNode.of("Clip", 7).input(Values.fractions(FLOAT16, INF, 1)).output(FLOAT16));
  }

  /** As numpy: the upper bound wins. */
  @ParameterizedTest
  @ValueSource(ints = {7, 13})
  void clipWithBoundsTheWrongWayRound(int opset) {
    OneNode node = OneNode.of("Clip", opset);
    if (opset < 11) {
      node.with("min", 3f).with("max", 1f);
    }
    node.input(Values.fractions(FLOAT, -5, 0, 2, 5)).output(FLOAT);
    if (opset >= 11) {
      node.constant(Values.fractions(FLOAT, new long[0], 3));
      node.constant(Values.fractions(FLOAT, new long[0], 1));
    }
    Everywhere.gives(Answer.fractions(FLOAT, 1, 1, 1, 1), node);
  }
}
