package io.culebra.nn;

import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.op.Attention;
import io.culebra.op.Conv;
import io.culebra.op.ConvTranspose;
import io.culebra.op.Gemm;
import io.culebra.op.MatMul;
import io.culebra.op.Recurrent;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import java.util.Objects;

/**
 * Counts the multiply-adds of convolutions, products and recurrent operators; sizes that are not
 * known count as one.
 */
final class MultiplyAdds {
  private MultiplyAdds() {}

  /** The multiply-adds of a node; 0 for any other. */
  static long of(Node node, LayerScope scope) {
    return switch (node.op()) {
      case Conv conv -> elements(scope.shape(node.output())) * perChannel(node, scope);
      case ConvTranspose conv -> elements(input(node, 0, scope)) * perChannel(node, scope);
      case Gemm gemm ->
          elements(scope.shape(node.output()))
              * size(input(node, 0, scope).dim(gemm.transA() ? 0 : 1));
      case MatMul matMul ->
          elements(scope.shape(node.output())) * size(input(node, 0, scope).dim(-1));
      case Recurrent recurrent -> perStep(node, scope) * elements(places(node, scope));
      case Attention _ -> attention(node, scope);
      default -> 0;
    };
  }

  private static long perStep(Node node, LayerScope scope) {
    return input(node, 1, scope).elements() + input(node, 2, scope).elements();
  }

  /** Steps and batch. */
  private static Shape places(Node node, LayerScope scope) {
    return Shape.of(input(node, 0, scope).dims().subList(0, 2));
  }

  /** Those of the scores and of the weighted sums. */
  private static long attention(Node node, LayerScope scope) {
    Shape q = input(node, 0, scope);
    Shape keys = input(node, 1, scope);
    return 2 * elements(q) * size(keys.dim(-2));
  }

  private static long perChannel(Node node, LayerScope scope) {
    Shape weights = input(node, 1, scope);
    return weights.elements(1, weights.rank());
  }

  private static Shape input(Node node, int i, LayerScope scope) {
    Value value = Objects.requireNonNull(node.input(i));
    return scope.shape(value);
  }

  private static long elements(Shape shape) {
    return shape.dims().stream().mapToLong(MultiplyAdds::size).reduce(1, Math::multiplyExact);
  }

  private static long size(Dim dim) {
    return dim.isKnown() ? dim.size() : 1;
  }
}
