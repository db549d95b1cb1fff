package io.culebra.operators;

import io.culebra.Backend;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * SAME_UPPER and SAME_LOWER of convolutions and pools, also where the stride is beyond the window
 * and elements are left out in front.
 */
class SamePaddingTest {
  private static final int CASES = 40;

  /** One window over one input, drawn at random. */
  private record Drawn(String autoPad, long[] x, long[] kernel, long[] strides) {
    static Drawn of(Random random, int mostStride) {
      int axes = 1 + random.nextInt(2);
      long[] x = random.longs(axes + 2, 1, 21).toArray();
      x[0] = 1L + random.nextInt(2);
      return new Drawn(
          random.nextBoolean() ? "SAME_UPPER" : "SAME_LOWER",
          x,
          random.longs(axes, 1, 4).toArray(),
          random.longs(axes, 1, mostStride + 1).toArray());
    }

    long channels() {
      return x[1];
    }

    long area() {
      return Arrays.stream(kernel).reduce(1, (a, b) -> a * b);
    }

    OneNode node(String operator, Tensor input) {
      return OneNode.of(operator, 19)
          .with("auto_pad", autoPad)
          .with("kernel_shape", kernel)
          .with("strides", strides)
          .input(input);
    }

    long[] weights(long outputs, long groupChannels) {
      return LongStream.concat(LongStream.of(outputs, groupChannels), Arrays.stream(kernel))
          .toArray();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"MaxPool", "AveragePool"})
  void poolsBeginWhereTheFormulaSays(String operator) throws Exception {
    Random random = new Random(operator.hashCode());
    for (int i = 0; i < CASES; i++) {
      Drawn drawn = Drawn.of(random, 7);
      OneNode node = drawn.node(operator, numbers(random, drawn.x()));
      Everywhere.agrees(1e-3, node.output(DataType.FLOAT));
    }
  }

  @Test
  void convolutionsPadAsOnnxRuntimeDoes() throws Exception {
    Random random = new Random(5);
    for (int i = 0; i < CASES; i++) {
      Drawn drawn = Drawn.of(random, 1 + i % 2);
      OneNode node = drawn.node("Conv", numbers(random, drawn.x()));
      node.constant(numbers(random, drawn.weights(1 + random.nextInt(20), drawn.channels())));
      Everywhere.agrees(1e-3, node.output(DataType.FLOAT));
    }
  }

  /** ONNX Runtime's convolutions leave one element less out than its pools. */
  @Test
  void convolutionsBeginWhereThePoolsDo() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < CASES; i++) {
      Drawn drawn = Drawn.of(random, 7);
      Tensor x = numbers(random, drawn.x());
      long[] sizes = drawn.weights(drawn.channels(), 1);
      double[] equal = new double[Math.toIntExact(Shape.of(sizes).elements())];
      Arrays.fill(equal, 1.0 / drawn.area());
      OneNode mean =
          drawn.node("AveragePool", x).with("count_include_pad", 1).output(DataType.FLOAT);
      OneNode conv =
          drawn
              .node("Conv", x)
              .with("group", drawn.channels())
              .constant(Values.fractions(DataType.FLOAT, sizes, equal))
              .output(DataType.FLOAT);
      Answer expected = mean.askOnnxRuntime().getFirst();
      for (Backend backend : Backend.values()) {
        conv.run(backend).getFirst().assertIs(expected, 1e-3, conv + " on " + backend);
      }
    }
  }

  private static Tensor numbers(Random random, long... sizes) {
    int elements = Math.toIntExact(Shape.of(sizes).elements());
    return Values.fractions(DataType.FLOAT, sizes, random.doubles(elements, -1, 1).toArray());
  }
}
