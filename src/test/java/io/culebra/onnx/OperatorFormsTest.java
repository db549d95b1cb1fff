package io.culebra.onnx;

import static io.culebra.onnx.Protos.graph;
import static io.culebra.onnx.Protos.input;
import static io.culebra.onnx.Protos.integer;
import static io.culebra.onnx.Protos.integers;
import static io.culebra.onnx.Protos.model;
import static io.culebra.onnx.Protos.node;
import static io.culebra.onnx.Protos.real;
import static io.culebra.onnx.Protos.reals;
import static io.culebra.onnx.Protos.tensor;
import static io.culebra.onnx.Protos.text;
import static io.culebra.onnx.Protos.weights;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.culebra.graph.Graph;
import io.culebra.graph.Inference;
import io.culebra.graph.Node;
import io.culebra.op.AutoPad;
import io.culebra.op.Clip;
import io.culebra.op.Conv;
import io.culebra.op.CoordinateTransform;
import io.culebra.op.Gelu;
import io.culebra.op.NearestMode;
import io.culebra.op.Op;
import io.culebra.op.Resize;
import io.culebra.op.ResizeMode;
import io.culebra.op.Softmax;
import io.culebra.op.Window;
import io.culebra.tensor.DataType;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.UnsupportedModelException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Older forms of operators become the newest one. */
class OperatorFormsTest {
  /** A graph of one node with a float input {@code x} of 2x3x4. */
  private static Graph read(int opset, NodeProto.Builder node, TensorProto... initializers) {
    GraphProto.Builder graph = graph(node).addInput(input("x", DataType.FLOAT, 2, 3, 4));
    graph.addAllInitializer(List.of(initializers));
    return OnnxReader.read(model(opset, graph).toByteArray()).graph();
  }

  private static String operators(Graph graph) {
    return String.join(" ", graph.nodes().stream().map(n -> n.op().name()).toList());
  }

  private static String outputType(Graph graph) {
    return Inference.infer(graph).of(graph.outputs().getFirst()).toString();
  }

  private static Op only(Graph graph) {
    assertEquals(1, graph.nodes().size());
    return graph.nodes().getFirst().op();
  }

  private static long[] constantInput(Graph graph, int i) {
    Node node = graph.nodes().getFirst();
    try (Tensor tensor =
        Objects.requireNonNull(Objects.requireNonNull(node.input(i)).constant()).toTensor()) {
      return tensor.toLongArray();
    }
  }

  private static TensorProto integerWeights(String name, long... numbers) {
    return weights(name, Tensor.of(numbers, numbers.length));
  }

  @Test
  void axesBecomeAnInput() {
    Graph reduced =
        read(
            11,
            node("ReduceMean", "x")
                .addAttribute(integers("axes", 1))
                .addAttribute(integer("keepdims", 0)));
    assertArrayEquals(new long[] {1}, constantInput(reduced, 1));
    assertEquals("FLOAT 2x4", outputType(reduced));
    assertEquals(
        "FLOAT 2x4",
        outputType(
            read(
                18,
                node("ReduceMean", "x", "a").addAttribute(integer("keepdims", 0)),
                integerWeights("a", 1))));
    Graph wider = read(11, node("Unsqueeze", "x").addAttribute(integers("axes", 0)));
    assertEquals("FLOAT 1x2x3x4", outputType(wider));
    assertEquals(
        "FLOAT 1x2x3x4", outputType(read(13, node("Unsqueeze", "x", "a"), integerWeights("a", 0))));
  }

  @Test
  void numbersOfSlicesAndPadsBecomeInputs() {
    Graph slice =
        read(
            9,
            node("Slice", "x")
                .addAttribute(integers("starts", 1))
                .addAttribute(integers("ends", 3))
                .addAttribute(integers("axes", 2)));
    assertArrayEquals(new long[] {2}, constantInput(slice, 3));
    assertEquals("FLOAT 2x3x2", outputType(slice));
    Graph pad =
        read(
            10,
            node("Pad", "x")
                .addAttribute(integers("pads", 0, 0, 1, 0, 0, 1))
                .addAttribute(real("value", 2))
                .addAttribute(text("mode", "constant")));
    assertEquals("FLOAT 2x3x6", outputType(pad));
    assertEquals(3, pad.nodes().getFirst().inputs().size());
    Graph split =
        read(
            11,
            node("Split", "x")
                .addOutput("y1")
                .addAttribute(integers("split", 1, 3))
                .addAttribute(integer("axis", 2)));
    assertEquals("FLOAT 2x3x1", outputType(split));
    Graph topK = read(9, node("TopK", "x").addOutput("y1").addAttribute(integer("k", 2)));
    assertEquals("FLOAT 2x3x2", outputType(topK));
  }

  @Test
  void boundsOfClip() {
    assertEquals(
        new Clip(0, 6),
        only(
            read(10, node("Clip", "x").addAttribute(real("min", 0)).addAttribute(real("max", 6)))));
    TensorProto six = weights("max", Tensor.of(new float[] {6}));
    assertEquals(
        new Clip(Float.NEGATIVE_INFINITY, 6), only(read(13, node("Clip", "x", "", "max"), six)));
    assertEquals("Identity", operators(read(13, node("Clip", "x"))));
    assertEquals("Max Min", operators(read(13, node("Clip", "x", "x", "max"), six)));
  }

  @Test
  void softmaxOverAllAxesFromOneOn() {
    assertEquals("Flatten Softmax Reshape", operators(read(12, node("Softmax", "x"))));
    assertEquals("FLOAT 2x3x4", outputType(read(12, node("Softmax", "x"))));
    assertEquals(
        new Softmax(2), only(read(12, node("Softmax", "x").addAttribute(integer("axis", 2)))));
    assertEquals(new Softmax(-1), only(read(13, node("Softmax", "x"))));
  }

  @Test
  void upsampleIsAResize() {
    Resize nearest =
        Resize.of(ResizeMode.NEAREST, CoordinateTransform.ASYMMETRIC, NearestMode.FLOOR);
    Graph old = read(7, node("Upsample", "x").addAttribute(reals("scales", 1, 2, 2)));
    assertEquals(nearest, only(old));
    assertEquals("FLOAT 2x6x8", outputType(old));
    TensorProto scales = weights("s", Tensor.of(new float[] {1, 1, 1.5f}, 3));
    assertEquals("FLOAT 2x3x6", outputType(read(9, node("Upsample", "x", "s"), scales)));
    assertEquals("FLOAT 2x3x6", outputType(read(10, node("Resize", "x", "s"), scales)));
    assertEquals("FLOAT 2x3x6", outputType(read(13, node("Resize", "x", "", "s"), scales)));
  }

  @Test
  void windows() {
    NodeProto.Builder node =
        node("Conv", "x", "w")
            .addAttribute(integers("pads", 1, 2))
            .addAttribute(integers("strides", 2))
            .addAttribute(integer("group", 3));
    Conv conv =
        assertInstanceOf(
            Conv.class, only(read(11, node, weights("w", Tensor.of(new float[9], 3, 1, 3)))));
    Window window = conv.window();
    assertEquals(3, conv.group());
    assertEquals(List.of(1), window.padsBegin());
    assertEquals(List.of(2), window.padsEnd());
    NodeProto.Builder same =
        node("MaxPool", "x")
            .addAttribute(integers("kernel_shape", 2))
            .addAttribute(text("auto_pad", "SAME_LOWER"));
    assertEquals("FLOAT 2x3x4", outputType(read(11, same)));
    NodeProto.Builder odd =
        node("MaxPool", "x")
            .addAttribute(integers("kernel_shape", 2))
            .addAttribute(text("auto_pad", "FULL"));
    assertThrows(InvalidModelException.class, () -> read(11, odd));
    assertEquals(AutoPad.NOTSET, window.autoPad());
    for (AttributeProto hostile :
        List.of(
            integers("strides", 0),
            integers("pads", -1, -1),
            integers("dilations", -3),
            integers("pads", 1),
            integer("group", 0),
            integers("kernel_shape", 1L << 40),
            integers("strides", 1, 1))) {
      NodeProto.Builder bad = node("Conv", "x", "w").addAttribute(hostile);
      TensorProto w = weights("w", Tensor.of(new float[9], 1, 3, 3));
      assertThrows(InvalidModelException.class, () -> read(11, bad, w), hostile.toString());
    }
  }

  @Test
  void trainingIsRefused() {
    TensorProto one = weights("one", Tensor.of(new boolean[] {true}));
    TensorProto no = weights("no", Tensor.of(new boolean[] {false}));
    assertEquals("Dropout", operators(read(13, node("Dropout", "x", "", "no"), no)));
    assertEquals(
        "Dropout", operators(read(7, node("Dropout", "x").addAttribute(real("ratio", 0.5f)))));
    assertThrows(
        UnsupportedModelException.class, () -> read(13, node("Dropout", "x", "", "one"), one));
    TensorProto w = weights("w", Tensor.of(new float[3], 3));
    NodeProto.Builder norm = node("BatchNormalization", "x", "w", "w", "w", "w");
    assertEquals(
        "BatchNormalization",
        operators(read(7, norm.clone().addAttribute(integer("spatial", 1)), w)));
    assertThrows(
        UnsupportedModelException.class,
        () -> read(14, norm.clone().addAttribute(integer("training_mode", 1)), w));
  }

  @Test
  void constantsInEveryForm() {
    assertEquals("FLOAT scalar", constantType(real("value_float", 1.5f)));
    assertEquals("FLOAT 2", constantType(reals("value_floats", 1, 2)));
    assertEquals("INT64 scalar", constantType(integer("value_int", 3)));
    assertEquals("INT64 0", constantType(integers("value_ints")));
    assertEquals("STRING scalar", constantType(text("value_string", "a")));
    assertEquals(
        "BOOL 1", constantType(tensor("value", weights("", Tensor.of(new boolean[1], 1)))));
    assertThrows(InvalidModelException.class, () -> read(13, node("Constant")));
  }

  private static String constantType(AttributeProto attribute) {
    return outputType(read(13, node("Constant").addAttribute(attribute)));
  }

  @Test
  void operatorsOfOnnxRuntime() {
    TensorProto bias = weights("b", Tensor.of(new float[4], 4));
    Graph graph = read(17, node("FastGelu", "x", "b").setDomain("com.microsoft"), bias);
    assertEquals("Add Gelu", operators(graph));
    assertEquals(new Gelu(true), graph.nodes().getLast().op());
    NodeProto.Builder skip =
        node("SkipLayerNormalization", "x", "x", "b", "b").setDomain("com.microsoft");
    skip.addOutput("").addOutput("").addOutput("sum");
    GraphProto.Builder sums =
        graph(skip)
            .clearOutput()
            .addInput(input("x", DataType.FLOAT, 2, 3, 4))
            .addInitializer(bias);
    sums.addOutputBuilder().setName("y");
    sums.addOutputBuilder().setName("sum");
    Graph both = OnnxReader.read(model(17, sums).toByteArray()).graph();
    assertEquals("Add LayerNormalization", operators(both));
    assertEquals("FLOAT 2x3x4", outputType(both));
  }

  @Test
  void groupNormalizationInBothForms() {
    TensorProto three = weights("s", Tensor.of(new float[3], 3));
    TensorProto one = weights("s", Tensor.of(new float[1], 1));
    NodeProto.Builder node =
        node("GroupNormalization", "x", "s", "s").addAttribute(integer("num_groups", 1));
    assertEquals("Reshape InstanceNormalization Reshape", operators(read(18, node, one)));
    assertEquals("FLOAT 2x3x4", outputType(read(21, node, three)));
  }
}
