package io.culebra.perf.kernels;

import io.culebra.op.Add;
import io.culebra.op.AveragePool;
import io.culebra.op.Conv;
import io.culebra.op.Gelu;
import io.culebra.op.GlobalAveragePool;
import io.culebra.op.LSTM;
import io.culebra.op.LayerNormalization;
import io.culebra.op.MatMul;
import io.culebra.op.MaxPool;
import io.culebra.op.Mul;
import io.culebra.op.Op;
import io.culebra.op.RecurrentDirection;
import io.culebra.op.Relu;
import io.culebra.op.Sigmoid;
import io.culebra.op.Softmax;
import io.culebra.op.Tanh;
import io.culebra.op.Transpose;
import io.culebra.op.Window;
import io.culebra.perf.PerfException;
import io.culebra.perf.data.Inputs;
import io.culebra.tensor.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads problems from lines of text: an operator's ONNX name, the shape of its first input, and
 * what else is needed as {@code key=number}. What is done to its results in the same pass follows
 * the name, as in {@code Conv+Relu}. For MatMul the shape is M x K x N, {@code batch} many times;
 * without a batch the second matrix is a weight.
 */
final class Problems {

  private final String line;
  private final long[] dims;
  private final Map<String, Integer> numbers = new HashMap<>();

  private Problems(String line) {
    this.line = line;
    String[] words = line.split(" ");
    this.dims = Inputs.parseShape(words[1]);
    Arrays.stream(words)
        .skip(2)
        .map(word -> word.split("=", 2))
        .forEach(number -> numbers.put(number[0], Integer.parseInt(number[1])));
  }

  /**
   * The problems of a family, in the order of its file.
   *
   * @throws PerfException if a line describes none
   */
  static List<Problem> of(Path family) {
    try {
      return Files.readAllLines(family).stream()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Problems::parse)
          .toList();
    } catch (IOException e) {
      throw new PerfException("cannot read " + family + ": " + e, e);
    }
  }

  /**
   * The problem that a line describes.
   *
   * @throws PerfException if it describes none
   */
  static Problem parse(String line) {
    String words = line.strip().replaceAll("\\s+", " ");
    try {
      return new Problems(words).problem();
    } catch (RuntimeException e) {
      throw new PerfException("no problem is described by '" + words + "': " + e.getMessage(), e);
    }
  }

  private Problem problem() {
    String[] operators = line.substring(0, line.indexOf(' ')).split("\\+");
    Problem base = base(operators[0]);
    return operators.length == 1
        ? base
        : Chain.of(base, Arrays.asList(operators).subList(1, operators.length));
  }

  private Problem base(String operator) {
    return switch (operator) {
      case "MatMul" -> matMul();
      case "Conv" -> conv();
      case "MaxPool" -> windowed(new MaxPool(window(), false, false));
      case "AveragePool" -> windowed(new AveragePool(window(), false, false));
      case "GlobalAveragePool" -> elementwise(new GlobalAveragePool(), 1);
      case "Softmax" -> elementwise(new Softmax(-1), 4);
      case "LayerNormalization" -> layerNormalization();
      case "Gelu" -> elementwise(new Gelu(false), 8);
      case "Sigmoid" -> elementwise(new Sigmoid(), 4);
      case "Relu" -> elementwise(new Relu(), 1);
      case "Add" -> binary(new Add());
      case "Mul" -> binary(new Mul());
      case "Reorder" -> reorder();
      case "LSTM" -> lstm();
      default -> throw new IllegalArgumentException("no operator " + operator);
    };
  }

  private Problem matMul() {
    int batch = numbers.getOrDefault("batch", 0);
    double flops = 2.0 * product(dims) * Math.max(1, batch);
    return batch == 0
        ? new Problem(
            line, new MatMul(), List.of(f32(dims[0], dims[1]), f32(dims[1], dims[2])), 1, flops)
        : new Problem(
            line,
            new MatMul(),
            List.of(f32(batch, dims[0], dims[1]), f32(batch, dims[1], dims[2])),
            0,
            flops);
  }

  private Problem conv() {
    int kernel = number("kernel");
    int out = number("out");
    int group = numbers.getOrDefault("group", 1);
    TensorType weights = f32(out, dims[1] / group, kernel, kernel);
    Problem uncounted =
        new Problem(line, new Conv(window(), group), List.of(f32(dims), weights, f32(out)), 2, 0);
    double perOutput = 2.0 * dims[1] / group * kernel * kernel;
    double flops = perOutput * Shapes.of(uncounted.output()).elements();
    return new Problem(line, uncounted.op(), uncounted.inputs(), uncounted.weights(), flops);
  }

  private Problem windowed(Op op) {
    Problem uncounted = new Problem(line, op, List.of(f32(dims)), 0, 0);
    double perOutput = (double) number("kernel") * number("kernel");
    double flops = perOutput * Shapes.of(uncounted.output()).elements();
    return new Problem(line, op, uncounted.inputs(), 0, flops);
  }

  private Problem layerNormalization() {
    TensorType scale = f32(dims[dims.length - 1]);
    return new Problem(
        line,
        new LayerNormalization(-1, 1e-5f),
        List.of(f32(dims), scale, scale),
        2,
        7.0 * product(dims));
  }

  private Problem binary(Op op) {
    return new Problem(line, op, List.of(f32(dims), f32(dims)), 0, product(dims));
  }

  /** The axes are those in memory: a change of layout is a transposition of memory. */
  private Problem reorder() {
    return number("nhwc") == 1
        ? new Problem(line, new Transpose(List.of(0, 2, 3, 1)), List.of(f32(dims)), 0, 0)
        : new Problem(
            line,
            new Transpose(List.of(0, 3, 1, 2)),
            List.of(f32(dims[0], dims[2], dims[3], dims[1])),
            0,
            0);
  }

  private Problem lstm() {
    int hidden = number("hidden");
    long rows = 4L * hidden;
    List<TensorType> inputs =
        List.of(f32(dims), f32(1, rows, dims[2]), f32(1, rows, hidden), f32(1, 2 * rows));
    LSTM op =
        new LSTM(
            RecurrentDirection.FORWARD,
            hidden,
            List.of(new Sigmoid(), new Tanh(), new Tanh()),
            Float.POSITIVE_INFINITY,
            false);
    return new Problem(line, op, inputs, 3, 2.0 * dims[0] * dims[1] * rows * (dims[2] + hidden));
  }

  private Problem elementwise(Op op, int flopsPerElement) {
    return new Problem(line, op, List.of(f32(dims)), 0, flopsPerElement * product(dims));
  }

  private Window window() {
    return Window.of2d(
        number("kernel"), numbers.getOrDefault("stride", 1), numbers.getOrDefault("pad", 0));
  }

  private int number(String key) {
    Integer number = numbers.get(key);
    if (number == null) {
      throw new IllegalArgumentException(key + "= is missing");
    }
    return number;
  }

  private static TensorType f32(long... dims) {
    return TensorType.f32(dims);
  }

  private static double product(long[] dims) {
    return Arrays.stream(dims).asDoubleStream().reduce(1, (a, b) -> a * b);
  }
}
