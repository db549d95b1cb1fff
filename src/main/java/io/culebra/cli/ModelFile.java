package io.culebra.cli;

import io.culebra.Model;
import io.culebra.nn.zoo.Zoo;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The parameter of commands that work on one model. */
final class ModelFile {
  private static final String ZOO = "zoo:";

  @Parameters(
      paramLabel = "MODEL",
      description = "An ONNX file, or zoo:NAME for a network of the zoo with random weights.")
  private String path = "";

  /** The file, as it was given. */
  String path() {
    return path;
  }

  /** Loads the model, which the caller closes. */
  Model load() {
    return path.startsWith(ZOO)
        ? Zoo.create(path.substring(ZOO.length())).open()
        : Model.load(Path.of(path));
  }
}
