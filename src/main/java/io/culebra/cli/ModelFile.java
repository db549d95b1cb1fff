package io.culebra.cli;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The parameter of commands that work on one model. */
final class ModelFile {
  @Parameters(paramLabel = "MODEL", description = "An ONNX file.")
  private Path path = Path.of("");

  /** The file. */
  Path path() {
    return path;
  }
}
