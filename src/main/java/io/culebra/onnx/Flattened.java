package io.culebra.onnx;

import io.culebra.graph.Value;
import io.culebra.op.Flatten;
import io.culebra.op.ShapeOf;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * What Softmax and its kin mean before opset 13: the tensor is taken as a matrix whose columns are
 * all axes from one on. That is the same as along one axis only if that is the last.
 */
final class Flattened {
  private Flattened() {}

  /** Whether the axis is certainly the last one. */
  static boolean isLastAxis(int axis, @Nullable Shape shape) {
    return axis == -1 || (shape != null && axis == shape.rank() - 1);
  }

  /** The matrix. */
  static Value of(NodeImport node, Value x, int axis) {
    return node.step(new Flatten(axis), x);
  }

  /**
   * The shape of a value as an input of a Reshape for which 0 is a size as others are: a constant
   * where at most one size is unknown.
   */
  static Value shapeOf(NodeImport node, Value x) {
    Shape shape = node.shape(x);
    if (shape == null
        || shape.dims().stream().filter(d -> !d.isKnown()).count() > 1
        || shape.dims().stream().anyMatch(d -> d.size() == 0)) {
      return node.step(new ShapeOf(0, null), x);
    }
    return node.integers(shape.dims().stream().mapToLong(Dim::size).toArray());
  }
}
