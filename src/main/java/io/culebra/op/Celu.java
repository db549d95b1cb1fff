package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Celu.html">Celu</a>: max(0, x) + min(0, alpha
 * (exp(x / alpha) - 1)).
 *
 * @param alpha the depth of the curve below zero, not 0
 */
public record Celu(float alpha) implements UnaryElementwise {
  /** Checks that alpha is a divisor. */
  public Celu {
    if (alpha == 0) {
      throw new IllegalArgumentException("alpha is 0");
    }
  }
}
