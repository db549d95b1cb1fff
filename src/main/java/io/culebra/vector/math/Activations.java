package io.culebra.vector.math;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import io.culebra.op.Abs;
import io.culebra.op.Affine;
import io.culebra.op.Ceil;
import io.culebra.op.Celu;
import io.culebra.op.Clip;
import io.culebra.op.Elu;
import io.culebra.op.Erf;
import io.culebra.op.Floor;
import io.culebra.op.Gelu;
import io.culebra.op.HardSigmoid;
import io.culebra.op.HardSwish;
import io.culebra.op.LeakyRelu;
import io.culebra.op.Mish;
import io.culebra.op.Neg;
import io.culebra.op.Reciprocal;
import io.culebra.op.Relu;
import io.culebra.op.Round;
import io.culebra.op.Selu;
import io.culebra.op.Sigmoid;
import io.culebra.op.Sign;
import io.culebra.op.Softplus;
import io.culebra.op.Softsign;
import io.culebra.op.Sqrt;
import io.culebra.op.Swish;
import io.culebra.op.Tanh;
import io.culebra.op.ThresholdedRelu;
import io.culebra.op.UnaryElementwise;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * The unary operators as functions of lanes.
 *
 * <p>Limits are blends rather than minima and maxima: one comparison and one blend, and not a
 * number passes through.
 */
public final class Activations {
  private static final float SQRT_HALF = 0.70710677f;
  private static final float GELU_CUBE = 0.044715f;

  /** 2 sqrt(2 / pi). */
  private static final float GELU_SCALE = 1.595769f;

  /** From here on the tanh(softplus(x)) of Mish is 1. */
  private static final float MISH_IS_LINEAR = 20f;

  private Activations() {}

  /** The function of this operator; null where there is none. */
  public static @Nullable LaneCode of(UnaryElementwise op) {
    return switch (op) {
      case Abs abs -> code("abs");
      case Affine(float alpha, float beta) -> code("affine", alpha, beta);
      case Ceil ceil -> LaneCode.of(Rounding.class, "ceil");
      case Celu(float alpha) -> code("celu", alpha);
      case Clip(float min, float max) when Float.isNaN(min) || Float.isNaN(max) ->
          Scaling.toConstant(Float.NaN);
      case Clip(float min, float max) -> code("clip", min, max);
      case Elu(float alpha) -> code("elu", alpha);
      case Erf erf -> LaneCode.of(Sigmoidal.class, "erf");
      case io.culebra.op.Exp exp -> LaneCode.of(Exp.class, "exp");
      case Floor floor -> LaneCode.of(Rounding.class, "floor");
      case Gelu(boolean tanh) -> code(tanh ? "geluTanh" : "gelu");
      case HardSigmoid(float alpha, float beta) -> code("hardSigmoid", alpha, beta);
      case HardSwish hardSwish -> code("hardSwish");
      case LeakyRelu(float alpha) -> code("leakyRelu", alpha);
      case io.culebra.op.Log log -> LaneCode.of(Log.class, "log");
      case Mish mish -> code("mish");
      case Neg neg -> code("neg");
      case Reciprocal reciprocal -> code("reciprocal");
      case Relu relu -> code("relu");
      case Round round -> LaneCode.of(Rounding.class, "round");
      case Selu(float alpha, float gamma) -> code("selu", alpha, gamma);
      case Sigmoid sigmoid -> LaneCode.of(Sigmoidal.class, "sigmoid");
      case Sign sign -> LaneCode.of(Rounding.class, "sign");
      case Softplus softplus -> code("softplus");
      case Softsign softsign -> code("softsign");
      case Sqrt sqrt -> code("sqrt");
      case Swish(float alpha) -> code("swish", alpha);
      case Tanh tanh -> LaneCode.of(Sigmoidal.class, "tanh");
      case ThresholdedRelu(float alpha) -> code("thresholdedRelu", alpha);
      default -> null;
    };
  }

  /** The code of the method of this name. */
  public static LaneCode code(String method, Float... constants) {
    return LaneCode.of(Activations.class, method, constants);
  }

  static FloatVector identity(FloatVector x) {
    return x;
  }

  static FloatVector abs(FloatVector x) {
    return x.abs();
  }

  static FloatVector neg(FloatVector x) {
    return x.neg();
  }

  static FloatVector sqrt(FloatVector x) {
    return x.sqrt();
  }

  static FloatVector reciprocal(FloatVector x) {
    return Polynomial.constant(1f).div(x);
  }

  static FloatVector relu(FloatVector x) {
    return x.blend(0f, x.compare(LT, 0f));
  }

  static FloatVector leakyRelu(FloatVector x, float alpha) {
    return x.blend(x.mul(alpha), x.compare(LT, 0f));
  }

  static FloatVector thresholdedRelu(FloatVector x, float alpha) {
    return x.blend(0f, x.compare(GT, alpha).not());
  }

  static FloatVector clip(FloatVector x, float min, float max) {
    FloatVector raised = x.blend(min, x.compare(LT, min));
    return raised.blend(max, raised.compare(GT, max));
  }

  static FloatVector affine(FloatVector x, float alpha, float beta) {
    return x.mul(alpha).add(beta);
  }

  static FloatVector hardSigmoid(FloatVector x, float alpha, float beta) {
    return clip(x.mul(alpha).add(beta), 0f, 1f);
  }

  static FloatVector hardSwish(FloatVector x) {
    return x.mul(hardSigmoid(x, 1 / 6f, 0.5f));
  }

  static FloatVector elu(FloatVector x, float alpha) {
    return Exp.expMinusOne(x).mul(alpha).blend(x, x.compare(GE, 0f));
  }

  static FloatVector selu(FloatVector x, float alpha, float gamma) {
    return elu(x, alpha).mul(gamma);
  }

  static FloatVector celu(FloatVector x, float alpha) {
    FloatVector curve = Exp.exp(x.div(alpha)).sub(1f).mul(alpha);
    return clip(curve, Float.NEGATIVE_INFINITY, 0f).add(clip(x, 0f, Float.POSITIVE_INFINITY));
  }

  static FloatVector gelu(FloatVector x) {
    return x.mul(0.5f).mul(Sigmoidal.erf(x.mul(SQRT_HALF)).add(1f));
  }

  /** 0.5 (1 + tanh(y)) is the sigmoid of 2 y. */
  static FloatVector geluTanh(FloatVector x) {
    FloatVector cubic = x.mul(x).mul(GELU_CUBE).add(1f).mul(x);
    return x.div(Exp.exp(cubic.mul(-GELU_SCALE)).add(1f));
  }

  static FloatVector swish(FloatVector x, float alpha) {
    return x.div(Exp.exp(x.mul(-alpha)).add(1f));
  }

  static FloatVector softsign(FloatVector x) {
    return x.div(x.abs().add(1f));
  }

  static FloatVector softplus(FloatVector x) {
    return Log.logOfOnePlus(Exp.exp(x.abs().neg())).add(x.max(0f));
  }

  /** With e = e^x, tanh(ln(1 + e)) = e (e + 2) / (e (e + 2) + 2). */
  static FloatVector mish(FloatVector x) {
    FloatVector e = Exp.exp(x.blend(MISH_IS_LINEAR, x.compare(GT, MISH_IS_LINEAR)));
    FloatVector n = e.mul(e.add(2f));
    return x.mul(n.div(n.add(2f)));
  }
}
