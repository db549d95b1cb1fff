package io.culebra.op;

import io.culebra.tensor.TensorType;
import java.util.List;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__LRN.html">LRN</a>: local response normalisation: x
 * / (bias + alpha / size s)^beta, where s is the sum of the squares of the channels from x -
 * floor((size - 1) / 2) to x + ceil((size - 1) / 2).
 *
 * <p>Input: batch x channels x ...
 *
 * @param size how many channels are summed
 * @param alpha the factor of the mean of the squares
 * @param beta the exponent
 * @param bias what is added before
 */
public record LRN(int size, float alpha, float beta, float bias) implements Op {
  /** Checks that there is a channel to sum. */
  public LRN {
    if (size < 1) {
      throw new IllegalArgumentException("size " + size);
    }
  }

  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(1, 1);
    inputs.requireType(0, ElementTypes.FLOATS);
    inputs.requireRank(0, 2, Integer.MAX_VALUE);
    return List.of(inputs.type(0));
  }
}
