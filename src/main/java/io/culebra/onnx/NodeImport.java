package io.culebra.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.culebra.graph.Value;
import io.culebra.op.Op;
import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.UnsupportedModelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One node on its way into the graph: what the file says of it, and the means to say what it
 * becomes.
 */
final class NodeImport {
  private final GraphImporter graph;
  private final String operator;
  private final String name;
  private final int opset;
  private final Attributes attributes;
  private final List<@Nullable Value> inputs;
  private final List<String> outputs;
  private int steps;

  NodeImport(
      GraphImporter graph,
      String operator,
      String name,
      int opset,
      List<AttributeProto> attributes,
      List<@Nullable Value> inputs,
      List<String> outputs) {
    this.graph = graph;
    this.operator = operator;
    this.name = name;
    this.opset = opset;
    this.inputs = inputs;
    this.outputs = outputs;
    this.attributes = new Attributes(attributes, this::fail);
  }

  /** The version of the operator set that the node is written for. */
  int opset() {
    return opset;
  }

  /** The attributes. */
  Attributes attributes() {
    return attributes;
  }

  /** How many outputs the node has, absent ones in between included. */
  int outputCount() {
    return outputs.size();
  }

  /** Whether output {@code i} is wanted. */
  boolean hasOutput(int i) {
    return i < outputs.size() && !outputs.get(i).isEmpty();
  }

  /** Input {@code i}, or null where it is left out. */
  @Nullable Value input(int i) {
    return i < inputs.size() ? inputs.get(i) : null;
  }

  /** Input {@code i}; fails where it is left out. */
  Value required(int i) {
    Value input = input(i);
    if (input == null) {
      throw fail("input " + i + " is missing");
    }
    return input;
  }

  /** All inputs, null where one is left out. */
  List<@Nullable Value> inputs() {
    return inputs;
  }

  /** The element type of a value. */
  DataType dataType(Value value) {
    return graph.type(value).dataType();
  }

  /** The shape of a value, perhaps with symbols; null where not even its rank is known. */
  @Nullable Shape shape(Value value) {
    return graph.type(value).shape();
  }

  /** The node becomes this operator, with the inputs it has. */
  void becomes(Op op) {
    becomes(op, inputs);
  }

  /** The node becomes this operator with other inputs; its outputs stay. */
  void becomes(Op op, @Nullable Value... others) {
    becomes(op, Arrays.asList(others));
  }

  /** The node becomes this operator with other inputs; its outputs stay. */
  void becomes(Op op, List<? extends @Nullable Value> others) {
    List<@Nullable Value> made = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      made.add(hasOutput(i) ? Value.of(outputs.get(i)) : i == 0 ? unused() : null);
    }
    graph.add(name, op, others, made);
    for (int i = 0; i < made.size(); i++) {
      Value value = made.get(i);
      if (value != null && hasOutput(i)) {
        graph.define(outputs.get(i), value);
      }
    }
  }

  /** A first output that the file leaves out: every node of ours has one. */
  private Value unused() {
    return Value.of(name + "/unused");
  }

  /** The node becomes a constant. */
  void becomes(Constant constant) {
    if (outputs.isEmpty()) {
      throw fail("it has no output");
    }
    graph.define(outputs.getFirst(), Value.constant(outputs.getFirst(), constant));
  }

  /** Output {@code i} becomes the result of an operator on what was made on the way. */
  void outputBecomes(int i, Op op, @Nullable Value... others) {
    if (hasOutput(i)) {
      Value value = Value.of(outputs.get(i));
      graph.add(name + "/" + outputs.get(i), op, Arrays.asList(others), List.of(value));
      graph.define(value.name(), value);
    }
  }

  /** Output {@code i} is a value that was made on the way. */
  void outputIs(int i, Value value) {
    if (hasOutput(i)) {
      graph.define(outputs.get(i), value);
    }
  }

  /** The result of another operator, made on the way. */
  Value step(Op op, @Nullable Value... others) {
    return steps(op, Arrays.asList(others), 1).getFirst();
  }

  /** The first results of another operator, made on the way. */
  List<Value> steps(Op op, List<? extends @Nullable Value> others, int count) {
    String part = name + "/" + op.name() + (steps == 0 ? "" : "_" + steps);
    steps++;
    List<Value> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(Value.of(i == 0 ? part : part + ":" + i));
    }
    graph.add(part, op, others, made);
    return made;
  }

  /** A constant list of int64 numbers. */
  Value integers(long... numbers) {
    return constant(Tensor.of(numbers, numbers.length));
  }

  /** A constant list of float32 numbers. */
  Value reals(float... numbers) {
    return constant(Tensor.of(numbers, numbers.length));
  }

  /** A constant value. */
  Value constant(Tensor tensor) {
    return Value.constant(name + "/constant", Constant.of(tensor));
  }

  /** The constant that a tensor of the file describes. */
  Constant constant(TensorProto tensor) {
    return graph.tensors().read(tensor);
  }

  /** The exception that says what is wrong with this node. */
  InvalidModelException fail(String reason) {
    return new InvalidModelException(operator + " '" + name + "': " + reason);
  }

  /** The exception that says what of this node is not known here. */
  UnsupportedModelException unsupported(String reason) {
    return new UnsupportedModelException(operator + " '" + name + "': " + reason);
  }
}
