package io.culebra.operators;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.ByteString;
import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An ONNX model of one node in some version of the operator set, for every engine there is. */
final class OneNode {
  private final NodeProto.Builder node;
  private final int opset;
  private final Map<String, Tensor> given = new LinkedHashMap<>();
  private final Map<String, Tensor> constants = new LinkedHashMap<>();
  private final List<DataType> outputs = new ArrayList<>();

  private OneNode(String operator, int opset) {
    this.node = NodeProto.newBuilder().setOpType(operator).setName("node");
    this.opset = opset;
  }

  static OneNode of(String operator, int opset) {
    return new OneNode(operator, opset);
  }

  OneNode with(String name, long value) {
    node.addAttribute(attribute(name, AttributeType.INT).setI(value));
    return this;
  }

  OneNode with(String name, float value) {
    node.addAttribute(attribute(name, AttributeType.FLOAT).setF(value));
    return this;
  }

  OneNode with(String name, String value) {
    node.addAttribute(attribute(name, AttributeType.STRING).setS(ByteString.copyFromUtf8(value)));
    return this;
  }

  OneNode with(String name, long... values) {
    AttributeProto.Builder attribute = attribute(name, AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    node.addAttribute(attribute);
    return this;
  }

  OneNode with(String name, float... values) {
    AttributeProto.Builder attribute = attribute(name, AttributeType.FLOATS);
    for (float value : values) {
      attribute.addFloats(value);
    }
    node.addAttribute(attribute);
    return this;
  }

  private static AttributeProto.Builder attribute(String name, AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  /** An input that comes with every run. */
  OneNode input(Tensor tensor) {
    given.put(next(), tensor);
    return this;
  }

  /** An input that is part of the model. */
  OneNode constant(Tensor tensor) {
    constants.put(next(), tensor);
    return this;
  }

  /** An input that is left out. */
  OneNode absent() {
    node.addInput("");
    return this;
  }

  private String next() {
    String name = "x" + node.getInputCount();
    node.addInput(name);
    return name;
  }

  /** An output of this type. */
  OneNode output(DataType type) {
    node.addOutput("y" + outputs.size());
    outputs.add(type);
    return this;
  }

  /** What the library says. */
  List<Answer> run(Backend backend) {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("one").addNode(node);
    given.forEach((name, tensor) -> graph.addInput(info(name, tensor.dataType(), tensor.shape())));
    constants.forEach((name, tensor) -> graph.addInitializer(proto(name, tensor)));
    for (int i = 0; i < outputs.size(); i++) {
      graph.addOutput(info("y" + i, outputs.get(i), null));
    }
    SessionOptions options = SessionOptions.defaults().backend(backend).threads(2);
    try (Model model = Model.of(model(graph).toByteArray());
        Session session = model.openSession(options)) {
      Map<String, Tensor> found = session.run(given);
      List<Answer> answers = new ArrayList<>();
      for (int i = 0; i < outputs.size(); i++) {
        answers.add(Answer.of(Objects.requireNonNull(found.get("y" + i))));
      }
      found.values().forEach(Tensor::close);
      return answers;
    }
  }

  /**
   * What ONNX Runtime says. All inputs are part of its model, and outputs of types that its Java
   * interface lacks are widened.
   */
  List<Answer> askOnnxRuntime() throws OrtException {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("one").addNode(node);
    given.forEach((name, tensor) -> graph.addInitializer(proto(name, tensor)));
    constants.forEach((name, tensor) -> graph.addInitializer(proto(name, tensor)));
    for (int i = 0; i < outputs.size(); i++) {
      DataType wide = wide(outputs.get(i));
      graph.addNode(
          NodeProto.newBuilder()
              .setOpType("Cast")
              .addInput("y" + i)
              .addOutput("wide" + i)
              .addAttribute(attribute("to", AttributeType.INT).setI(wide.onnxNumber())));
      graph.addOutput(info("wide" + i, wide, null));
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      try (OrtSession session = environment.createSession(model(graph).toByteArray(), options);
          OrtSession.Result result = session.run(Map.of())) {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
          OnnxTensor tensor = (OnnxTensor) result.get("wide" + i).orElseThrow();
          answers.add(answer(tensor, outputs.get(i)));
        }
        return answers;
      }
    }
  }

  private static Answer answer(OnnxTensor tensor, DataType type) {
    ByteBuffer bytes = tensor.getByteBuffer();
    Shape shape = Shape.of(tensor.getInfo().getShape());
    try (Tensor copy = Tensor.copyOf(MemorySegment.ofBuffer(bytes), wide(type), shape)) {
      return Answer.of(copy, type);
    }
  }

  private static DataType wide(DataType type) {
    return switch (type) {
      case FLOAT, DOUBLE -> type;
      default -> type.isFloat() ? DataType.FLOAT : DataType.INT64;
    };
  }

  private ModelProto model(GraphProto.Builder graph) {
    return ModelProto.newBuilder()
        .setIrVersion(opset > 20 ? 10 : opset > 18 ? 9 : 8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
        .setGraph(graph)
        .build();
  }

  private static ValueInfoProto info(String name, DataType type, @Nullable Shape shape) {
    TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type.onnxNumber());
    if (shape != null) {
      TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
      for (long size : shape.toArray()) {
        sizes.addDimBuilder().setDimValue(size);
      }
      tensor.setShape(sizes);
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private static TensorProto proto(String name, Tensor tensor) {
    TensorProto.Builder proto =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(tensor.dataType().onnxNumber())
            .setRawData(ByteString.copyFrom(tensor.segment().toArray(ValueLayout.JAVA_BYTE)));
    for (long size : tensor.shape().toArray()) {
      proto.addDims(size);
    }
    return proto.build();
  }

  @Override
  public String toString() {
    List<String> attributes = new ArrayList<>();
    for (AttributeProto attribute : node.getAttributeList()) {
      attributes.add(attribute.toString().replaceAll("\\s+", " ").trim());
    }
    return node.getOpType()
        + "-"
        + opset
        + " "
        + attributes
        + " of "
        + given.values().stream().map(Tensor::type).toList()
        + " "
        + constants.values().stream().map(Tensor::type).toList();
  }
}
