package io.culebra.op;

import org.jspecify.annotations.Nullable;

/**
 * What is done to every element of an operator's result before it is stored; oneDNN's word for it.
 */
public sealed interface PostOp {
  /**
   * An activation of the element.
   *
   * @param op the activation, with its attributes; a {@link Clip} has its bounds among them
   */
  record Activation(UnaryElementwise op) implements PostOp {}

  /**
   * Adds a vector along the last axis: the bias of a MatMul. Only a MatMul has it, as its first
   * post-op; Conv, ConvTranspose and Gemm take their bias as an input of their own.
   *
   * @param input which input of the {@link Fused} operator holds it: constant, of rank 1, as long
   *     as the last axis of the result, of the type of the result
   */
  record Bias(int input) implements PostOp {}

  /**
   * Adds the element of another tensor: a residual connection.
   *
   * @param input which input of the {@link Fused} operator holds it, of the shape of the result
   */
  record Add(int input) implements PostOp {}

  /** The input that this reads besides the operator's own, or null. */
  default @Nullable Integer extraInput() {
    return switch (this) {
      case Activation activation -> null;
      case Bias bias -> bias.input();
      case Add add -> add.input();
    };
  }
}
