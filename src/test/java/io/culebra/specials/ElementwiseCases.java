package io.culebra.specials;

import io.culebra.op.Abs;
import io.culebra.op.Add;
import io.culebra.op.Affine;
import io.culebra.op.Atan;
import io.culebra.op.Ceil;
import io.culebra.op.Celu;
import io.culebra.op.Clip;
import io.culebra.op.Cos;
import io.culebra.op.Cosh;
import io.culebra.op.Div;
import io.culebra.op.Elu;
import io.culebra.op.Erf;
import io.culebra.op.Exp;
import io.culebra.op.Floor;
import io.culebra.op.Gelu;
import io.culebra.op.HardSigmoid;
import io.culebra.op.HardSwish;
import io.culebra.op.LeakyRelu;
import io.culebra.op.Log;
import io.culebra.op.Max;
import io.culebra.op.Mean;
import io.culebra.op.Min;
import io.culebra.op.Mish;
import io.culebra.op.Mod;
import io.culebra.op.Mul;
import io.culebra.op.Neg;
import io.culebra.op.Op;
import io.culebra.op.PRelu;
import io.culebra.op.Pow;
import io.culebra.op.Reciprocal;
import io.culebra.op.Relu;
import io.culebra.op.Round;
import io.culebra.op.Selu;
import io.culebra.op.Sigmoid;
import io.culebra.op.Sign;
import io.culebra.op.Sin;
import io.culebra.op.Sinh;
import io.culebra.op.Softplus;
import io.culebra.op.Softsign;
import io.culebra.op.Sqrt;
import io.culebra.op.Sub;
import io.culebra.op.Sum;
import io.culebra.op.Swish;
import io.culebra.op.Tan;
import io.culebra.op.Tanh;
import io.culebra.op.ThresholdedRelu;
import io.culebra.op.UnaryElementwise;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Operators that work element by element, by the formulas of the specification. */
public final class ElementwiseCases {
  private static final double CLOSE = 2e-5;

  /** Curves whose results come close to 0 are off by parts of what they are made of. */
  private static final double CURVED = 1e-6;

  /** Results below the normal numbers may be 0. */
  private static final double TINY = 2.4e-38;

  private ElementwiseCases() {}

  private record Unary(
      UnaryElementwise op, DoubleUnaryOperator function, double absolute, boolean signed) {}

  private record Binary(Op op, DoubleBinaryOperator function, double absolute, boolean signed) {}

  private static Unary exact(UnaryElementwise op, DoubleUnaryOperator function) {
    return new Unary(op, function, 0, false);
  }

  private static Unary signed(UnaryElementwise op, DoubleUnaryOperator function) {
    return new Unary(op, function, TINY, true);
  }

  private static Unary tiny(UnaryElementwise op, DoubleUnaryOperator function) {
    return new Unary(op, function, TINY, false);
  }

  private static Unary curved(UnaryElementwise op, DoubleUnaryOperator function) {
    return new Unary(op, function, CURVED, false);
  }

  private static Unary clip(float min, float max) {
    return exact(new Clip(min, max), x -> Math.min(Math.max(x, min), max));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  private static double gelu(double x) {
    return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
  }

  /** By its power series, which a double can follow up to 4; from there on it is 1 to 2e-8. */
  private static double erf(double x) {
    if (Double.isNaN(x) || Math.abs(x) > 4) {
      return Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; n < 100; n++) {
      term *= -x * x / n;
      sum += term / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }

  private static double celu(double x, double alpha) {
    return Math.max(x, 0) + Math.min(alpha * Math.expm1(x / alpha), 0);
  }

  private static List<Unary> unary() {
    return List.of(
        exact(new Relu(), x -> Math.max(x, 0)),
        tiny(new LeakyRelu(0.1f), x -> x < 0 ? 0.1f * x : x),
        exact(new ThresholdedRelu(1), x -> x > 1 ? x : 0),
        exact(new ThresholdedRelu(-5), x -> x > -5 ? x : 0),
        clip(-0.5f, 1),
        clip(0, 6),
        clip(2, 1),
        clip(Float.NEGATIVE_INFINITY, 0.25f),
        clip(0, Float.POSITIVE_INFINITY),
        clip(-Float.MAX_VALUE, Float.MAX_VALUE),
        clip(Float.NaN, 1),
        clip(0, Float.NaN),
        new Unary(new Sigmoid(), ElementwiseCases::sigmoid, 1.2e-37, false),
        signed(new Tanh(), Math::tanh),
        curved(new Gelu(true), ElementwiseCases::gelu),
        curved(new Gelu(false), x -> 0.5 * x * (1 + erf(x * Math.sqrt(0.5)))),
        curved(new Erf(), ElementwiseCases::erf),
        curved(new Elu(0.7f), x -> x > 0 ? x : 0.7f * Math.expm1(x)),
        curved(new Celu(1), x -> celu(x, 1)),
        curved(new Celu(2), x -> celu(x, 2)),
        curved(new Selu(1.67f, 1.05f), x -> 1.05f * (x > 0 ? x : 1.67f * Math.expm1(x))),
        curved(new Affine(1.5f, -0.3f), x -> 1.5f * x - 0.3f),
        curved(new HardSigmoid(0.2f, 0.5f), x -> Math.max(0, Math.min(1, 0.2f * x + 0.5))),
        curved(new HardSwish(), x -> x * Math.max(0, Math.min(1, x / 6 + 0.5))),
        new Unary(new Swish(1), x -> x * sigmoid(x), 1.2e-35, false),
        new Unary(new Swish(1.7f), x -> x * sigmoid(1.7f * x), 1.2e-35, false),
        new Unary(new Softplus(), ElementwiseCases::softplus, 1e-7, false),
        exact(new Softsign(), x -> x / (1 + Math.abs(x))),
        curved(new Mish(), x -> x * Math.tanh(softplus(x))),
        tiny(new Exp(), Math::exp),
        curved(new Log(), Math::log),
        signed(new Sqrt(), Math::sqrt),
        signed(new Reciprocal(), x -> 1 / x),
        signed(new Abs(), Math::abs),
        signed(new Neg(), x -> -x),
        exact(new Sign(), Math::signum),
        signed(new Round(), Math::rint),
        signed(new Ceil(), Math::ceil),
        signed(new Floor(), Math::floor),
        curved(new Sin(), Math::sin),
        curved(new Cos(), Math::cos),
        curved(new Tan(), Math::tan),
        curved(new Atan(), Math::atan),
        curved(new Sinh(), Math::sinh),
        curved(new Cosh(), Math::cosh));
  }

  /** The functions of one number, in tensors with tails of several lengths. */
  public static List<SpecialCase> functions() {
    List<SpecialCase> cases = new ArrayList<>();
    for (Unary one : unary()) {
      for (long[] sizes : new long[][] {{1}, {33}, {50}, {1001}, {2, 5, 3, 7}}) {
        int count = 1;
        for (long size : sizes) {
          count *= (int) size;
        }
        float[] x = Specials.cycle(count);
        double[] y = Specials.map(x, one.function());
        Expected expected = new Expected(y, CLOSE, one.absolute(), one.signed());
        cases.add(SpecialCase.of(one.op(), expected, Tensor.of(x, sizes)));
      }
    }
    return cases;
  }

  /** Powers with one exponent, known beforehand. */
  public static List<SpecialCase> powers() {
    return powers(-3, -2, -1, -0.5f, 0, 0.75f, 1, 2, 2.5f, 3, 4);
  }

  /** Roots, of which -Infinity and -0 have others than Sqrt. */
  public static List<SpecialCase> roots() {
    return powers(0.5f);
  }

  private static List<SpecialCase> powers(float... exponents) {
    List<SpecialCase> cases = new ArrayList<>();
    float[] x = Specials.cycle(1001);
    for (float exponent : exponents) {
      double[] y = Specials.map(x, base -> Math.pow(base, exponent));
      Expected expected = new Expected(y, CLOSE, TINY, true);
      Tensor constant = Tensor.of(new float[] {exponent}, 1);
      cases.add(
          SpecialCase.of(new Pow(), expected, Tensor.of(x, x.length), constant).withConstants(1));
    }
    return cases;
  }

  private static List<Binary> binary() {
    return List.of(
        new Binary(new Add(), Double::sum, 0, true),
        new Binary(new Sub(), (a, b) -> a - b, 0, true),
        new Binary(new Mul(), (a, b) -> a * b, TINY, true),
        new Binary(new Div(), (a, b) -> a / b, TINY, true),
        new Binary(new Max(), Math::max, 0, false),
        new Binary(new Min(), Math::min, 0, false),
        new Binary(new Sum(), Double::sum, 0, false),
        new Binary(new Mean(), (a, b) -> (float) (a + b) / 2, TINY, false),
        new Binary(new PRelu(), (x, slope) -> x < 0 ? x * slope : x, TINY, false),
        new Binary(new Mod(true), (a, b) -> a % b, 0, false));
  }

  /** The functions of two numbers: each special number with each, broadcast in every way. */
  public static List<SpecialCase> pairs() {
    List<SpecialCase> cases = new ArrayList<>();
    float[] row = Specials.all();
    int n = row.length;
    float[] columns = new float[n * n];
    for (int i = 0; i < n * n; i++) {
      columns[i] = row[i % n];
    }
    float[] rows = Specials.transposed(columns, n);
    Tensor line = Tensor.of(row, n);
    Tensor upright = Tensor.of(row, n, 1);
    for (Binary one : binary()) {
      double[] across = new double[n * n];
      for (int i = 0; i < n * n; i++) {
        across[i] = one.function().applyAsDouble(columns[i], rows[i]);
      }
      Expected wide = new Expected(across, CLOSE, one.absolute(), one.signed());
      Expected tall =
          new Expected(Specials.transposed(across, n), CLOSE, one.absolute(), one.signed());
      Tensor left = Tensor.of(columns, n, n);
      Tensor right = Tensor.of(rows, n, n);
      cases.add(SpecialCase.of(one.op(), wide, left, right));
      cases.add(SpecialCase.of(one.op(), wide, left, upright));
      cases.add(SpecialCase.of(one.op(), tall, right, line));
      cases.add(SpecialCase.of(one.op(), tall, right, line).withConstants(1));
      if (!(one.op() instanceof PRelu)) {
        cases.add(SpecialCase.of(one.op(), wide, line, right));
        cases.add(SpecialCase.of(one.op(), tall, upright, line));
      }
    }
    return cases;
  }

  /** PRelu with slopes as trained models have them. */
  public static List<SpecialCase> slopes() {
    float[] x = Specials.cycle(3 * 47 * 5);
    float[] slope = {0.25f, -2, 0};
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = x[i] < 0 ? (double) x[i] * slope[i / (47 * 5)] : x[i];
    }
    Expected expected = new Expected(y, CLOSE, TINY, false);
    Tensor slopes = Tensor.of(slope, 3, 1, 1);
    return List.of(
        SpecialCase.of(new PRelu(), expected, Tensor.of(x, 1, 3, 47, 5), slopes).withConstants(1));
  }
}
