package io.culebra.models;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Writes small ONNX networks with seeded weights, for tests: a method per layer, each giving its
 * output's name.
 */
final class NetworkBuilder {
  static final int FLOAT = 1;
  static final int INT64 = 7;

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Random random;
  private int names;

  NetworkBuilder(String name, long seed) {
    graph.setName(name);
    random = new Random(seed);
  }

  /** A float input; a negative size is the symbol {@code N}. */
  String input(String name, long... sizes) {
    graph.addInput(info(name, FLOAT, sizes));
    return name;
  }

  /** An int64 input; a negative size is a symbol of its own. */
  String integers(String name, long... sizes) {
    graph.addInput(info(name, INT64, sizes));
    return name;
  }

  /** Lists a weight among the inputs too, so that it is a default. */
  String given(String weight, int type, long... sizes) {
    graph.addInput(info(weight, type, sizes));
    return weight;
  }

  byte[] build(int opset, String... outputs) {
    return build(8, opset, outputs);
  }

  byte[] build(int irVersion, int opset, String... outputs) {
    for (String output : outputs) {
      graph.addOutput(info(output, FLOAT));
    }
    return ModelProto.newBuilder()
        .setIrVersion(irVersion)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  String conv(String x, int in, int out, int kernel, int stride, int pad, int group) {
    return convolution(x, in, out, kernel, stride, pad, group, true);
  }

  String convWithoutBias(String x, int in, int out, int kernel, int stride, int pad) {
    return convolution(x, in, out, kernel, stride, pad, 1, false);
  }

  private String convolution(
      String x, int in, int out, int kernel, int stride, int pad, int group, boolean bias) {
    double deviation = Math.sqrt(2.0 / (in / group * kernel * kernel));
    List<String> inputs = new ArrayList<>(List.of(x));
    inputs.add(normal(deviation, out, in / group, kernel, kernel));
    if (bias) {
      inputs.add(normal(0.1, out));
    }
    return node(
        "Conv",
        inputs,
        ints("kernel_shape", kernel, kernel),
        ints("strides", stride, stride),
        ints("pads", pad, pad, pad, pad),
        integer("group", group));
  }

  String batchNorm(String x, int channels, double scale) {
    return node(
        "BatchNormalization",
        List.of(
            x,
            uniform(0.5 * scale, 1.5 * scale, channels),
            normal(0.1, channels),
            normal(0.1, channels),
            uniform(0.5, 1.5, channels)));
  }

  String gemm(String x, int in, int out) {
    return node(
        "Gemm",
        List.of(x, normal(Math.sqrt(2.0 / in), out, in), normal(0.1, out)),
        integer("transB", 1));
  }

  String matMul(String x, int in, int out) {
    return node("MatMul", List.of(x, normal(1 / Math.sqrt(in), in, out)));
  }

  String maxPool(String x, int kernel, int stride, int pad) {
    return node(
        "MaxPool",
        List.of(x),
        ints("kernel_shape", kernel, kernel),
        ints("strides", stride, stride),
        ints("pads", pad, pad, pad, pad));
  }

  String relu(String x) {
    return node("Relu", List.of(x));
  }

  /** A node with one input and an output of this name. */
  String named(String operator, String input, String output, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(output)
            .addInput(input)
            .addOutput(output)
            .addAllAttribute(Arrays.asList(attributes)));
    return output;
  }

  /** A node with one output. */
  String node(String operator, List<String> inputs, AttributeProto... attributes) {
    String output = operator + "_" + names++;
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(output)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(Arrays.asList(attributes)));
    return output;
  }

  /** A node with outputs of these names; an empty name leaves one out. */
  void node(
      String operator, List<String> inputs, List<String> outputs, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(operator + "_" + names++)
            .addAllInput(inputs)
            .addAllOutput(outputs)
            .addAllAttribute(Arrays.asList(attributes)));
  }

  /** A weight of normal numbers around 0. */
  String normal(double deviation, long... sizes) {
    float[] numbers = new float[count(sizes)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (random.nextGaussian() * deviation);
    }
    return weight(numbers, sizes);
  }

  /** A weight of numbers spread evenly. */
  String uniform(double from, double to, long... sizes) {
    float[] numbers = new float[count(sizes)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (from + random.nextDouble() * (to - from));
    }
    return weight(numbers, sizes);
  }

  String weight(float[] numbers, long... sizes) {
    ByteBuffer raw = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(numbers);
    return initializer(FLOAT, raw, sizes);
  }

  String weight(long[] numbers, long... sizes) {
    ByteBuffer raw = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(numbers);
    return initializer(INT64, raw, sizes);
  }

  private String initializer(int type, ByteBuffer raw, long... sizes) {
    String name = "weight_" + names++;
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type)
            .setRawData(ByteString.copyFrom(raw.rewind()));
    Arrays.stream(sizes).forEach(tensor::addDims);
    graph.addInitializer(tensor);
    return name;
  }

  private static int count(long... sizes) {
    return Math.toIntExact(Arrays.stream(sizes).reduce(1, Math::multiplyExact));
  }

  static AttributeProto ints(String name, long... numbers) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    Arrays.stream(numbers).forEach(attribute::addInts);
    return attribute.build();
  }

  static AttributeProto integer(String name, long number) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(number)
        .build();
  }

  private ValueInfoProto info(String name, int type, long... sizes) {
    TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type);
    if (sizes.length > 0) {
      TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
      for (long size : sizes) {
        TensorShapeProto.Dimension.Builder dim = TensorShapeProto.Dimension.newBuilder();
        shape.addDim(size < 0 ? dim.setDimParam("N" + -size) : dim.setDimValue(size));
      }
      tensor.setShape(shape);
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
