package io.culebra.graph;

import io.culebra.op.OpInputs;
import io.culebra.tensor.Constant;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells the type of every value of a graph from the types of its inputs, node by node. */
public final class Inference {
  private Inference() {}

  /**
   * The types that follow from what the model declares of its inputs.
   *
   * @throws InvalidModelException if an input of a node contradicts its operator
   */
  public static Types infer(Graph graph) {
    return infer(graph, Map.of());
  }

  /**
   * The types that follow from {@code given}, by input, and from the declared type of every other
   * input.
   *
   * @throws InvalidModelException if an input of a node contradicts its operator
   */
  public static Types infer(Graph graph, Map<Value, TensorType> given) {
    Types types = new Types();
    for (Value input : graph.inputs()) {
      TensorType type = given.getOrDefault(input, input.declared());
      if (type == null) {
        throw new InvalidModelException("the input '" + input + "' of the graph has no type");
      }
      types.put(input, type);
    }
    for (Node node : graph.nodes()) {
      infer(node, types);
    }
    return types;
  }

  /**
   * Sets the types of the outputs of one node, whose inputs have theirs.
   *
   * @throws InvalidModelException if an input contradicts the operator
   */
  public static void infer(Node node, Types types) {
    List<@Nullable TensorType> inputs = new ArrayList<>();
    List<@Nullable Constant> constants = new ArrayList<>();
    for (Value input : node.inputs()) {
      inputs.add(input == null ? null : types.of(input));
      constants.add(input == null ? null : input.constant());
    }
    OpInputs known = new OpInputs(node.toString(), inputs, constants, node.outputs().size());
    List<TensorType> outputs;
    try {
      outputs = node.op().infer(known);
      outputs.forEach(Inference::requireCountable);
    } catch (ArithmeticException e) {
      throw new InvalidModelException(known.fail("a size is too large").getMessage(), e);
    }
    for (int i = 0; i < node.outputs().size(); i++) {
      Value output = node.outputs().get(i);
      if (output != null) {
        if (i >= outputs.size()) {
          throw known.fail("it has no output " + i);
        }
        types.put(output, outputs.get(i));
      }
    }
  }

  /** Throws an {@link ArithmeticException} where the bytes of a tensor do not fit in a long. */
  private static void requireCountable(TensorType type) {
    if (type.isKnown()) {
      type.bytes();
    }
  }
}
