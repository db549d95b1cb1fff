package io.culebra.cli;

import io.culebra.TensorFile;
import io.culebra.TensorInfo;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads what the command line says an input holds. */
final class InputSource {
  private static final String RANDOM = "random";

  private InputSource() {}

  /**
   * The tensor of an input, which the caller closes.
   *
   * @param source {@code random}, {@code random:1x3x224x224}, a {@code .npy} or a {@code .pb} file
   */
  static Tensor read(TensorInfo input, String source) throws IOException {
    if (source.equals(RANDOM)) {
      Map<String, Shape> shapes = Shapes.of(List.of(input), Map.of());
      return SeededInputs.of(input, shapes.getOrDefault(input.name(), Shape.scalar()));
    }
    if (source.startsWith(RANDOM + ":")) {
      Shape shape = Shapes.parse(source.substring(RANDOM.length() + 1));
      return SeededInputs.of(input, shape);
    }
    Path file = Path.of(source);
    if (source.endsWith(".npy")) {
      return NpyFile.read(file);
    }
    if (source.endsWith(".pb")) {
      return TensorFile.read(file);
    }
    throw new UsageException(
        "the input '" + input.name() + "' is neither random nor a .npy or .pb file: " + source);
  }
}
