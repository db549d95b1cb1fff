package io.culebra.cli;

import io.culebra.TensorInfo;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Shapes as the command line writes them, such as {@code 1x3x224x224}. */
final class Shapes {
  private static final long ROOM = 64;

  private Shapes() {}

  /** Reads a shape for picocli. */
  static final class Converter implements ITypeConverter<Shape> {
    @Override
    public Shape convert(String text) {
      try {
        return parse(text);
      } catch (UsageException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Reads a shape; {@code scalar} is one too. */
  static Shape parse(String text) {
    if (text.equals(Shape.scalar().toString())) {
      return Shape.scalar();
    }
    List<Dim> dims = new ArrayList<>();
    for (String size : text.split("x", -1)) {
      try {
        dims.add(Dim.of(Long.parseLong(size)));
      } catch (IllegalArgumentException e) {
        throw new UsageException("'" + text + "' is not a shape such as 1x3x224x224", e);
      }
    }
    return Shape.of(dims);
  }

  /**
   * A shape per input: the given one, else the declared one with 1 for what is not known, but 64
   * for the room of a cache.
   */
  static Map<String, Shape> of(List<TensorInfo> inputs, Map<String, Shape> given) {
    checkNames(inputs, given);
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (TensorInfo input : inputs) {
      Shape shape = given.get(input.name());
      shapes.put(input.name(), shape == null ? smallest(input) : shape);
    }
    return shapes;
  }

  /** Refuses what is given for inputs that there are not. */
  static void checkNames(List<TensorInfo> inputs, Map<String, ?> given) {
    for (String name : given.keySet()) {
      if (inputs.stream().noneMatch(input -> input.name().equals(name))) {
        throw new UsageException("the model has no input '" + name + "'; it has " + inputs);
      }
    }
  }

  /** The shapes as text, by input. */
  static Map<String, String> texts(Map<String, Shape> shapes) {
    Map<String, String> texts = new LinkedHashMap<>();
    shapes.forEach((name, shape) -> texts.put(name, shape.toString()));
    return texts;
  }

  /** The declared shape of an input, with 1 for what is not known. */
  static Shape smallest(TensorInfo input) {
    Shape declared = input.type().shape();
    if (declared == null) {
      throw new UsageException(
          "the model does not tell how many axes the input '"
              + input.name()
              + "' has; give it a shape");
    }
    return Shape.of(declared.dims().stream().map(Shapes::smallest).toList());
  }

  private static Dim smallest(Dim dim) {
    return dim.isKnown() ? dim : Dim.of("room".equals(dim.symbol()) ? ROOM : 1);
  }
}
