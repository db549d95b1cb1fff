package io.culebra.onnx;

import static io.culebra.onnx.Protos.external;
import static io.culebra.onnx.Protos.graph;
import static io.culebra.onnx.Protos.input;
import static io.culebra.onnx.Protos.integer;
import static io.culebra.onnx.Protos.integers;
import static io.culebra.onnx.Protos.model;
import static io.culebra.onnx.Protos.node;
import static io.culebra.onnx.Protos.weights;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.culebra.op.Relu;
import io.culebra.tensor.Constant;
import io.culebra.tensor.CulebraException;
import io.culebra.tensor.DataType;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import io.culebra.tensor.UnsupportedModelException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the reader makes of whole files, good and bad. */
class OnnxReaderTest {
  @TempDir private Path folder;

  private static OnnxModel read(ModelProto model) {
    return OnnxReader.read(model.toByteArray());
  }

  private static ModelProto addWeights(TensorProto weights) {
    GraphProto.Builder graph =
        graph(node("Add", "x", "w")).addInput(input("x", DataType.FLOAT, "N", 4));
    return model(17, graph.addInitializer(weights));
  }

  private static Constant onlyConstant(OnnxModel model) {
    return Objects.requireNonNull(model.graph().constants().getFirst().constant());
  }

  @Test
  void namesTypesAndOpsets() {
    ModelProto proto =
        model(17, graph(node("Relu", "x")).addInput(input("x", DataType.FLOAT, "N", 3)));
    OnnxModel model = read(proto);
    assertEquals(List.of("x"), model.inputNames());
    assertEquals(List.of("y"), model.outputNames());
    assertEquals(17, model.opsets().get(""));
    assertEquals("test", model.producer());
    assertEquals("FLOAT Nx3", String.valueOf(model.graph().inputs().getFirst().declared()));
    assertEquals(new Relu(), model.graph().nodes().getFirst().op());
  }

  @Test
  void initialisersThatAreInputsAreConstants() {
    GraphProto.Builder graph =
        graph(node("Add", "x", "w"))
            .addInput(input("x", DataType.FLOAT, 2))
            .addInput(input("w", DataType.FLOAT, 2))
            .addInitializer(weights("w", Tensor.of(new float[] {1, 2}, 2)));
    assertEquals(List.of("x"), read(model(9, graph)).inputNames());
  }

  @Test
  void nodesMayStandInAnyOrder() {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .addNode(node("Relu", "b").clearOutput().addOutput("c"))
            .addNode(node("Relu", "a").clearOutput().addOutput("b"))
            .addNode(node("Relu", "x").clearOutput().addOutput("a"))
            .addInput(input("x", DataType.FLOAT, 2))
            .addOutput(ValueInfoProto.newBuilder().setName("c"));
    assertEquals(3, read(model(17, graph)).graph().nodes().size());
  }

  @Test
  void aFirstOutputThatIsLeftOutIsMadeAllTheSame() {
    GraphProto.Builder graph =
        graph(node("TopK", "x", "k").clearName().clearOutput().addOutput("").addOutput("indices"))
            .clearOutput()
            .addInput(input("x", DataType.FLOAT, 5))
            .addInitializer(weights("k", Tensor.of(new long[] {2}, 1)))
            .addOutput(ValueInfoProto.newBuilder().setName("indices"));
    OnnxModel model = read(model(17, graph));
    assertEquals("indices", model.graph().nodes().getFirst().name());
    assertEquals("indices/unused", model.graph().nodes().getFirst().output().name());
    assertEquals(List.of("indices"), model.outputNames());
  }

  @Test
  void constantsKeepSubnormals() throws IOException {
    float[] numbers = new float[2048];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i % 3 == 0 ? Float.MIN_VALUE : i % 3 == 1 ? -1e-40f : i;
    }
    GraphProto.Builder graph =
        graph(node("Add", "x", "w"))
            .addInput(input("x", DataType.FLOAT, 2048))
            .addInitializer(weights("w", Tensor.of(numbers, 2048)));
    Path file = folder.resolve("model.onnx");
    Files.write(file, model(17, graph).toByteArray());
    try (Tensor tensor = onlyConstant(OnnxReader.read(file)).toTensor()) {
      assertArrayEquals(numbers, tensor.toFloatArray());
    }
  }

  @Test
  void externalDataLiesInTheModelsFolder() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(8);
    for (int i = 1; i <= 4; i++) {
      bytes.putFloat(i);
    }
    Files.createDirectory(folder.resolve("data"));
    Files.write(folder.resolve("data/w.bin"), bytes.array());
    Path file = folder.resolve("model.onnx");
    TensorProto weights = external("w", DataType.FLOAT, "data/w.bin", 8, 16, 4);
    Files.write(file, addWeights(weights).toByteArray());
    try (Tensor tensor = onlyConstant(OnnxReader.read(file)).toTensor()) {
      assertArrayEquals(new float[] {1, 2, 3, 4}, tensor.toFloatArray());
    }
    assertThrows(
        InvalidModelException.class,
        () -> OnnxReader.read(addWeights(weights).toByteArray()),
        "bytes in memory have no folder");
  }

  @Test
  void externalDataElsewhereIsRefused() throws IOException {
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Path secret = folder.resolve("secret.bin");
    Files.write(secret, new byte[16]);
    Files.write(inside.resolve("w.bin"), new byte[16]);
    Files.createSymbolicLink(inside.resolve("link.bin"), secret);
    Files.createSymbolicLink(inside.resolve("up"), folder);
    for (String location :
        List.of(
            "../secret.bin",
            secret.toString(),
            "up/secret.bin",
            "link.bin",
            "../inside/w.bin",
            "missing.bin",
            "",
            ".",
            "a\0b")) {
      TensorProto weights = external("w", DataType.FLOAT, location, 0, 16, 4);
      assertRefused(inside, addWeights(weights));
    }
    for (long[] span : new long[][] {{8, 16}, {Long.MAX_VALUE, 16}, {0, 12}, {-1, 16}, {0, 17}}) {
      TensorProto weights = external("w", DataType.FLOAT, "w.bin", span[0], span[1], 4);
      assertRefused(inside, addWeights(weights));
    }
  }

  private static void assertRefused(Path inside, ModelProto model) throws IOException {
    Path file = inside.resolve("model.onnx");
    Files.write(file, model.toByteArray());
    String message =
        assertThrows(InvalidModelException.class, () -> OnnxReader.read(file)).getMessage();
    assertTrue(message.contains("model.onnx") && message.contains("'w'"), message);
  }

  @Test
  void aFileThatIsCutShortLaterIsAnExceptionNotACrash() throws IOException {
    GraphProto.Builder graph =
        graph(node("Add", "x", "w"))
            .addInput(input("x", DataType.FLOAT, 100_000))
            .addInitializer(weights("w", Tensor.of(new float[100_000], 100_000)));
    Path file = folder.resolve("model.onnx");
    Files.write(file, model(17, graph).toByteArray());
    OnnxModel model = OnnxReader.read(file);
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(10);
    }
    InvalidModelException e =
        assertThrows(InvalidModelException.class, () -> onlyConstant(model).toTensor());
    assertTrue(e.getMessage().contains("cut short"), e.getMessage());
  }

  @Test
  void everyTruncationIsRefusedOrStillAModel() throws IOException {
    GraphProto.Builder graph =
        graph(node("Conv", "x", "w").addAttribute(integers("pads", 1, 1, 1, 1)))
            .addInput(input("x", DataType.FLOAT, "N", 8, 9, 9))
            .addInitializer(weights("w", Tensor.of(new float[8 * 8 * 9], 8, 8, 3, 3)));
    byte[] whole = model(17, graph).toByteArray();
    Path file = folder.resolve("cut.onnx");
    for (int length = 0; length < whole.length; length += length < 300 ? 1 : 97) {
      Files.write(file, Arrays.copyOf(whole, length));
      String message =
          assertThrows(CulebraException.class, () -> OnnxReader.read(file)).getMessage();
      assertTrue(message.contains("cut.onnx"), message);
    }
  }

  @Test
  void damagedBytesNeverEscapeAsAnotherException() {
    GraphProto.Builder graph =
        graph(node("Conv", "x", "w").addAttribute(integers("strides", 1, 1)))
            .addInput(input("x", DataType.FLOAT, "N", 2, 9, 9))
            .addInitializer(weights("w", Tensor.of(new float[2 * 2 * 9], 2, 2, 3, 3)));
    byte[] whole = model(17, graph).toByteArray();
    Random random = new Random(5);
    for (int round = 0; round < 1500; round++) {
      byte[] damaged = whole.clone();
      for (int i = 0; i <= random.nextInt(4); i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      readOrRefuse(damaged);
      byte[] noise = new byte[random.nextInt(300)];
      random.nextBytes(noise);
      readOrRefuse(noise);
    }
  }

  private static void readOrRefuse(byte[] bytes) {
    try {
      OnnxReader.read(bytes);
    } catch (CulebraException e) {
      assertNotNull(e.getMessage());
    }
  }

  @Test
  void deepNestingIsRefused() {
    AttributeProto inner = integer("axis", 1);
    for (int depth = 0; depth < 60; depth++) {
      GraphProto.Builder body = graph(node("Relu", "x").addAttribute(inner));
      inner = AttributeProto.newBuilder().setName("body").setG(body).build();
    }
    byte[] model = model(17, graph(node("Relu", "x").addAttribute(inner))).toByteArray();
    assertThrows(CulebraException.class, () -> OnnxReader.read(model));
  }

  @Test
  void missingFilesFoldersAndOthersAreNamed() throws IOException {
    Path missing = folder.resolve("missing.onnx");
    assertTrue(
        assertThrows(InvalidInputException.class, () -> OnnxReader.read(missing))
            .getMessage()
            .contains("missing.onnx"));
    assertThrows(InvalidInputException.class, () -> OnnxReader.read(folder));
    Path text = folder.resolve("readme.txt");
    Files.writeString(text, "This is no model, but a text.");
    String message =
        assertThrows(InvalidModelException.class, () -> OnnxReader.read(text)).getMessage();
    assertTrue(message.contains("readme.txt") && message.contains("not an ONNX file"), message);
  }

  @Test
  void unknownOperatorsAreNamedAllAtOnce() {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .addNode(node("Foo", "x").setName("first").clearOutput().addOutput("a"))
            .addNode(node("Relu", "a").clearOutput().addOutput("b"))
            .addNode(node("Bar", "b").setName("second").setDomain("my.domain"))
            .addInput(input("x", DataType.FLOAT, 2))
            .addOutput(ValueInfoProto.newBuilder().setName("y"));
    String message =
        assertThrows(UnsupportedModelException.class, () -> read(model(17, graph))).getMessage();
    assertTrue(message.contains("Foo (nodes 'first')"), message);
    assertTrue(message.contains("Bar of my.domain (nodes 'second')"), message);
  }

  @Test
  void whatIsNotReadIsSaidPlainly() {
    GraphProto.Builder relu = graph(node("Relu", "x")).addInput(input("x", DataType.FLOAT, 2));
    assertUnsupported(model(6, relu), "operator set 6");
    assertEquals(1, read(model(99, relu)).graph().nodes().size());
    ModelProto function =
        model(17, relu).toBuilder()
            .addFunctions(FunctionProto.newBuilder().setName("Relu"))
            .build();
    assertUnsupported(function, "a function that the model defines");
    SparseTensorProto sparse =
        SparseTensorProto.newBuilder().setValues(TensorProto.newBuilder().setName("s")).build();
    assertUnsupported(model(17, relu.clone().addSparseInitializer(sparse)), "'s'");
    TypeProto sequence =
        TypeProto.newBuilder().setSequenceType(TypeProto.Sequence.getDefaultInstance()).build();
    ValueInfoProto list = ValueInfoProto.newBuilder().setName("l").setType(sequence).build();
    assertUnsupported(model(17, relu.clone().addInput(list)), "'l'");
  }

  private static void assertUnsupported(ModelProto model, String part) {
    String message = assertThrows(UnsupportedModelException.class, () -> read(model)).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void contradictionsAreNamed() {
    GraphProto.Builder graph = graph(node("Relu", "x")).addInput(input("x", DataType.FLOAT, 2));
    assertInvalid(graph.clone().addNode(node("Relu", "x")), "'y' is made twice");
    assertInvalid(graph(node("Relu", "z")), "nothing makes its input 'z'");
    assertInvalid(graph(node("Relu", "y")), "depends on its own output");
    assertInvalid(
        graph.clone().addOutput(ValueInfoProto.newBuilder().setName("q")), "the output 'q'");
    assertInvalid(graph.clone().clearOutput(), "no outputs");
    GraphProto.Builder attribute = graph.clone();
    attribute.getNodeBuilder(0).addAttribute(integer("alpha", 1));
    assertInvalid(attribute, "Relu 'the node': it has no attribute alpha");
    GraphProto.Builder wrongType = graph.clone();
    wrongType.getNodeBuilder(0).setOpType("Elu").addAttribute(integer("alpha", 1));
    assertInvalid(wrongType, "the attribute alpha is INT, not FLOAT");
    GraphProto.Builder huge = graph.clone();
    huge.getNodeBuilder(0).setOpType("Softmax").addAttribute(integer("axis", 1L << 40));
    assertInvalid(huge, "axis has the value");
    GraphProto.Builder untyped =
        graph.clone().setInput(0, ValueInfoProto.newBuilder().setName("x"));
    assertInvalid(untyped, "the input 'x' has no type");
  }

  private static void assertInvalid(GraphProto.Builder graph, String part) {
    String message =
        assertThrows(InvalidModelException.class, () -> read(model(17, graph))).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void tensorsWhoseSizeIsNotThatOfTheirDataAreRefused() {
    for (long[] dims : new long[][] {{5}, {1L << 40}, {1L << 40, 1L << 40}, {-4}, {0}, {}}) {
      TensorProto.Builder tensor = weights("w", Tensor.of(new float[4], 4)).toBuilder().clearDims();
      for (long dim : dims) {
        tensor.addDims(dim);
      }
      String message =
          assertThrows(InvalidModelException.class, () -> read(addWeights(tensor.build())))
              .getMessage();
      assertTrue(message.contains("'w'"), message);
    }
    TensorProto noType =
        weights("w", Tensor.of(new float[4], 4)).toBuilder().setDataType(0).build();
    assertThrows(InvalidModelException.class, () -> read(addWeights(noType)));
  }

  @Test
  void typesOfUnknownRankAndSizesStayOpen() {
    ValueInfoProto open =
        input("x", DataType.FLOAT).toBuilder()
            .setType(
                TypeProto.newBuilder().setTensorType(TypeProto.Tensor.newBuilder().setElemType(1)))
            .build();
    OnnxModel model = read(model(17, graph(node("Relu", "x")).addInput(open)));
    assertEquals(
        new TensorType(DataType.FLOAT, null), model.graph().inputs().getFirst().declared());
    GraphProto.Builder negative =
        graph(node("Relu", "x")).addInput(input("x", DataType.FLOAT, -1, "", 3));
    assertEquals(
        "FLOAT ?x?x3",
        String.valueOf(read(model(17, negative)).graph().inputs().getFirst().declared()));
  }
}
