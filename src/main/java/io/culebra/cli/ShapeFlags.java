package io.culebra.cli;

import io.culebra.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The option that gives inputs their shapes. */
final class ShapeFlags {
  @Option(
      names = "--shape",
      paramLabel = "NAME=1x3x224x224",
      converter = {TextConverter.class, Shapes.Converter.class},
      description = "The shape of an input. Sizes that nobody tells are 1.")
  private Map<String, Shape> shapes = new LinkedHashMap<>();

  /** The given shapes, by input. */
  Map<String, Shape> given() {
    return shapes;
  }
}
