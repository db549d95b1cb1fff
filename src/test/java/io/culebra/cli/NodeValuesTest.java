package io.culebra.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.culebra.Backend;
import io.culebra.SessionOptions;
import io.culebra.cli.TestCase.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The values of ONNX's own node tests, where they are installed (Debian: libonnx-testdata), on
 * every backend. Those that the library does not run are listed beside this class.
 */
class NodeValuesTest {
  private static final Path NODES = Path.of("/usr/share/libonnx-testdata/data/node");

  @TestFactory
  Stream<DynamicNode> everyBackendGivesTheExpectedValues() throws IOException {
    if (!Files.isDirectory(NODES)) {
      return Stream.of(
          dynamicTest("node tests", () -> assumeTrue(false, "libonnx-testdata is not installed")));
    }
    Set<String> unsupported = unsupported();
    List<Path> folders;
    try (Stream<Path> found = Files.list(NODES)) {
      folders = found.filter(f -> Files.exists(f.resolve(TestCase.MODEL))).sorted().toList();
    }
    return Stream.of(Backend.values())
        .map(backend -> dynamicContainer(backend.label(), tests(backend, folders, unsupported)));
  }

  private static Stream<DynamicTest> tests(
      Backend backend, List<Path> folders, Set<String> unsupported) {
    SessionOptions options = SessionOptions.defaults().backend(backend).threads(2);
    return folders.stream()
        .map(folder -> {
          String name = String.valueOf(folder.getFileName());
          Status expected = unsupported.contains(name) ? Status.UNSUPPORTED : Status.PASS;
          return dynamicTest(
              name + " is " + expected,
              () -> {
                TestCase.Result result = new TestCase(folder, options).run();
                assertEquals(expected, result.status(), result.reason());
              });
        });
  }

  private static Set<String> unsupported() throws IOException {
    try (InputStream list =
        Objects.requireNonNull(
            NodeValuesTest.class.getResourceAsStream("unsupported-node-tests"))) {
      return new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.toSet());
    }
  }
}
