package io.culebra.vector.normalize;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.KernelHarness;
import io.culebra.kernel.Specs;
import io.culebra.kernel.Tensors;
import io.culebra.op.BatchNormalization;
import io.culebra.op.InstanceNormalization;
import io.culebra.op.LRN;
import io.culebra.op.LayerNormalization;
import io.culebra.op.RMSNormalization;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Normalisations in every layout offered, against double arithmetic on lists of elements. */
class NormalizationTest {
  private static final float EPSILON = 1e-5f;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, -1})
  void layersWithAndWithoutBias(int axis) {
    Tensor x = Tensors.uniform(1, -1, 3, 5, 3, 133);
    int first = Math.floorMod(axis, 3);
    long[] row = first == 1 ? new long[] {3, 133} : new long[] {133};
    Tensor scale = Tensors.normal(2, row);
    Tensor bias = Tensors.normal(3, row);
    int count = (int) x.shape().elements(first, 3);
    LayerNormalization op = new LayerNormalization(axis, EPSILON);
    Specs all = Specs.of(op, x, scale, bias).outputs(3).threads(2);
    List<Tensor> outputs = KernelHarness.run(new LayerNormImplementation(), all);
    Tensors.assertClose(rows(x, count, scale, bias, true), outputs.get(0), 1e-5);
    Tensors.assertClose(means(x, count, outputs.get(1).shape()), outputs.get(1), 1e-5);
    Tensor plain = KernelHarness.run(new LayerNormImplementation(), Specs.of(op, x, scale)).get(0);
    Tensors.assertClose(rows(x, count, scale, null, true), plain, 1e-5);
  }

  @Test
  void layersOfShortRows() {
    for (int count = 1; count < 70; count += 3) {
      Tensor x = Tensors.normal(count, 4, count);
      Tensor scale = Tensors.normal(2, count);
      Tensor bias = Tensors.normal(3, count);
      Specs specs = Specs.of(new LayerNormalization(-1, 1e-3f), x, scale, bias);
      Tensor actual = KernelHarness.run(new LayerNormImplementation(), specs).getFirst();
      Tensors.assertClose(rows(x, count, scale, bias, true, 1e-3), actual, 1e-5);
    }
  }

  @Test
  void rootMeanSquares() {
    Tensor x = Tensors.normal(1, 2, 7, 77);
    Tensor scale = Tensors.normal(2, 77);
    Specs specs = Specs.of(new RMSNormalization(-1, EPSILON), x, scale).threads(2);
    Tensor actual = KernelHarness.run(new RmsNormImplementation(), specs).getFirst();
    Tensors.assertClose(rows(x, 77, scale, null, false), actual, 1e-5);
  }

  @Test
  void refusesAScaleThatIsBroadcast() {
    Specs specs =
        Specs.of(
            new LayerNormalization(1, EPSILON), Tensors.normal(1, 2, 7, 9), Tensors.normal(2, 9));
    assertFalse(new LayerNormImplementation().supports(specs.build()).isYes());
  }

  @Test
  void batches() {
    for (Shape shape :
        List.of(
            Shape.of(2, 37, 6, 7), Shape.of(3, 64, 1, 1), Shape.of(5, 19), Shape.of(2, 48, 40))) {
      long channels = shape.size(1);
      Tensor x = Tensors.normal(1, shape.toArray());
      Tensor scale = Tensors.normal(2, channels);
      Tensor bias = Tensors.normal(3, channels);
      Tensor mean = Tensors.normal(4, channels);
      Tensor variance = Tensors.uniform(5, 0.5f, 2, channels);
      Specs specs =
          Specs.of(new BatchNormalization(EPSILON), x, scale, bias, mean, variance).threads(2);
      float[] y = x.toFloatArray();
      for (int i = 0; i < y.length; i++) {
        int c = channel(i, shape);
        double deviation = Math.sqrt(variance.toFloatArray()[c] + EPSILON);
        y[i] =
            (float)
                ((y[i] - mean.toFloatArray()[c]) / deviation * scale.toFloatArray()[c]
                    + bias.toFloatArray()[c]);
      }
      checkEveryLayout(new BatchNormImplementation(), specs, Tensor.of(y, shape.toArray()));
    }
  }

  @Test
  void instances() {
    for (Shape shape : List.of(Shape.of(2, 37, 6, 7), Shape.of(2, 3, 50), Shape.of(3, 16, 9, 9))) {
      int channels = (int) shape.size(1);
      int pixels = (int) shape.elements(2, shape.rank());
      Tensor x = Tensors.uniform(1, 1, 4, shape.toArray());
      Tensor scale = Tensors.normal(2, channels);
      Tensor bias = Tensors.normal(3, channels);
      float[] y = x.toFloatArray();
      for (int plane = 0; plane < y.length / pixels; plane++) {
        int c = plane % channels;
        normalize(
            y,
            plane * pixels,
            pixels,
            i -> scale.toFloatArray()[c],
            i -> bias.toFloatArray()[c],
            true,
            EPSILON);
      }
      Specs specs = Specs.of(new InstanceNormalization(EPSILON), x, scale, bias).threads(2);
      checkEveryLayout(new InstanceNormImplementation(), specs, Tensor.of(y, shape.toArray()));
    }
  }

  @Test
  void neighbouringChannels() {
    for (LRN op :
        List.of(new LRN(5, 1e-1f, 0.75f, 1), new LRN(4, 2e-1f, 0.6f, 2), new LRN(1, 1, 1, 1))) {
      for (Shape shape : List.of(Shape.of(2, 77, 5, 4), Shape.of(2, 3, 6, 7), Shape.of(3, 20))) {
        Tensor x = Tensors.normal(1, shape.toArray());
        float[] values = x.toFloatArray();
        int channels = (int) shape.size(1);
        int pixels = (int) shape.elements(2, shape.rank());
        float[] y = new float[values.length];
        for (int i = 0; i < y.length; i++) {
          int c = channel(i, shape);
          int before = (op.size() - 1) / 2;
          double squares = 0;
          for (int j = c - before; j < c - before + op.size(); j++) {
            double v = j < 0 || j >= channels ? 0 : values[i + (j - c) * pixels];
            squares += v * v;
          }
          y[i] =
              (float)
                  (values[i] / Math.pow(op.bias() + op.alpha() / op.size() * squares, op.beta()));
        }
        Specs specs = Specs.of(op, x).threads(2);
        checkEveryLayout(new LrnImplementation(), specs, Tensor.of(y, shape.toArray()));
      }
    }
  }

  private static void checkEveryLayout(
      Implementation implementation, Specs specs, Tensor expected) {
    for (List<Tensor> actual : KernelHarness.runEveryLayout(implementation, specs)) {
      Tensors.assertClose(expected, actual.getFirst(), 1e-5);
    }
  }

  private static int channel(int i, Shape shape) {
    return (int) (i / shape.elements(2, shape.rank()) % shape.size(1));
  }

  private static Tensor rows(
      Tensor x, int count, Tensor scale, @Nullable Tensor bias, boolean centred) {
    return rows(x, count, scale, bias, centred, EPSILON);
  }

  private static Tensor rows(
      Tensor x, int count, Tensor scale, @Nullable Tensor bias, boolean centred, double epsilon) {
    float[] y = x.toFloatArray();
    float[] scales = scale.toFloatArray();
    float[] biases = bias == null ? new float[count] : bias.toFloatArray();
    for (int row = 0; row < y.length / count; row++) {
      normalize(y, row * count, count, i -> scales[i], i -> biases[i], centred, epsilon);
    }
    return Tensor.of(y, x.shape().toArray());
  }

  private static Tensor means(Tensor x, int count, Shape shape) {
    float[] values = x.toFloatArray();
    float[] means = new float[values.length / count];
    for (int i = 0; i < means.length; i++) {
      means[i] = (float) mean(values, i * count, count);
    }
    return Tensor.of(means, shape.toArray());
  }

  private static double mean(float[] x, int from, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += x[from + i];
    }
    return sum / count;
  }

  private interface Coefficients {
    float at(int i);
  }

  private static void normalize(
      float[] x,
      int from,
      int count,
      Coefficients scale,
      Coefficients bias,
      boolean centred,
      double epsilon) {
    double mean = centred ? mean(x, from, count) : 0;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      squares += (x[from + i] - mean) * (x[from + i] - mean);
    }
    double deviation = Math.sqrt(squares / count + epsilon);
    for (int i = 0; i < count; i++) {
      x[from + i] = (float) ((x[from + i] - mean) / deviation * scale.at(i) + bias.at(i));
    }
  }
}
