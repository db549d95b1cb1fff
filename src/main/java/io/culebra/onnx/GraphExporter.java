package io.culebra.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.culebra.graph.Inference;
import io.culebra.graph.Node;
import io.culebra.graph.Types;
import io.culebra.graph.Value;
import io.culebra.tensor.Constant;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns one of our graphs into ONNX's, its weights included, with a name of its own for every
 * value.
 */
final class GraphExporter {
  private final OnnxModel model;
  private final WeightSink weights;
  private final GraphProto.Builder proto = GraphProto.newBuilder();
  private final Map<Value, String> names = new IdentityHashMap<>();
  private final Set<String> taken = new HashSet<>();
  private int opset = OnnxWriter.OLDEST_WRITTEN_OPSET;

  GraphExporter(OnnxModel model, WeightSink weights) {
    this.model = model;
    this.weights = weights;
  }

  /** The graph as ONNX has it. */
  GraphProto write() {
    Types types = Inference.infer(model.graph());
    proto.setName(model.graph().name().isEmpty() ? "graph" : model.graph().name());
    taken.addAll(model.inputNames());
    taken.addAll(model.outputNames());
    List<Value> inputs = model.graph().inputs();
    for (int i = 0; i < inputs.size(); i++) {
      names.put(inputs.get(i), model.inputNames().get(i));
      proto.addInput(info(model.inputNames().get(i), types.of(inputs.get(i))));
    }
    nameOutputs();
    for (Value constant : model.graph().constants()) {
      addWeights(nameOf(constant), constant.constant());
    }
    for (Node node : model.graph().nodes()) {
      write(node);
    }
    List<Value> outputs = model.graph().outputs();
    for (int i = 0; i < outputs.size(); i++) {
      String name = model.outputNames().get(i);
      proto.addOutput(info(name, types.of(outputs.get(i))));
      if (!nameOf(outputs.get(i)).equals(name)) {
        proto.addNode(
            NodeProto.newBuilder()
                .setOpType("Identity")
                .setName(name)
                .addInput(nameOf(outputs.get(i)))
                .addOutput(name));
      }
    }
    return proto.build();
  }

  /** The version of the operator set that the nodes need. */
  int opset() {
    return opset;
  }

  private void nameOutputs() {
    List<Value> outputs = model.graph().outputs();
    for (int i = 0; i < outputs.size(); i++) {
      names.putIfAbsent(outputs.get(i), model.outputNames().get(i));
    }
  }

  private void addWeights(String name, @Nullable Constant constant) {
    if (constant != null) {
      proto.addInitializer(weights.write(name, constant));
    }
  }

  private void write(Node node) {
    NodeProto.Builder builder =
        NodeProto.newBuilder().setOpType(node.op().name()).setName(node.name());
    for (Value input : node.inputs()) {
      builder.addInput(input == null ? "" : nameOf(input));
    }
    for (Value output : node.outputs()) {
      builder.addOutput(output == null ? "" : nameOf(output));
    }
    ExportTable.write(node.op(), new NodeExport(this, builder));
    proto.addNode(builder);
  }

  private String nameOf(Value value) {
    return names.computeIfAbsent(value, v -> unique(v.name()));
  }

  private String unique(String wish) {
    String name = wish.isEmpty() ? "value" : wish;
    for (int i = 1; !taken.add(name); i++) {
      name = wish + "_" + i;
    }
    return name;
  }

  /** Says that at least this version of the operator set is needed. */
  void requires(int version) {
    opset = Math.max(opset, version);
  }

  /** Adds a constant scalar and returns its name. */
  String constant(String wish, float value) {
    String name = unique(wish);
    try (Tensor tensor = Tensor.of(new float[] {value})) {
      proto.addInitializer(OnnxTensors.proto(tensor, name));
    }
    return name;
  }

  /** Adds a node of an operator without attributes and returns the name of its result. */
  String step(String wish, String operator, String... inputs) {
    String name = unique(wish + "/" + operator);
    proto.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(name)
            .addAllInput(List.of(inputs))
            .addOutput(name));
    return name;
  }

  private static ValueInfoProto info(String name, TensorType type) {
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.dataType().onnxNumber());
    if (type.shape() != null) {
      TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
      for (Dim dim : type.shape().dims()) {
        TensorShapeProto.Dimension.Builder proto = shape.addDimBuilder();
        if (dim.isKnown()) {
          proto.setDimValue(dim.size());
        } else if (dim.symbol() != null) {
          proto.setDimParam(dim.symbol());
        }
      }
      tensor.setShape(shape);
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
