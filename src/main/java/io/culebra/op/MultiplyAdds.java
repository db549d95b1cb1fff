package io.culebra.op;

import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.List;

/**
 * Counts the multiply-adds of the operators that do almost all the work of a network: products,
 * convolutions, recurrent operators, Attention. Every other operator counts for nothing.
 */
public final class MultiplyAdds {
  private MultiplyAdds() {}

  /**
   * The multiply-adds of one operator.
   *
   * @param operator its name in ONNX, perhaps followed by what is fused to it, as in {@code
   *     Conv+Relu}
   * @param inputs the types of the inputs that are there
   * @param output the type of the first output
   * @return the number, or 0 where a size is not known
   */
  public static long of(String operator, List<TensorType> inputs, TensorType output) {
    int end = operator.indexOf('+');
    String base = end < 0 ? operator : operator.substring(0, end);
    if (inputs.size() < 2 || !inputs.get(0).isKnown() || !inputs.get(1).isKnown()) {
      return 0;
    }
    Shape a = shape(inputs.get(0));
    Shape b = shape(inputs.get(1));
    Shape result = shape(output);
    if (!result.isKnown()) {
      return 0;
    }
    return switch (base) {
      case "Conv" -> result.elements() * perOutput(b);
      case "ConvTranspose" -> a.elements() * perOutput(b);
      case "MatMul" -> result.elements() * (a.rank() == 0 ? 1 : a.size(-1));
      case "Gemm" -> a.elements() * result.size(-1);
      case "LSTM", "GRU", "RNN" -> a.size(0) * a.size(1) * (b.elements() + recurrence(inputs));
      case "Attention" -> b.size(-2) * (a.elements() + result.elements());
      default -> 0;
    };
  }

  /** How many weights an operator has between its states. */
  private static long recurrence(List<TensorType> inputs) {
    return inputs.size() < 3 || !inputs.get(2).isKnown() ? 0 : shape(inputs.get(2)).elements();
  }

  private static long perOutput(Shape weights) {
    return weights.elements(1, weights.rank());
  }

  private static Shape shape(TensorType type) {
    Shape shape = type.shape();
    return shape == null ? Shape.scalar() : shape;
  }
}
