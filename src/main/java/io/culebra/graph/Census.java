package io.culebra.graph;

import io.culebra.op.MultiplyAdds;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a graph consists of.
 *
 * @param operators how many nodes there are of each operator, by its name in ONNX
 * @param parameters elements of all floating-point constants
 * @param constantBytes bytes of all constants
 * @param multiplyAdds multiply-adds of one run, as far as sizes are known
 */
public record Census(
    Map<String, Integer> operators, long parameters, long constantBytes, long multiplyAdds) {

  /** The multiply-adds of one operator, as {@link MultiplyAdds} counts them. */
  public static long multiplyAdds(String operator, List<TensorType> inputs, TensorType output) {
    return MultiplyAdds.of(operator, inputs, output);
  }

  /** Counts a graph. */
  public static Census of(Graph graph, Types types) {
    Map<String, Integer> operators = new TreeMap<>();
    long work = 0;
    for (Node node : graph.nodes()) {
      operators.merge(node.op().name(), 1, Integer::sum);
      List<TensorType> inputs = new ArrayList<>();
      for (Value input : node.inputs()) {
        if (input != null) {
          inputs.add(types.of(input));
        }
      }
      Value output = node.outputs().getFirst();
      work += output == null ? 0 : MultiplyAdds.of(node.op().name(), inputs, types.of(output));
    }
    long parameters = 0;
    long bytes = 0;
    for (Value constant : graph.constants()) {
      TensorType type = types.of(constant);
      parameters += type.dataType().isFloat() && type.shape() != null ? type.shape().elements() : 0;
      bytes += type.bytes();
    }
    return new Census(operators, parameters, bytes, work);
  }
}
