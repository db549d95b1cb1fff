package io.culebra.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.culebra.graph.Graph;
import io.culebra.graph.Inference;
import io.culebra.graph.Patch;
import io.culebra.graph.Types;
import io.culebra.graph.Value;
import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import io.culebra.tensor.UnsupportedModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * ONNX's own node tests, where they are installed: what is read must have the types of the expected
 * outputs.
 */
class NodeModelsTest {
  private static final Path NODES = Path.of("/usr/share/libonnx-testdata/data/node");
  private static final int LEAST_READ = 670;
  private static final int LEAST_FULLY_KNOWN = 600;

  private final List<String> wrong = new ArrayList<>();
  private final List<Path> read = new ArrayList<>();
  private int fullyKnown;
  private int refused;

  @BeforeEach
  void requireNodeTests() {
    assumeTrue(Files.isDirectory(NODES), "ONNX's node tests are not installed");
  }

  private interface Check {
    void check(Path folder, OnnxModel model);
  }

  private void forEachModel(Check check) throws IOException {
    List<Path> folders;
    try (Stream<Path> found = Files.list(NODES)) {
      folders = found.sorted().toList();
    }
    for (Path folder : folders) {
      try {
        check.check(folder, OnnxReader.read(folder.resolve("model.onnx")));
        read.add(folder);
      } catch (UnsupportedModelException e) {
        refused++;
      } catch (RuntimeException e) {
        wrong.add(folder.getFileName() + ": " + e);
      }
    }
    assertEquals(List.of(), wrong);
    assertEquals(folders.size(), read.size() + refused);
  }

  @Test
  void inferenceAgreesWithTheExpectedOutputs() throws IOException {
    forEachModel((folder, model) -> {
      Patch patch = new Patch(model.graph());
      for (int i = 0; i < model.graph().inputs().size(); i++) {
        Constant constant = Constant.of(OnnxTensors.read(data(folder, "input_" + i)));
        Value input = model.graph().inputs().get(i);
        patch.replaceUses(input, Value.constant(input.name(), constant));
      }
      compare(folder, patch.apply(), Map.of());
    });
    assertTrue(read.size() >= LEAST_READ, read.size() + " models were read");
    assertTrue(fullyKnown >= LEAST_FULLY_KNOWN, fullyKnown + " models have known outputs");
  }

  @Test
  void inferenceWithSymbolsOrWithoutRanksContradictsNothing() throws IOException {
    Random random = new Random(1);
    forEachModel((folder, model) -> {
      for (int round = 0; round < 8; round++) {
        Map<Value, TensorType> blurred = new HashMap<>(inputs(folder, model));
        blurred.replaceAll((value, type) -> blurred(type, random));
        compare(folder, model.graph(), blurred);
      }
    });
  }

  private static TensorType blurred(TensorType type, Random random) {
    Shape shape = Objects.requireNonNull(type.shape());
    if (random.nextInt(10) == 0) {
      return new TensorType(type.dataType(), null);
    }
    for (int i = 0; i < shape.rank(); i++) {
      if (random.nextBoolean()) {
        boolean named = random.nextBoolean();
        shape = shape.with(i, named ? Dim.symbol("of" + shape.dim(i)) : Dim.unknown());
      }
    }
    return new TensorType(type.dataType(), shape);
  }

  private static Map<Value, TensorType> inputs(Path folder, OnnxModel model) {
    Map<Value, TensorType> given = new HashMap<>();
    for (int i = 0; i < model.graph().inputs().size(); i++) {
      try (Tensor tensor = OnnxTensors.read(data(folder, "input_" + i))) {
        given.put(model.graph().inputs().get(i), tensor.type());
      }
    }
    return given;
  }

  private void compare(Path folder, Graph graph, Map<Value, TensorType> given) {
    Types types = Inference.infer(graph, given);
    boolean known = true;
    for (int i = 0; i < graph.outputs().size(); i++) {
      TensorType inferred = types.of(graph.outputs().get(i));
      known &= inferred.isKnown();
      try (Tensor expected = OnnxTensors.read(data(folder, "output_" + i))) {
        if (!agree(inferred, expected.type())) {
          wrong.add(folder.getFileName() + ": " + inferred + " instead of " + expected.type());
        }
      }
    }
    fullyKnown += known ? 1 : 0;
  }

  private static Path data(Path folder, String name) {
    return folder.resolve("test_data_set_0").resolve(name + ".pb");
  }

  /** The element types must be of the same size only: the files have bfloat16 as uint16. */
  private static boolean agree(TensorType inferred, TensorType expected) {
    Shape shape = inferred.shape();
    Shape wanted = Objects.requireNonNull(expected.shape());
    if (inferred.dataType().bits() != expected.dataType().bits()) {
      return false;
    }
    boolean agree = shape == null || shape.rank() == wanted.rank();
    for (int i = 0; shape != null && agree && i < shape.rank(); i++) {
      agree = shape.dim(i).mayEqual(wanted.dim(i));
    }
    return agree;
  }

  @Test
  void expectedOutputsSurviveWritingAndReading(@TempDir Path folder) throws IOException {
    forEachModel((source, model) -> {
      Path copy = folder.resolve("copy.pb");
      try (Tensor tensor = OnnxTensors.read(data(source, "output_0"))) {
        OnnxTensors.write(copy, tensor, "output");
        try (Tensor again = OnnxTensors.read(copy)) {
          assertEquals(tensor.type(), again.type());
          if (tensor.dataType() == DataType.STRING) {
            assertArrayEquals(tensor.toStringArray(), again.toStringArray());
          } else {
            assertEquals(-1, tensor.segment().mismatch(again.segment()));
          }
        }
      }
    });
  }
}
