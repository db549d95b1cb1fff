package io.culebra.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** ONNX's node tests as Debian packages them, which NodeValuesTest runs on every backend. */
final class NodeTests {
  private static final Path FOLDER = Path.of("/usr/share/libonnx-testdata/data/node");

  private NodeTests() {}

  /** The operators that are tested there; none where the package is not installed. */
  static Set<String> operators() {
    Set<String> operators = new TreeSet<>();
    if (!Files.isDirectory(FOLDER)) {
      return operators;
    }
    try (Stream<Path> folders = Files.list(FOLDER)) {
      for (Path folder : folders.toList()) {
        Path model = folder.resolve("model.onnx");
        if (Files.isRegularFile(model)) {
          ai.onnx.proto.OnnxMl.ModelProto.parseFrom(Files.readAllBytes(model))
              .getGraph()
              .getNodeList()
              .forEach(node -> operators.add(node.getOpType()));
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return operators;
  }
}
