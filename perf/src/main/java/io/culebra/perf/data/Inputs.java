package io.culebra.perf.data;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.culebra.perf.PerfException;
import io.culebra.perf.onnx.GraphIndex;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;

/**
 * Makes inputs for a model. Floats are seeded normal numbers, integers valid token ids; inputs
 * named {@code …mask…} are ones, {@code …type…} zeros. Symbolic dims are 1 unless a shape is given.
 */
public final class Inputs {

  /** Token ids stay below this when the model does not tell the size of its vocabulary. */
  private static final long SMALL_VOCABULARY = 100;

  private static final String EVERY = "*";

  private final GraphIndex index;
  private final Map<String, long[]> shapes;

  /**
   * @param shapes the shapes of inputs by name, for inputs that shall not take the model's own; the
   *     name {@code *} stands for every input
   * @throws PerfException if a shape names no input of the model
   */
  public Inputs(ModelProto model, Map<String, long[]> shapes) {
    this.index = new GraphIndex(model.getGraph());
    this.shapes = shapes;
    List<String> names = index.fedInputs().stream().map(ValueInfoProto::getName).toList();
    for (String name : shapes.keySet()) {
      if (!names.contains(name) && !name.equals(EVERY)) {
        throw new PerfException("the model has no input " + name + "; its inputs are " + names);
      }
    }
  }

  /** One set of inputs; another seed gives other numbers of the same shapes. */
  public List<RawTensor> make(long seed) {
    return index.fedInputs().stream().map(input -> make(input, seed)).toList();
  }

  private RawTensor make(ValueInfoProto input, long seed) {
    String name = input.getName();
    TypeProto.Tensor tensorType = input.getType().getTensorType();
    ElementType type = ElementType.ofOnnx(tensorType.getElemType());
    long[] dims = shape(name, tensorType);
    RawTensor tensor = RawTensor.zeros(name, type, dims);
    DoubleSupplier elements = elements(name, type, new Random(seed * 31 + name.hashCode()));
    for (int i = 0; i < tensor.size(); i++) {
      type.put(tensor.data(), i, elements.getAsDouble());
    }
    return tensor;
  }

  private DoubleSupplier elements(String name, ElementType type, Random random) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.contains("mask") || type == ElementType.BOOL) {
      return () -> 1;
    }
    if (type.isFloating()) {
      return random::nextGaussian;
    }
    if (lower.contains("type")) {
      return () -> 0;
    }
    long vocabulary = vocabulary(name);
    return () -> random.nextLong(vocabulary);
  }

  /** The rows of the table that the token ids look up. */
  private long vocabulary(String input) {
    return index.uses(input).stream()
        .filter(use -> use.node().getOpType().equals("Gather") && use.input() == 1)
        .map(use -> rows(use.node()))
        .min(Long::compare)
        .orElse(SMALL_VOCABULARY);
  }

  private long rows(NodeProto gather) {
    return index.constant(gather.getInput(0)).map(t -> t.getDims(0)).orElse(SMALL_VOCABULARY);
  }

  private long[] shape(String name, TypeProto.Tensor type) {
    long[] given = shapes.getOrDefault(name, shapes.get(EVERY));
    return given != null ? given : declared(type);
  }

  private static long[] declared(TypeProto.Tensor type) {
    return type.getShape().getDimList().stream()
        .mapToLong(Dimension::getDimValue)
        .map(dim -> Math.max(dim, 1))
        .toArray();
  }

  /**
   * Reads a shape as the command lines take it: {@code 1x3x224x224}.
   *
   * @throws IllegalArgumentException if the text is no shape
   */
  public static long[] parseShape(String text) {
    long[] dims = Arrays.stream(text.split("x", -1)).mapToLong(Long::parseLong).toArray();
    if (Arrays.stream(dims).anyMatch(dim -> dim <= 0)) {
      throw new IllegalArgumentException("dims are positive: " + text);
    }
    return dims;
  }
}
