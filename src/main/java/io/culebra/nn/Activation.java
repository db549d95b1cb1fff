package io.culebra.nn;

import io.culebra.graph.Value;
import io.culebra.op.Celu;
import io.culebra.op.Clip;
import io.culebra.op.Elu;
import io.culebra.op.Exp;
import io.culebra.op.Gelu;
import io.culebra.op.HardSigmoid;
import io.culebra.op.HardSwish;
import io.culebra.op.LeakyRelu;
import io.culebra.op.LogSoftmax;
import io.culebra.op.Mish;
import io.culebra.op.Op;
import io.culebra.op.Relu;
import io.culebra.op.Selu;
import io.culebra.op.Sigmoid;
import io.culebra.op.Softplus;
import io.culebra.op.Softsign;
import io.culebra.op.Swish;
import io.culebra.op.Tanh;
import io.culebra.op.ThresholdedRelu;

/** A function of every element, as a layer of its own or at the end of another. */
public final class Activation extends UnaryLayer<Activation> {
  private static final float SELU_ALPHA = 1.6732632f;
  private static final float SELU_GAMMA = 1.050701f;

  private final Op op;

  private Activation(Op op) {
    this.op = op;
  }

  /** max(0, x). */
  public static Activation relu() {
    return new Activation(new Relu());
  }

  /** min(max(0, x), 6). */
  public static Activation relu6() {
    return clip(0, 6);
  }

  /** min(max(least, x), most). */
  public static Activation clip(float least, float most) {
    return new Activation(new Clip(least, most));
  }

  /** x, or alpha x where x is negative. */
  public static Activation leakyRelu(float alpha) {
    return new Activation(new LeakyRelu(alpha));
  }

  /** x where it is above alpha, else 0. */
  public static Activation thresholdedRelu(float alpha) {
    return new Activation(new ThresholdedRelu(alpha));
  }

  /** x, or alpha (exp(x) - 1) where x is negative. */
  public static Activation elu(float alpha) {
    return new Activation(new Elu(alpha));
  }

  /** The exponential linear unit that keeps mean and variance: Klambauer et al., 2017. */
  public static Activation selu() {
    return new Activation(new Selu(SELU_ALPHA, SELU_GAMMA));
  }

  /** x, or alpha (exp(x / alpha) - 1) where x is negative. */
  public static Activation celu(float alpha) {
    return new Activation(new Celu(alpha));
  }

  /** x times the normal distribution function of x. */
  public static Activation gelu() {
    return new Activation(new Gelu(false));
  }

  /** {@link #gelu} as approximated by a tanh. */
  public static Activation geluTanh() {
    return new Activation(new Gelu(true));
  }

  /** 1 / (1 + exp(-x)). */
  public static Activation sigmoid() {
    return new Activation(new Sigmoid());
  }

  /** min(max(0, x / 6 + 1 / 2), 1). */
  public static Activation hardSigmoid() {
    return new Activation(new HardSigmoid(1f / 6, 0.5f));
  }

  /** x sigmoid(x), also known as SiLU. */
  public static Activation swish() {
    return new Activation(new Swish(1));
  }

  /** x hardSigmoid(x). */
  public static Activation hardSwish() {
    return new Activation(new HardSwish());
  }

  /** x tanh(softplus(x)). */
  public static Activation mish() {
    return new Activation(new Mish());
  }

  /** The hyperbolic tangent. */
  public static Activation tanh() {
    return new Activation(new Tanh());
  }

  /** log(1 + exp(x)). */
  public static Activation softplus() {
    return new Activation(new Softplus());
  }

  /** x / (1 + |x|). */
  public static Activation softsign() {
    return new Activation(new Softsign());
  }

  /** exp(x). */
  public static Activation exponential() {
    return new Activation(new Exp());
  }

  /** Softmax along the last axis. */
  public static Activation softmax() {
    return new Activation(new io.culebra.op.Softmax(-1));
  }

  /** The logarithm of {@link #softmax}. */
  public static Activation logSoftmax() {
    return new Activation(new LogSoftmax(-1));
  }

  /** The operator. */
  Op op() {
    return op;
  }

  /** Writes the function at the end of another layer. */
  @Override
  Value write(LayerScope scope, Value x) {
    return scope.node(op, x);
  }
}
