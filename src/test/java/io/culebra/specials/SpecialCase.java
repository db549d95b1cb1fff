package io.culebra.specials;

import io.culebra.op.Op;
import io.culebra.tensor.Tensor;
import java.util.List;

/**
 * One step of an operator on special numbers.
 *
 * @param op the operator
 * @param inputs what it is given
 * @param constants how many of the inputs, the last ones, are known when a kernel is made
 * @param expected its first output
 */
public record SpecialCase(Op op, List<Tensor> inputs, int constants, Expected expected) {
  static SpecialCase of(Op op, Expected expected, Tensor... inputs) {
    return new SpecialCase(op, List.of(inputs), 0, expected);
  }

  /** The same step with so many inputs known beforehand. */
  SpecialCase withConstants(int count) {
    return new SpecialCase(op, inputs, count, expected);
  }

  @Override
  public String toString() {
    return op + " of " + inputs.stream().map(Tensor::type).toList();
  }
}
