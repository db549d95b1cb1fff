package io.culebra.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.culebra.graph.Graph;
import io.culebra.graph.Inference;
import io.culebra.graph.Node;
import io.culebra.graph.Types;
import io.culebra.graph.Value;
import io.culebra.op.Op;
import io.culebra.tensor.Constant;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.TensorType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns one graph of a file, whose operators are all known, into ours, and tells types on the way.
 */
final class GraphImporter {
  private final TensorReader tensors;
  private final Map<String, Long> opsets;
  private final Map<String, Value> values = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Types types = new Types();

  /**
   * @param opsets the version of every operator set, by domain
   */
  GraphImporter(TensorReader tensors, Map<String, Long> opsets) {
    this.tensors = tensors;
    this.opsets = opsets;
  }

  /**
   * The graph. An input that has an initialiser is a constant, unless it is given.
   *
   * @param given names of inputs whose initialisers are not used
   * @param known the initialisers that have been read, by name; those that are read are added
   */
  Graph read(GraphProto proto, Set<String> given, Map<String, Constant> known) {
    for (TensorProto tensor : proto.getInitializerList()) {
      String name = tensor.getName();
      if (!given.contains(name)) {
        Constant constant = known.computeIfAbsent(name, any -> tensors.read(tensor));
        define(name, Value.constant(name, constant));
      }
    }
    List<Value> inputs = new ArrayList<>();
    for (ValueInfoProto info : proto.getInputList()) {
      if (!values.containsKey(info.getName())) {
        Value input = Value.input(info.getName(), ValueTypes.of(info));
        define(input.name(), input);
        inputs.add(input);
      }
    }
    readNodes(proto.getNodeList());
    List<Value> outputs = new ArrayList<>();
    for (ValueInfoProto info : proto.getOutputList()) {
      Value output = values.get(info.getName());
      if (output == null) {
        throw new InvalidModelException(
            "nothing makes the output '" + info.getName() + "' of the graph");
      }
      outputs.add(output);
    }
    if (outputs.isEmpty()) {
      throw new InvalidModelException("the graph has no outputs");
    }
    return new Graph(proto.getName(), inputs, outputs, nodes);
  }

  /** Reads every node behind those that make its inputs, whatever the order in the file. */
  private void readNodes(List<NodeProto> protos) {
    Map<String, List<NodeProto>> waiting = new LinkedHashMap<>();
    for (NodeProto proto : protos) {
      ArrayDeque<NodeProto> ready = new ArrayDeque<>();
      ready.add(proto);
      while (!ready.isEmpty()) {
        NodeProto next = ready.remove();
        String missing = missingInput(next);
        if (missing != null) {
          waiting.computeIfAbsent(missing, name -> new ArrayList<>()).add(next);
          continue;
        }
        read(next);
        for (String output : next.getOutputList()) {
          ready.addAll(Objects.requireNonNullElse(waiting.remove(output), List.of()));
        }
      }
    }
    if (!waiting.isEmpty()) {
      throw unmade(waiting);
    }
  }

  private @Nullable String missingInput(NodeProto proto) {
    for (String input : proto.getInputList()) {
      if (!input.isEmpty() && !values.containsKey(input)) {
        return input;
      }
    }
    return null;
  }

  private static InvalidModelException unmade(Map<String, List<NodeProto>> waiting) {
    Set<String> made = new HashSet<>();
    waiting.values().forEach(list -> list.forEach(n -> made.addAll(n.getOutputList())));
    for (Map.Entry<String, List<NodeProto>> entry : waiting.entrySet()) {
      if (!made.contains(entry.getKey())) {
        return new InvalidModelException(
            OperatorCheck.shown(entry.getValue().getFirst())
                + ": nothing makes its input '"
                + entry.getKey()
                + "'");
      }
    }
    List<NodeProto> circle = waiting.values().iterator().next();
    return new InvalidModelException(
        OperatorCheck.shown(circle.getFirst()) + " depends on its own output");
  }

  private void read(NodeProto proto) {
    String domain = ImportTable.normalized(proto.getDomain());
    OpImport read = Objects.requireNonNull(ImportTable.find(domain, proto.getOpType()));
    List<@Nullable Value> inputs = new ArrayList<>();
    for (String input : proto.getInputList()) {
      inputs.add(input.isEmpty() ? null : values.get(input));
    }
    NodeImport node =
        new NodeImport(
            this,
            proto.getOpType(),
            OperatorCheck.name(proto),
            (int) Math.min(Integer.MAX_VALUE, opsets.getOrDefault(domain, 1L)),
            proto.getAttributeList(),
            inputs,
            proto.getOutputList());
    try {
      read.read(node);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw node.fail(String.valueOf(e.getMessage()));
    }
    node.attributes().requireAllRead();
  }

  /** Reads tensors of the same file. */
  TensorReader tensors() {
    return tensors;
  }

  /** The type of a value that is already in the graph. */
  TensorType type(Value value) {
    return types.of(value);
  }

  /** Adds a node and tells the types of its outputs. */
  void add(
      String name,
      Op op,
      List<? extends @Nullable Value> inputs,
      List<? extends @Nullable Value> outputs) {
    Node node = new Node(name, op, inputs, outputs);
    Inference.infer(node, types);
    nodes.add(node);
  }

  /** Gives a value the name that the file uses for it. */
  void define(String name, Value value) {
    if (values.put(name, value) != null) {
      throw new InvalidModelException("the value '" + name + "' is made twice");
    }
  }
}
