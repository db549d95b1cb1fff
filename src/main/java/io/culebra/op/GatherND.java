package io.culebra.op;

import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__GatherND.html">GatherND</a>: the slices of the data
 * at index tuples.
 *
 * <p>Inputs: the data; the indices, int64, whose last axis holds the tuples. Output: the axes of
 * the indices but the last, then the axes of the data that the tuples leave.
 *
 * @param batchDims how many axes in front both have in common
 */
public record GatherND(int batchDims) implements Op {
  /** Checks that the number of common axes is not negative. */
  public GatherND {
    if (batchDims < 0) {
      throw new IllegalArgumentException("batch_dims " + batchDims);
    }
  }

  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(2, 2);
    inputs.requireType(1, ElementTypes.INT64);
    inputs.requireRank(0, 1, Integer.MAX_VALUE);
    inputs.requireRank(1, 1, Integer.MAX_VALUE);
    return List.of(new TensorType(inputs.dataType(0), shape(inputs)));
  }

  private @Nullable Shape shape(OpInputs inputs) {
    Shape data = inputs.shape(0);
    Shape indices = inputs.shape(1);
    if (data == null || indices == null || !indices.dim(-1).isKnown()) {
      return null;
    }
    long tuple = indices.size(-1);
    if (batchDims >= Math.min(data.rank(), indices.rank())
        || tuple < 1
        || tuple > data.rank() - batchDims) {
      throw inputs.fail("tuples of " + tuple + " behind " + batchDims + " common axes");
    }
    for (int i = 0; i < batchDims; i++) {
      inputs.requireDim(1, i, data.dim(i));
    }
    List<Dim> dims = new ArrayList<>(indices.dims().subList(0, indices.rank() - 1));
    dims.addAll(data.dims().subList(batchDims + (int) tuple, data.rank()));
    return Shape.of(dims);
  }
}
