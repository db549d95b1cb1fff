package io.culebra.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.culebra.Backend;
import io.culebra.SessionOptions;
import io.culebra.cli.TestCase.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The values of ONNX's own node tests, where they are installed (Debian: libonnx-testdata), on
 * every backend. What the library does not run is reported as skipped, with the reason.
 */
class NodeValuesTest {
  private static final Path NODES = Path.of("/usr/share/libonnx-testdata/data/node");
  private static final int LEAST_PASSED = 660;

  @TestFactory
  Stream<DynamicNode> everyBackendGivesTheExpectedValues() throws IOException {
    if (!Files.isDirectory(NODES)) {
      return Stream.of(
          dynamicTest("node tests", () -> assumeTrue(false, "libonnx-testdata is not installed")));
    }
    List<Path> folders;
    try (Stream<Path> found = Files.list(NODES)) {
      folders = found.filter(f -> Files.exists(f.resolve(TestCase.MODEL))).sorted().toList();
    }
    return Stream.of(Backend.values())
        .map(backend -> dynamicContainer(backend.label(), tests(backend, folders)));
  }

  private static Stream<DynamicTest> tests(Backend backend, List<Path> folders) {
    SessionOptions options = SessionOptions.defaults().backend(backend).threads(2);
    List<String> passed = new ArrayList<>();
    Stream<DynamicTest> each =
        folders.stream()
            .map(folder ->
                dynamicTest(
                    String.valueOf(folder.getFileName()), () -> run(folder, options, passed)));
    DynamicTest enough =
        dynamicTest(
            "enough of them run",
            () -> assertTrue(passed.size() >= LEAST_PASSED, passed.size() + " passed"));
    return Stream.concat(each, Stream.of(enough));
  }

  private static void run(Path folder, SessionOptions options, List<String> passed) {
    TestCase.Result result = new TestCase(folder, options).run();
    if (result.status() == Status.UNSUPPORTED) {
      abort(result.reason());
    }
    assertEquals(Status.PASS, result.status(), result.reason());
    passed.add(result.name());
  }
}
