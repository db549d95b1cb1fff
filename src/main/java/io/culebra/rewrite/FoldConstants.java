package io.culebra.rewrite;

import io.culebra.graph.Graph;
import io.culebra.graph.Inference;
import io.culebra.graph.Node;
import io.culebra.graph.Patch;
import io.culebra.graph.Types;
import io.culebra.graph.Value;
import io.culebra.op.ConstantOfShape;
import io.culebra.op.ShapeOf;
import io.culebra.op.Size;
import io.culebra.tensor.Constant;
import io.culebra.tensor.Dim;
import io.culebra.tensor.MemoryLimitException;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Computes what does not depend on the inputs' elements: nodes whose inputs are all constant, the
 * shape and size of a value whose shape is known.
 *
 * <p>Types are inferred anew along the way, so that a whole chain of shape arithmetic, Reshape,
 * Shape of its result and so on folds in one pass.
 */
final class FoldConstants implements Rewrite {
  /** A result may be this large, in bytes, even where it replaces smaller constants. */
  private static final long MOST_BYTES = 64L << 20;

  @Override
  public String name() {
    return Rewrites.FOLD_CONSTANTS;
  }

  @Override
  public Graph apply(Graph graph, Types types, Evaluator evaluator) {
    requireRoom(graph, types, evaluator.mostBytes());
    Patch patch = new Patch(graph);
    Map<Value, Value> folded = new IdentityHashMap<>();
    for (Node old : graph.nodes()) {
      Node node = withFoldedInputs(old, folded);
      if (!folded.isEmpty()) {
        Inference.infer(node, types);
      }
      List<@Nullable Constant> results = constants(node, types, evaluator);
      for (int i = 0; results != null && i < node.outputs().size(); i++) {
        Value output = node.outputs().get(i);
        Constant result = results.get(i);
        if (output != null && result != null) {
          Value constant = Value.constant(output.name(), result);
          folded.put(output, constant);
          patch.replaceUses(output, constant);
        }
      }
    }
    return patch.apply();
  }

  /**
   * Refuses a graph that would make a constant of more than this many bytes, before the first one
   * is made: a few bytes that are doubled again and again are more than any machine has.
   */
  private static void requireRoom(Graph graph, Types types, long mostBytes) {
    Set<Value> known = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Node node : graph.nodes()) {
      boolean constant =
          node.input(0) != null
              && node.inputs().stream()
                  .allMatch(value -> value == null || value.isConstant() || known.contains(value));
      if (constant && (node.op() instanceof ConstantOfShape || isSmall(node, types))) {
        for (Value output : node.outputs()) {
          if (output != null && types.of(output).isKnown()) {
            known.add(output);
            long bytes = bytes(types.of(output));
            if (bytes > mostBytes && !(node.op() instanceof ConstantOfShape)) {
              throw new MemoryLimitException(
                  node
                      + ", all of whose inputs are constant, makes "
                      + types.of(output)
                      + " of "
                      + bytes
                      + " bytes, which is more than the limit of "
                      + mostBytes
                      + " (raise memoryLimit)");
            }
          }
        }
      }
    }
  }

  /** The bytes of a type; those that no number can count are more than any limit. */
  private static long bytes(TensorType type) {
    try {
      return type.bytes();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  private static long sum(long bytes, long more) {
    return bytes > Long.MAX_VALUE - more ? Long.MAX_VALUE : bytes + more;
  }

  private static Node withFoldedInputs(Node node, Map<Value, Value> folded) {
    if (node.inputs().stream().noneMatch(folded::containsKey)) {
      return node;
    }
    List<@Nullable Value> inputs = new ArrayList<>();
    for (Value input : node.inputs()) {
      inputs.add(input == null ? null : folded.getOrDefault(input, input));
    }
    return new Node(node.name(), node.op(), inputs, node.outputs());
  }

  private static @Nullable List<@Nullable Constant> constants(
      Node node, Types types, Evaluator evaluator) {
    Value input = node.input(0);
    if (input == null) {
      return null;
    }
    Shape shape = types.shape(input);
    if (node.op() instanceof ShapeOf op && shape != null) {
      return sizes(op, shape);
    }
    if (node.op() instanceof Size && shape != null && shape.isKnown()) {
      return List.of(Constant.of(Tensor.of(new long[] {shape.elements()})));
    }
    if (!node.inputs().stream().allMatch(value -> value == null || value.isConstant())) {
      return null;
    }
    if (node.op() instanceof ConstantOfShape op) {
      Shape filled = types.shape(node.output());
      return filled != null && filled.isKnown() ? FilledConstant.of(op.value(), filled) : null;
    }
    return isSmall(node, types) ? evaluator.evaluate(node, types) : null;
  }

  private static @Nullable List<@Nullable Constant> sizes(ShapeOf op, Shape shape) {
    List<Dim> dims = shape.dims().subList(op.from(shape.rank()), op.to(shape.rank()));
    if (!dims.stream().allMatch(Dim::isKnown)) {
      return null;
    }
    long[] sizes = dims.stream().mapToLong(Dim::size).toArray();
    return List.of(Constant.of(Tensor.of(sizes, sizes.length)));
  }

  private static boolean isSmall(Node node, Types types) {
    long before = 0;
    for (Value input : node.inputs()) {
      before = sum(before, input == null ? 0 : bytes(types.of(input)));
    }
    long after = 0;
    for (Value output : node.outputs()) {
      if (output != null) {
        TensorType type = types.of(output);
        if (!type.isKnown()) {
          return false;
        }
        after = sum(after, bytes(type));
      }
    }
    return after <= Math.max(MOST_BYTES, before);
  }
}
