package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.dnnl_eltwise_abs;
import static io.culebra.onednn.ffi.dnnl.dnnl_eltwise_clip_v2;
import static io.culebra.onednn.ffi.dnnl.dnnl_eltwise_elu;
import static io.culebra.onednn.ffi.dnnl.dnnl_eltwise_exp;
import static io.culebra.onednn.ffi.dnnl.dnnl_eltwise_gelu_erf;
import static io.culebra.onednn.ffi.dnnl.dnnl_eltwise_gelu_tanh;
import static io.culebra.onednn.ffi.dnnl.dnnl_eltwise_hardsigmoid;
import static io.culebra.onednn.ffi.dnnl.dnnl_eltwise_hardswish;
import static io.culebra.onednn.ffi.dnnl.dnnl_eltwise_linear;
import static io.culebra.onednn.ffi.dnnl.dnnl_eltwise_log;
import static io.culebra.onednn.ffi.dnnl.dnnl_eltwise_logistic;
import static io.culebra.onednn.ffi.dnnl.dnnl_eltwise_mish;
import static io.culebra.onednn.ffi.dnnl.dnnl_eltwise_pow;
import static io.culebra.onednn.ffi.dnnl.dnnl_eltwise_relu;
import static io.culebra.onednn.ffi.dnnl.dnnl_eltwise_round;
import static io.culebra.onednn.ffi.dnnl.dnnl_eltwise_soft_relu;
import static io.culebra.onednn.ffi.dnnl.dnnl_eltwise_sqrt;
import static io.culebra.onednn.ffi.dnnl.dnnl_eltwise_swish;
import static io.culebra.onednn.ffi.dnnl.dnnl_eltwise_tanh;

import io.culebra.op.Abs;
import io.culebra.op.Affine;
import io.culebra.op.Celu;
import io.culebra.op.Clip;
import io.culebra.op.Elu;
import io.culebra.op.Exp;
import io.culebra.op.Gelu;
import io.culebra.op.HardSigmoid;
import io.culebra.op.HardSwish;
import io.culebra.op.LeakyRelu;
import io.culebra.op.Log;
import io.culebra.op.Mish;
import io.culebra.op.Neg;
import io.culebra.op.Reciprocal;
import io.culebra.op.Relu;
import io.culebra.op.Round;
import io.culebra.op.Selu;
import io.culebra.op.Sigmoid;
import io.culebra.op.Softplus;
import io.culebra.op.Sqrt;
import io.culebra.op.Swish;
import io.culebra.op.Tanh;
import io.culebra.op.UnaryElementwise;
import java.util.List;

/**
 * An algorithm of oneDNN's eltwise primitive, which is a post-op of the others too.
 *
 * @param algorithm the {@code dnnl_alg_kind_t}
 * @param alpha what oneDNN calls alpha for it
 * @param beta what oneDNN calls beta for it
 */
record Eltwise(int algorithm, float alpha, float beta) {
  /** alpha x + beta. */
  static Eltwise linear(float alpha, float beta) {
    return new Eltwise(dnnl_eltwise_linear(), alpha, beta);
  }

  /** x to the power of an exponent. */
  static Eltwise pow(float exponent) {
    return new Eltwise(dnnl_eltwise_pow(), 1, exponent);
  }

  private static Eltwise of(int algorithm) {
    return new Eltwise(algorithm, 0, 0);
  }

  /**
   * The algorithms that give an operator's exact meaning, one after another; none where oneDNN
   * lacks it.
   */
  static List<Eltwise> of(UnaryElementwise op) {
    return switch (op) {
      case Relu _ -> List.of(of(dnnl_eltwise_relu()));
      case LeakyRelu leaky -> List.of(new Eltwise(dnnl_eltwise_relu(), leaky.alpha(), 0));
      case Clip clip when clip.min() <= clip.max() ->
          List.of(new Eltwise(dnnl_eltwise_clip_v2(), clip.min(), clip.max()));
      case Sigmoid _ -> List.of(of(dnnl_eltwise_logistic()));
      case Tanh _ -> List.of(of(dnnl_eltwise_tanh()));
      case Gelu gelu ->
          List.of(of(gelu.tanh() ? dnnl_eltwise_gelu_tanh() : dnnl_eltwise_gelu_erf()));
      case Elu elu -> List.of(new Eltwise(dnnl_eltwise_elu(), elu.alpha(), 0));
      case Celu celu when celu.alpha() == 1 -> List.of(new Eltwise(dnnl_eltwise_elu(), 1, 0));
      case Selu selu ->
          List.of(new Eltwise(dnnl_eltwise_elu(), selu.alpha(), 0), linear(selu.gamma(), 0));
      case Affine affine -> List.of(linear(affine.alpha(), affine.beta()));
      case HardSigmoid hard ->
          List.of(new Eltwise(dnnl_eltwise_hardsigmoid(), hard.alpha(), hard.beta()));
      case HardSwish _ -> List.of(new Eltwise(dnnl_eltwise_hardswish(), 1f / 6, 0.5f));
      case Swish swish -> List.of(new Eltwise(dnnl_eltwise_swish(), swish.alpha(), 0));
      case Softplus _ -> List.of(new Eltwise(dnnl_eltwise_soft_relu(), 1, 0));
      case Mish _ -> List.of(of(dnnl_eltwise_mish()));
      case Sqrt _ -> List.of(of(dnnl_eltwise_sqrt()));
      case Exp _ -> List.of(of(dnnl_eltwise_exp()));
      case Log _ -> List.of(of(dnnl_eltwise_log()));
      case Abs _ -> List.of(of(dnnl_eltwise_abs()));
      // 0 times -1 stays -0 only if -0 is added.
      case Neg _ -> List.of(linear(-1, -0f));
      case Round _ -> List.of(of(dnnl_eltwise_round()));
      case Reciprocal _ -> List.of(pow(-1));
      default -> List.of();
    };
  }

  /**
   * Whether they give the operator's answer for NaN and infinities as post-ops too. Probed on all
   * primitives that have post-ops, with AVX2 and AVX-512: what the eltwise primitive gets wrong,
   * and the logistic function, which some of their kernels make 0 of NaN.
   */
  static boolean isExact(UnaryElementwise op) {
    return switch (op) {
      case Sigmoid _ -> false;
      case LeakyRelu leaky -> leaky.alpha() != 0;
      default -> SpecialNumbers.of(op).isYes();
    };
  }
}
