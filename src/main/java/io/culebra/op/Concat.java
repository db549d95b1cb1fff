package io.culebra.op;

import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Concat.html">Concat</a>: its inputs, one behind the
 * other along one axis. Every other axis has the same size in each.
 *
 * @param axis the axis, negative to count from the end
 */
public record Concat(int axis) implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(1, Integer.MAX_VALUE);
    inputs.requireSameTypes();
    return List.of(new TensorType(inputs.dataType(0), shape(inputs)));
  }

  private @Nullable Shape shape(OpInputs inputs) {
    Shape result = inputs.type(0).shape();
    for (int i = 1; i < inputs.count(); i++) {
      Shape next = inputs.type(i).shape();
      result = result == null || next == null ? null : joined(inputs, i, result, next);
    }
    if (result != null) {
      inputs.axis(axis, result.rank());
    }
    return result;
  }

  private Shape joined(OpInputs inputs, int i, Shape before, Shape next) {
    inputs.requireRank(i, before.rank(), before.rank());
    int at = inputs.axis(axis, before.rank());
    Shape result = before.with(at, before.dim(at).plus(next.dim(at)));
    for (int d = 0; d < before.rank(); d++) {
      if (d != at) {
        inputs.requireDim(i, d, before.dim(d));
        boolean better = !before.dim(d).isKnown() && next.dim(d).isKnown();
        result = better ? result.with(d, next.dim(d)) : result;
      }
    }
    return result;
  }
}
