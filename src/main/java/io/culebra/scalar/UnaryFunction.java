package io.culebra.scalar;

import io.culebra.op.Abs;
import io.culebra.op.Acos;
import io.culebra.op.Acosh;
import io.culebra.op.Affine;
import io.culebra.op.Asin;
import io.culebra.op.Asinh;
import io.culebra.op.Atan;
import io.culebra.op.Atanh;
import io.culebra.op.BitwiseNot;
import io.culebra.op.Ceil;
import io.culebra.op.Celu;
import io.culebra.op.Clip;
import io.culebra.op.Cos;
import io.culebra.op.Cosh;
import io.culebra.op.Elu;
import io.culebra.op.Erf;
import io.culebra.op.Exp;
import io.culebra.op.Floor;
import io.culebra.op.Gelu;
import io.culebra.op.HardSigmoid;
import io.culebra.op.HardSwish;
import io.culebra.op.LeakyRelu;
import io.culebra.op.Log;
import io.culebra.op.Mish;
import io.culebra.op.Neg;
import io.culebra.op.Not;
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
import io.culebra.op.Swish;
import io.culebra.op.Tan;
import io.culebra.op.Tanh;
import io.culebra.op.ThresholdedRelu;
import io.culebra.op.UnaryElementwise;
import io.culebra.tensor.DataType;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/** What an operator does to one element. */
public final class UnaryFunction {
  private static final double LN2 = Math.log(2);

  /** The square of more than this is no different if 1 is added to it. */
  private static final double LARGE = 0x1p28;

  private UnaryFunction() {}

  /**
   * The function for floating-point elements.
   *
   * @throws IllegalArgumentException if the operator has none
   */
  public static DoubleUnaryOperator doubles(UnaryElementwise op) {
    return switch (op) {
      case Abs abs -> Math::abs;
      case Neg neg -> x -> -x;
      case Ceil ceil -> Math::ceil;
      case Floor floor -> Math::floor;
      case Round round -> Math::rint;
      case Sign sign -> Math::signum;
      case Reciprocal reciprocal -> x -> 1 / x;
      case Sqrt sqrt -> Math::sqrt;
      case Exp exp -> Math::exp;
      case Log log -> Math::log;
      case Sin sin -> Math::sin;
      case Cos cos -> Math::cos;
      case Tan tan -> Math::tan;
      case Asin asin -> Math::asin;
      case Acos acos -> Math::acos;
      case Atan atan -> Math::atan;
      case Sinh sinh -> Math::sinh;
      case Cosh cosh -> Math::cosh;
      case Tanh tanh -> Math::tanh;
      case Asinh asinh -> UnaryFunction::asinh;
      case Acosh acosh -> UnaryFunction::acosh;
      case Atanh atanh -> x -> 0.5 * (Math.log1p(x) - Math.log1p(-x));
      case Erf erf -> ErrorFunction::erf;
      default -> activation(op);
    };
  }

  private static DoubleUnaryOperator activation(UnaryElementwise op) {
    return switch (op) {
      case Relu relu -> x -> Math.max(x, 0);
      case Clip clip -> x -> Math.min(Math.max(x, clip.min()), clip.max());
      case Sigmoid sigmoid -> UnaryFunction::sigmoid;
      case Gelu gelu when gelu.tanh() ->
          x -> 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
      case Gelu gelu -> x -> 0.5 * x * ErrorFunction.erfc(-x * Math.sqrt(0.5));
      case LeakyRelu leaky -> x -> x < 0 ? leaky.alpha() * x : x;
      case ThresholdedRelu relu -> x -> x > relu.alpha() ? x : 0;
      case Elu elu -> x -> x < 0 ? elu.alpha() * Math.expm1(x) : x;
      case Celu celu -> x -> Math.max(x, 0) + Math.min(celu.alpha() * expm1(x, celu.alpha()), 0);
      case Selu selu -> x -> selu.gamma() * (x < 0 ? selu.alpha() * Math.expm1(x) : x);
      case Affine affine -> x -> (float) (affine.alpha() * x) + (double) affine.beta();
      case HardSigmoid hard -> x -> Math.clamp(hard.alpha() * x + hard.beta(), 0.0, 1.0);
      case HardSwish hard -> x -> x * Math.clamp(x / 6 + 0.5, 0.0, 1.0);
      case Swish swish -> x -> x * sigmoid(swish.alpha() * x);
      case Softplus softplus -> UnaryFunction::softplus;
      case Softsign softsign -> x -> x / (1 + Math.abs(x));
      case Mish mish -> x -> x * Math.tanh(softplus(x));
      default -> throw new IllegalArgumentException(op.name() + " is no function of one fraction");
    };
  }

  /** Whether the operator maps integers and bool by a function of their own. */
  public static boolean hasIntegers(UnaryElementwise op) {
    return switch (op) {
      case Abs abs -> true;
      case Neg neg -> true;
      case Sign sign -> true;
      case Relu relu -> true;
      case Not not -> true;
      case BitwiseNot not -> true;
      default -> false;
    };
  }

  /**
   * The function for elements of this integer type, or bool.
   *
   * @throws IllegalArgumentException if the operator has none
   */
  public static LongUnaryOperator integers(UnaryElementwise op, DataType type) {
    boolean unsigned = type == DataType.UINT64;
    return switch (op) {
      case Abs abs when unsigned -> x -> x;
      case Relu relu when unsigned -> x -> x;
      case Sign sign when unsigned -> x -> x == 0 ? 0 : 1;
      case Abs abs -> Math::abs;
      case Neg neg -> x -> -x;
      case Sign sign -> Long::signum;
      case Relu relu -> x -> Math.max(x, 0);
      case Not not -> x -> x ^ 1;
      case BitwiseNot not -> x -> ~x;
      default -> throw new IllegalArgumentException(op.name() + " is no function of one integer");
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  private static double expm1(double x, float alpha) {
    return Math.expm1(x / alpha);
  }

  /** ln(x + sqrt(x^2 - 1)), without cancellation near 1 and without overflow. */
  private static double acosh(double x) {
    if (x > LARGE) {
      return Math.log(x) + LN2;
    }
    double above = x - 1;
    return x < 1 ? Double.NaN : Math.log1p(above + Math.sqrt(2 * above + above * above));
  }

  /** ln(x + sqrt(x^2 + 1)), without cancellation near 0 and without overflow. */
  private static double asinh(double x) {
    double magnitude = Math.abs(x);
    if (magnitude > LARGE) {
      return Math.copySign(Math.log(magnitude) + LN2, x);
    }
    return Math.copySign(
        Math.log1p(magnitude + magnitude * magnitude / (1 + Math.sqrt(magnitude * magnitude + 1))),
        x);
  }
}
