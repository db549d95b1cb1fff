package io.culebra.op;

import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Transpose.html">Transpose</a>: its input with the
 * axes in another order.
 *
 * @param perm which axis of the input each axis of the output is; empty for the reverse order
 */
public record Transpose(List<Integer> perm) implements Op {
  /** Copies the list and checks that every axis stands in it once. */
  public Transpose {
    perm = List.copyOf(perm);
    List<Integer> axes = IntStream.range(0, perm.size()).boxed().toList();
    if (!perm.stream().sorted().toList().equals(axes)) {
      throw new IllegalArgumentException("perm " + perm + " is not a permutation");
    }
  }

  /** {@link #perm}, written out for a tensor of this rank. */
  public int[] permutation(int rank) {
    return perm.isEmpty()
        ? IntStream.range(0, rank).map(i -> rank - 1 - i).toArray()
        : perm.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(1, 1);
    Shape shape = inputs.shape(0);
    if (!perm.isEmpty()) {
      inputs.requireRank(0, perm.size(), perm.size());
    }
    return List.of(
        new TensorType(
            inputs.dataType(0), shape == null ? null : shape.permute(permutation(shape.rank()))));
  }
}
