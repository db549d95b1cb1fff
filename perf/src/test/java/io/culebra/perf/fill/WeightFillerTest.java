package io.culebra.perf.fill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.culebra.perf.PerfException;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;

class WeightFillerTest {

  /** A residual block: two convolutions with normalisations, the input added, constant weights. */
  private static ModelProto block(boolean makeWeights) {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("block")
            .addInput(tensor("x", 1, 32, 8, 8))
            .addOutput(tensor("y", 1, 32, 8, 8));
    if (makeWeights) {
      List.of("w1", "w2").forEach(name -> constant(graph, name, 32, 32, 3, 3));
      for (String norm : List.of("n1", "n2")) {
        List.of("_s", "_b", "_m", "_v").forEach(part -> constant(graph, norm + part, 32));
      }
    } else {
      graph.addNode(node("Relu", List.of("x"), "unused"));
    }
    graph
        .addNode(conv("x", "w1", "c1"))
        .addNode(norm("c1", "n1"))
        .addNode(node("Relu", List.of("n1"), "r1"))
        .addNode(conv("r1", "w2", "c2"))
        .addNode(norm("c2", "n2"))
        .addNode(node("Add", List.of("n2", "x"), "y"));
    return ModelProto.newBuilder()
        .setIrVersion(3)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(9))
        .setGraph(graph)
        .build();
  }

  private static void constant(GraphProto.Builder graph, String name, long... dims) {
    graph
        .addInitializer(
            TensorProto.newBuilder()
                .setName(name + "_shape")
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(dims.length)
                .addAllInt64Data(LongStream.of(dims).boxed().toList()))
        .addInput(tensor(name + "_shape", dims.length))
        .addNode(node("ConstantOfShape", List.of(name + "_shape"), name));
  }

  private static NodeProto conv(String input, String weight, String output) {
    return node("Conv", List.of(input, weight), output).toBuilder()
        .addAttribute(
            AttributeProto.newBuilder()
                .setName("pads")
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(List.of(1L, 1L, 1L, 1L)))
        .build();
  }

  private static NodeProto norm(String input, String name) {
    return node(
        "BatchNormalization",
        List.of(input, name + "_s", name + "_b", name + "_m", name + "_v"),
        name);
  }

  private static NodeProto node(String operator, List<String> inputs, String output) {
    return NodeProto.newBuilder().setOpType(operator).addAllInput(inputs).addOutput(output).build();
  }

  private static ValueInfoProto tensor(String name, long... dims) {
    ValueInfoProto.Builder value = ValueInfoProto.newBuilder().setName(name);
    var type = value.getTypeBuilder().getTensorTypeBuilder().setElemType(1);
    LongStream.of(dims).forEach(dim -> type.getShapeBuilder().addDimBuilder().setDimValue(dim));
    return value.build();
  }

  private static double[] weight(ModelProto model, String name) {
    TensorProto tensor =
        model.getGraph().getInitializerList().stream()
            .filter(t -> t.getName().equals(name))
            .findFirst()
            .orElseThrow();
    var floats =
        tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    double[] values = new double[floats.remaining()];
    for (int i = 0; i < values.length; i++) {
      values[i] = floats.get(i);
    }
    return values;
  }

  @Test
  void weightsFollowTheirRoles() {
    ModelProto filled = new WeightFiller(1).fill(block(true));
    double[] conv = weight(filled, "w1");
    assertEquals(32 * 32 * 9, conv.length);
    assertEquals(Math.sqrt(2.0 / (32 * 9)), Math.sqrt(StatUtils.variance(conv)), 0.003);
    assertTrue(StatUtils.min(weight(filled, "n1_s")) >= 0.5f);
    assertTrue(StatUtils.min(weight(filled, "n2_v")) >= 0.5f);
    assertTrue(StatUtils.max(weight(filled, "n2_v")) <= 1.5f);
    assertTrue(StatUtils.max(weight(filled, "n1_m")) < 0.6);
  }

  @Test
  void lastNormalisationOfTheBranchIsDamped() {
    ModelProto filled = new WeightFiller(1).fill(block(true));
    assertTrue(StatUtils.max(weight(filled, "n2_s")) <= 0.3f);
    assertTrue(StatUtils.max(weight(filled, "n1_s")) > 1);
  }

  @Test
  void sameSeedSameModel() {
    ModelProto filled = new WeightFiller(1).fill(block(true));
    assertEquals(filled, new WeightFiller(1).fill(block(true)));
    assertNotEquals(filled, new WeightFiller(2).fill(block(true)));
  }

  @Test
  void filledModelIsSoundInOnnxRuntime() {
    ModelProto filled = new WeightFiller(1).fill(block(true));
    assertTrue(
        filled.getGraph().getNodeList().stream()
            .noneMatch(node -> node.getOpType().equals("ConstantOfShape")));
    ActivationCheck.Findings findings = ActivationCheck.run(filled);
    assertTrue(findings.largest() < 100);
    assertTrue(findings.change() > 0.1);
  }

  @Test
  void modelWithoutConstantWeightsIsRefused() {
    PerfException e =
        assertThrows(PerfException.class, () -> new WeightFiller(1).fill(block(false)));
    assertTrue(String.valueOf(e.getMessage()).contains("ConstantOfShape"));
  }
}
