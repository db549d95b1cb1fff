package io.culebra.op;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.List;
import java.util.Set;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__TensorScatter.html">TensorScatter</a>: a cache with
 * some of its rows replaced, such as the keys of new tokens put behind those that are there.
 *
 * <p>Inputs: the cache, of rank 2 or more, its first axis the batch; the update, of the same shape
 * but for one axis, where it is not longer; optionally, for every element of the batch, where along
 * that axis the update begins, int64, zero where absent. Output: the shape of the cache.
 *
 * @param axis the axis, negative to count from the end; never the batch's
 * @param circular whether an update that reaches the end goes on at the beginning, in place of
 *     being an error
 */
public record TensorScatter(int axis, boolean circular) implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(2, 3);
    inputs.requireType(1, Set.of(inputs.dataType(0)));
    inputs.requireRank(0, 2, Integer.MAX_VALUE);
    Shape cache = inputs.shape(0);
    Shape update = inputs.shape(1);
    if (cache != null) {
      int along = inputs.axis(axis, cache.rank());
      if (along == 0) {
        throw inputs.fail("its axis is that of the batch");
      }
      inputs.requireRank(1, cache.rank(), cache.rank());
      for (int i = 0; update != null && i < cache.rank(); i++) {
        if (i != along) {
          inputs.requireDim(1, i, cache.dim(i));
        } else if (isLonger(update.dim(i), cache.dim(i))) {
          throw inputs.fail("an update of " + update.dim(i) + " rows of " + cache.dim(i));
        }
      }
      if (inputs.has(2)) {
        inputs.requireType(2, Set.of(DataType.INT64));
        inputs.requireRank(2, 1, 1);
        inputs.requireDim(2, 0, cache.dim(0));
      }
    }
    return List.of(inputs.type(0));
  }

  private static boolean isLonger(Dim update, Dim cache) {
    return update.isKnown() && cache.isKnown() && update.size() > cache.size();
  }
}
