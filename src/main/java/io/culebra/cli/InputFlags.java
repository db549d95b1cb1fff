package io.culebra.cli;

import io.culebra.TensorFile;
import io.culebra.TensorInfo;
import io.culebra.picture.PictureFile;
import io.culebra.picture.PictureInput;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what inputs hold. */
final class InputFlags {
  private static final String RANDOM = "random";

  @Option(
      names = "--input",
      paramLabel = "NAME=FILE",
      description = {
        "What an input holds: a .npy file, an ONNX tensor in a .pb file, random[:1x3x224x224],",
        "or a picture, such as photo.png[:NORMALISATION], where it takes images of 1 or 3"
            + " channels.",
        "Pictures are resized to the size that the model or --shape tells. NORMALISATION is one of",
        "imagenet (the usual one: ImageNet's mean and deviation), unit (0 to 1; the usual one for",
        "1 channel), signed (-1 to 1), raw (0 to 255), ppocr-det, ppocr-rec (PP-OCR, blue first).",
        "Inputs that are not named are random."
      })
  private Map<String, String> sources = new LinkedHashMap<>();

  @Mixin private ShapeFlags shapes = new ShapeFlags();

  @Mixin private PictureFlags pictures = new PictureFlags();

  /** A tensor for every input, by name; the caller closes them. */
  Map<String, Tensor> read(List<TensorInfo> inputs) throws IOException {
    Shapes.checkNames(inputs, sources);
    Shapes.checkNames(inputs, shapes.given());
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    try {
      for (TensorInfo input : inputs) {
        tensors.put(input.name(), read(input, sources.getOrDefault(input.name(), RANDOM)));
      }
      return tensors;
    } catch (IOException | RuntimeException e) {
      tensors.values().forEach(Tensor::close);
      throw e;
    }
  }

  private Tensor read(TensorInfo input, String source) throws IOException {
    Shape given = shapes.given().get(input.name());
    if (source.equals(RANDOM)) {
      return SeededInputs.of(input, given == null ? Shapes.smallest(input) : given);
    }
    if (source.startsWith(RANDOM + ":")) {
      return SeededInputs.of(input, Shapes.parse(source.substring(RANDOM.length() + 1)));
    }
    if (source.endsWith(".npy")) {
      return NpyFile.read(Path.of(source));
    }
    if (source.endsWith(".pb")) {
      return TensorFile.read(Path.of(source));
    }
    int colon = source.lastIndexOf(':');
    String named = source.substring(colon + 1);
    if (colon > 0 && PictureFlags.isNamed(named)) {
      return picture(input, source.substring(0, colon), named);
    }
    if (PictureFile.isNamedSo(source)) {
      return picture(input, source, null);
    }
    if (colon > 0 && PictureFile.isNamedSo(source.substring(0, colon))) {
      throw new UsageException(
          "there is no normalisation '" + named + "'; there are " + PictureFlags.names());
    }
    throw new UsageException(
        "the input '"
            + input.name()
            + "' is neither random, nor a .npy or .pb file, nor a picture ("
            + String.join(", ", PictureFile.kinds())
            + "): "
            + source);
  }

  private Tensor picture(TensorInfo input, String file, @Nullable String normalization) {
    Shape given = shapes.given().get(input.name());
    TensorType type = given == null ? input.type() : new TensorType(input.type().dataType(), given);
    try {
      PictureInput wanted = PictureInput.of(type);
      return wanted.tensor(
          PictureFile.read(Path.of(file)),
          pictures.normalization(normalization, wanted.usualNormalization()));
    } catch (InvalidInputException e) {
      throw new InvalidInputException("input '" + input.name() + "': " + e.getMessage(), e);
    }
  }
}
