package io.culebra.op;

import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.List;
import java.util.Set;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__RotaryEmbedding.html">RotaryEmbedding</a>: pairs of
 * elements of each head, turned by an angle that depends on the place in the sequence.
 *
 * <p>Inputs: X, batch x heads x length x head size, or batch x length x (heads * head size); the
 * cosines and the sines, places x (turned elements / 2), or batch x length x (turned elements / 2)
 * without places; optionally the place of each element, int64, batch x length. Output: the shape of
 * X.
 *
 * @param interleaved whether a pair stands side by side; otherwise its second half stands half of
 *     what is turned further
 * @param heads the heads where X has three axes, else 0
 * @param turned how many elements of each head are turned, the others stay; 0 for all
 */
public record RotaryEmbedding(boolean interleaved, int heads, int turned) implements Op {
  /** Checks that nothing is negative and that what is turned are pairs. */
  public RotaryEmbedding {
    if (heads < 0 || turned < 0 || turned % 2 != 0) {
      throw new IllegalArgumentException(
          "num_heads " + heads + " or rotary_embedding_dim " + turned);
    }
  }

  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(3, 4);
    inputs.requireType(0, ElementTypes.FLOATS);
    inputs.requireType(1, Set.of(inputs.dataType(0)));
    inputs.requireType(2, Set.of(inputs.dataType(0)));
    inputs.requireType(3, ElementTypes.INT64);
    inputs.requireRank(0, 3, 4);
    int cacheRank = inputs.has(3) ? 2 : 3;
    inputs.requireRank(1, cacheRank, cacheRank);
    inputs.requireRank(2, cacheRank, cacheRank);
    Shape x = inputs.shape(0);
    if (x != null && x.rank() == 3) {
      if (heads == 0 || (x.dim(2).isKnown() && x.size(2) % heads != 0)) {
        throw inputs.fail(x.dim(2) + " columns have " + heads + " heads");
      }
    }
    return List.of(inputs.type(0));
  }
}
