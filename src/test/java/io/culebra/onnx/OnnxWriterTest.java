package io.culebra.onnx;

import static io.culebra.onnx.Protos.graph;
import static io.culebra.onnx.Protos.input;
import static io.culebra.onnx.Protos.integer;
import static io.culebra.onnx.Protos.model;
import static io.culebra.onnx.Protos.node;
import static io.culebra.onnx.Protos.weights;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.culebra.graph.Graph;
import io.culebra.graph.Inference;
import io.culebra.graph.Node;
import io.culebra.graph.Types;
import io.culebra.graph.Value;
import io.culebra.op.Attention;
import io.culebra.op.Fused;
import io.culebra.op.Gelu;
import io.culebra.op.MatMul;
import io.culebra.op.Op;
import io.culebra.op.PostOp;
import io.culebra.op.RMSNormalization;
import io.culebra.op.Relu;
import io.culebra.op.RotaryEmbedding;
import io.culebra.op.Swish;
import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import io.culebra.tensor.UnsupportedModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read back as the same graph, by us and by ONNX Runtime. */
class OnnxWriterTest {
  private static final Path NODES = Path.of("/usr/share/libonnx-testdata/data/node");

  private static Graph graphOf(Op op, TensorType... inputs) {
    List<Value> values =
        IntStream.range(0, inputs.length).mapToObj(i -> Value.input("x" + i, inputs[i])).toList();
    Value y = Value.of("y");
    return new Graph("test", values, List.of(y), List.of(new Node("node", op, values, List.of(y))));
  }

  /** The operators with their attributes; constants among these are told by their type alone. */
  private static String operators(Graph graph) {
    List<Op> ops = graph.nodes().stream().map(Node::op).toList();
    return ops.toString().replaceAll("Constant@[0-9a-f]+", "Constant");
  }

  private static void assertSame(Graph expected, Graph actual) {
    assertEquals(operators(expected), operators(actual));
    Types before = Inference.infer(expected);
    Types after = Inference.infer(actual);
    for (int i = 0; i < expected.outputs().size(); i++) {
      assertEquals(
          before.of(expected.outputs().get(i)), after.of(actual.outputs().get(i)), "output " + i);
    }
    for (int n = 0; n < expected.nodes().size(); n++) {
      List<@Nullable Value> inputs = new ArrayList<>(expected.nodes().get(n).inputs());
      for (int i = 0; i < inputs.size(); i++) {
        Value input = inputs.get(i);
        Value other = actual.nodes().get(n).input(i);
        assertEquals(input == null, other == null, "input " + i);
        if (input != null && input.constant() != null) {
          assertSame(input.constant(), Objects.requireNonNull(constantOf(other)));
        }
      }
    }
  }

  private static @Nullable Constant constantOf(@Nullable Value value) {
    return value == null ? null : value.constant();
  }

  private static void assertSame(Constant expected, Constant actual) {
    assertEquals(expected.dataType(), actual.dataType());
    assertEquals(expected.shape(), actual.shape());
    if (expected.dataType() != DataType.STRING) {
      try (Tensor one = expected.toTensor();
          Tensor other = actual.toTensor()) {
        assertEquals(-1, one.segment().mismatch(other.segment()));
      }
    }
  }

  private static Graph rewritten(Graph graph) {
    return OnnxReader.read(OnnxWriter.toBytes(OnnxModel.of(graph))).graph();
  }

  @Test
  void onnxsNodeTestsComeBackAsTheyWere() throws IOException {
    assumeTrue(Files.isDirectory(NODES), "ONNX's node tests are not installed");
    List<String> wrong = new ArrayList<>();
    int written = 0;
    try (Stream<Path> folders = Files.list(NODES)) {
      for (Path folder : folders.sorted().toList()) {
        OnnxModel model;
        try {
          model = OnnxReader.read(folder.resolve("model.onnx"));
        } catch (UnsupportedModelException e) {
          continue;
        }
        try {
          assertSame(model.graph(), OnnxReader.read(OnnxWriter.toBytes(model)).graph());
          written++;
        } catch (AssertionError | RuntimeException e) {
          wrong.add(folder.getFileName() + ": " + e.getMessage());
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(written >= 650, written + " models were written");
  }

  @Test
  void operatorsOfNewerOpsetsComeBackAsTheyWere() {
    TensorType heads = TensorType.f32(2, 4, 5, 8);
    TensorType cache = TensorType.f32(2, 5, 4);
    for (Graph graph :
        List.of(
            graphOf(new Gelu(true), heads),
            graphOf(new RMSNormalization(-1, 1e-6f), heads, TensorType.f32(8)),
            graphOf(new Attention(true, 0, 0, 0.5f, 2, 3), heads, heads, heads),
            graphOf(new RotaryEmbedding(true, 0, 8), heads, cache, cache))) {
      assertSame(graph, rewritten(graph));
    }
  }

  @Test
  void swishIsWrittenInPieces() {
    Graph graph = rewritten(graphOf(new Swish(2), TensorType.f32(2, 3)));
    assertEquals(
        List.of("Mul", "Sigmoid", "Mul"), graph.nodes().stream().map(n -> n.op().name()).toList());
  }

  @Test
  void fusedOperatorsAreRefused() {
    Op fused = new Fused(new MatMul(), 2, List.of(new PostOp.Activation(new Relu())));
    Graph graph = graphOf(fused, TensorType.f32(2, 3), TensorType.f32(3, 4));
    assertThrows(InvalidInputException.class, () -> OnnxWriter.toBytes(OnnxModel.of(graph)));
  }

  @Test
  void outputsKeepTheirNamesAndConstantsMayBeOutputs() {
    Value x = Value.input("x", TensorType.f32(2));
    Value c = Value.constant("c", Constant.of(Tensor.of(new float[] {1, 2}, 2)));
    OnnxModel model =
        new OnnxModel(
            new Graph("", List.of(x), List.of(x, c, c), List.of()),
            List.of("in"),
            List.of("a", "b", "c"),
            Map.of(),
            "",
            Map.of("key", "value"));
    OnnxModel again = OnnxReader.read(OnnxWriter.toBytes(model));
    assertEquals(List.of("in"), again.inputNames());
    assertEquals(List.of("a", "b", "c"), again.outputNames());
    assertEquals("value", again.metadata().get("key"));
  }

  @Test
  void valuesOfTheSameNameStayApart() {
    Value x = Value.input("v", TensorType.f32(2));
    Value a = Value.of("v");
    Value b = Value.of("v");
    Graph graph =
        new Graph(
            "test",
            List.of(x),
            List.of(b),
            List.of(
                new Node("n", new Relu(), List.of(x), List.of(a)),
                new Node("n", new Gelu(false), List.of(a), List.of(b))));
    OnnxModel model = new OnnxModel(graph, List.of("v"), List.of("y"), Map.of(), "", Map.of());
    assertSame(graph, OnnxReader.read(OnnxWriter.toBytes(model)).graph());
  }

  @Test
  void weightsBesideTheModel(@TempDir Path folder) throws IOException {
    float[] numbers = new float[5000];
    numbers[4999] = 3;
    ModelProto proto =
        model(
            17,
            graph(node("Add", "x", "w"))
                .addInput(input("x", DataType.FLOAT, 5000))
                .addInitializer(weights("w", Tensor.of(numbers, 5000))));
    Graph graph = OnnxReader.read(proto.toByteArray()).graph();
    try (WeightSink sink = WeightSink.intoFile(folder.resolve("m.onnx.data"))) {
      ModelProto written =
          model(18, new GraphExporter(OnnxModel.of(graph), sink).write().toBuilder());
      Files.write(folder.resolve("m.onnx"), written.toByteArray());
    }
    assertTrue(Files.size(folder.resolve("m.onnx")) < 1000);
    assertSame(graph, OnnxReader.read(folder.resolve("m.onnx")).graph());
  }

  @Test
  void onnxRuntimeReadsWhatIsWritten() throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    for (Graph graph :
        List.of(
            graphOf(new Swish(2), TensorType.f32(2, 3)),
            graphOf(new Gelu(false), TensorType.f32(2, 3)),
            OnnxReader.read(
                    model(
                            12,
                            graph(node("Softmax", "x").addAttribute(integer("axis", 1)))
                                .addInput(input("x", DataType.FLOAT, "N", 3, 4)))
                        .toByteArray())
                .graph())) {
      byte[] bytes = OnnxWriter.toBytes(OnnxModel.of(graph));
      try (OrtSession session = environment.createSession(bytes)) {
        assertEquals(1, session.getNumOutputs());
      }
    }
  }
}
