package io.culebra.perf.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who makes a value of a graph and who reads it. Looks at the outermost graph only. */
public final class GraphIndex {

  /** One reader of a value: the node and which of its inputs the value is. */
  public record Use(NodeProto node, int input) {}

  private final GraphProto graph;
  private final Map<String, NodeProto> producers = new HashMap<>();
  private final Map<String, List<Use>> uses = new HashMap<>();
  private final Map<String, TensorProto> constants = new HashMap<>();

  public GraphIndex(GraphProto graph) {
    this.graph = graph;
    graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
    for (NodeProto node : graph.getNodeList()) {
      node.getOutputList().forEach(output -> producers.put(output, node));
      for (int i = 0; i < node.getInputCount(); i++) {
        uses.computeIfAbsent(node.getInput(i), name -> new ArrayList<>()).add(new Use(node, i));
      }
      if (node.getOpType().equals("Constant")) {
        attribute(node, "value").ifPresent(a -> constants.put(node.getOutput(0), a.getT()));
      }
    }
  }

  /** The node that makes the value; empty for graph inputs, initializers and unknown names. */
  public Optional<NodeProto> producer(String value) {
    return Optional.ofNullable(producers.get(value));
  }

  /** The readers of the value in node order. */
  public List<Use> uses(String value) {
    return uses.getOrDefault(value, List.of());
  }

  /** The tensor behind an initializer or a Constant node's output. */
  public Optional<TensorProto> constant(String value) {
    return Optional.ofNullable(constants.get(value));
  }

  /** The inputs that a caller has to feed: graph inputs that are not initializers. */
  public List<ValueInfoProto> fedInputs() {
    return graph.getInputList().stream()
        .filter(input -> !constants.containsKey(input.getName()))
        .toList();
  }

  /** A node's attribute by name. */
  public static Optional<AttributeProto> attribute(NodeProto node, String name) {
    return node.getAttributeList().stream().filter(a -> a.getName().equals(name)).findFirst();
  }
}
