package io.culebra.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import io.culebra.tensor.Tensor;
import java.util.List;
import java.util.Locale;

/** One node on its way into a file. */
final class NodeExport {
  private final GraphExporter graph;
  private final NodeProto.Builder node;

  NodeExport(GraphExporter graph, NodeProto.Builder node) {
    this.graph = graph;
    this.node = node;
  }

  /** Says that the node needs at least this version of the operator set. */
  NodeExport requires(int opset) {
    graph.requires(opset);
    return this;
  }

  /** An integer attribute. */
  NodeExport integer(String name, long value) {
    node.addAttribute(attribute(name, AttributeType.INT).setI(value));
    return this;
  }

  /** An integer attribute, 1 for true. */
  NodeExport flag(String name, boolean value) {
    return integer(name, value ? 1 : 0);
  }

  /** A list of integers; left out where it is empty. */
  NodeExport integers(String name, List<Integer> values) {
    if (!values.isEmpty()) {
      AttributeProto.Builder attribute = attribute(name, AttributeType.INTS);
      values.forEach(attribute::addInts);
      node.addAttribute(attribute);
    }
    return this;
  }

  /** A float attribute. */
  NodeExport real(String name, float value) {
    node.addAttribute(attribute(name, AttributeType.FLOAT).setF(value));
    return this;
  }

  /** A list of floats; left out where it is empty. */
  NodeExport reals(String name, List<Float> values) {
    if (!values.isEmpty()) {
      node.addAttribute(attribute(name, AttributeType.FLOATS).addAllFloats(values));
    }
    return this;
  }

  /** A string attribute. */
  NodeExport text(String name, String value) {
    node.addAttribute(attribute(name, AttributeType.STRING).setS(ByteString.copyFromUtf8(value)));
    return this;
  }

  /** A list of strings. */
  NodeExport texts(String name, List<String> values) {
    AttributeProto.Builder attribute = attribute(name, AttributeType.STRINGS);
    values.forEach(value -> attribute.addStrings(ByteString.copyFromUtf8(value)));
    node.addAttribute(attribute);
    return this;
  }

  /**
   * A string attribute with the name of a constant in small letters, as most of ONNX's choices are
   * written.
   */
  NodeExport choice(String name, Enum<?> value) {
    return text(name, value.name().toLowerCase(Locale.ROOT));
  }

  /** A tensor attribute. */
  NodeExport tensor(String name, Tensor value) {
    node.addAttribute(attribute(name, AttributeType.TENSOR).setT(OnnxTensors.proto(value, "")));
    return this;
  }

  /** Adds another input, a constant scalar. */
  NodeExport constantInput(float value) {
    node.addInput(graph.constant(node.getName() + "/constant", value));
    return this;
  }

  /** Whether input {@code i} is there. */
  boolean hasInput(int i) {
    return i < node.getInputCount() && !node.getInput(i).isEmpty();
  }

  /** The name of the node's only input. */
  String input() {
    return node.getInput(0);
  }

  /** The result of another node, written before this one. */
  String step(String operator, String... inputs) {
    return graph.step(node.getName(), operator, inputs);
  }

  /** A constant scalar for another node. */
  String constant(float value) {
    return graph.constant(node.getName() + "/constant", value);
  }

  /** Gives the node another operator and other inputs. */
  void replace(String operator, String... inputs) {
    node.setOpType(operator).clearInput().addAllInput(List.of(inputs));
  }

  private static AttributeProto.Builder attribute(String name, AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }
}
