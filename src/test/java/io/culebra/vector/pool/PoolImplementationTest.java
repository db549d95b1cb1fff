package io.culebra.vector.pool;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.KernelHarness;
import io.culebra.kernel.Specs;
import io.culebra.kernel.Tensors;
import io.culebra.op.AutoPad;
import io.culebra.op.AveragePool;
import io.culebra.op.Fused;
import io.culebra.op.GlobalAveragePool;
import io.culebra.op.GlobalMaxPool;
import io.culebra.op.MaxPool;
import io.culebra.op.Op;
import io.culebra.op.PostOp;
import io.culebra.op.Relu;
import io.culebra.op.Window;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import io.culebra.vector.reduce.GlobalPoolImplementation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Poolings against lists of the elements under each window. */
class PoolImplementationTest {
  private static final List<Window> WINDOWS =
      List.of(
          Window.of2d(3, 2, 1),
          Window.of2d(3, 1, 1),
          Window.of2d(2, 2, 0),
          Window.of2d(1, 1, 0),
          Window.of2d(3, 1, 2, 2),
          window(List.of(3, 2), List.of(2, 3), List.of(0, 1), List.of(2, 0), AutoPad.NOTSET),
          window(List.of(5, 3), List.of(2, 2), List.of(), List.of(), AutoPad.SAME_UPPER),
          window(List.of(2, 4), List.of(3, 2), List.of(), List.of(), AutoPad.SAME_LOWER),
          window(List.of(4, 4), List.of(3, 3), List.of(), List.of(), AutoPad.VALID));

  private static Window window(
      List<Integer> kernel,
      List<Integer> strides,
      List<Integer> begin,
      List<Integer> end,
      AutoPad autoPad) {
    return new Window(kernel, strides, List.of(), begin, end, autoPad);
  }

  @Test
  void maxima() {
    for (Window window : WINDOWS) {
      for (boolean ceil : new boolean[] {false, true}) {
        for (int channels : new int[] {5, 16, 77, 130}) {
          MaxPool op = new MaxPool(window, ceil, false);
          check(PoolImplementation.max(), op, window, false, Tensors.normal(1, 2, channels, 11, 9));
        }
      }
    }
  }

  @Test
  void averages() {
    for (Window window : WINDOWS) {
      for (boolean ceil : new boolean[] {false, true}) {
        for (boolean pads : new boolean[] {false, true}) {
          AveragePool op = new AveragePool(window, ceil, pads);
          check(PoolImplementation.average(), op, window, pads, Tensors.normal(1, 2, 37, 11, 9));
        }
      }
    }
  }

  @Test
  void signals() {
    Window window =
        new Window(List.of(3), List.of(2), List.of(1), List.of(1), List.of(1), AutoPad.NOTSET);
    Tensor x = Tensors.normal(1, 2, 19, 30);
    Specs specs = Specs.of(new MaxPool(window, false, false), x);
    Tensor image = Tensor.of(x.toFloatArray(), 2, 19, 1, 30);
    Window flat =
        window(List.of(1, 3), List.of(1, 2), List.of(0, 1), List.of(0, 1), AutoPad.NOTSET);
    Tensor expected = expected(image, flat, false, false, Shape.of(2, 19, 1, 15));
    Tensors.assertClose(
        Tensor.of(expected.toFloatArray(), 2, 19, 15),
        KernelHarness.run(PoolImplementation.max(), specs).getFirst(),
        0);
  }

  @Test
  void postOpsFollow() {
    Tensor x = Tensors.normal(1, 1, 20, 9, 9);
    Fused fused =
        new Fused(
            new AveragePool(Window.of2d(3, 1, 1), false, false),
            1,
            List.of(new PostOp.Activation(new Relu())));
    float[] expected = expected(x, Window.of2d(3, 1, 1), true, false, x.shape()).toFloatArray();
    for (int i = 0; i < expected.length; i++) {
      expected[i] = Math.max(0, expected[i]);
    }
    Tensor actual = KernelHarness.run(PoolImplementation.average(), Specs.of(fused, x)).getFirst();
    Tensors.assertClose(Tensor.of(expected, 1, 20, 9, 9), actual, 1e-5);
  }

  @Test
  void refusesIndices() {
    Specs specs =
        Specs.of(new MaxPool(Window.of2d(2, 2, 0), false, false), Tensors.normal(1, 1, 4, 8, 8))
            .outputs(2);
    assertFalse(PoolImplementation.max().supports(specs.build()).isYes());
  }

  @Test
  void wholeImages() {
    for (Shape shape : List.of(Shape.of(2, 37, 7, 7), Shape.of(3, 130, 50), Shape.of(1, 8, 1, 1))) {
      Tensor x = Tensors.normal(1, shape.toArray());
      int pixels = (int) shape.elements(2, shape.rank());
      float[] values = x.toFloatArray();
      float[] means = new float[values.length / pixels];
      float[] maxima = new float[means.length];
      for (int i = 0; i < means.length; i++) {
        int from = i * pixels;
        means[i] = (float) stream(values, from, pixels).average().orElseThrow();
        maxima[i] = (float) stream(values, from, pixels).max().orElseThrow();
      }
      long[] sizes = shape.rank() == 3 ? new long[3] : new long[4];
      Arrays.fill(sizes, 1);
      sizes[0] = shape.size(0);
      sizes[1] = shape.size(1);
      checkGlobal(GlobalPoolImplementation.average(), new GlobalAveragePool(), x, means, sizes);
      checkGlobal(GlobalPoolImplementation.max(), new GlobalMaxPool(), x, maxima, sizes);
    }
  }

  private static void checkGlobal(
      Implementation implementation, Op op, Tensor x, float[] expected, long[] sizes) {
    Specs specs = Specs.of(op, x).threads(2);
    for (List<Tensor> actual : KernelHarness.runEveryLayout(implementation, specs)) {
      Tensors.assertClose(Tensor.of(expected, sizes), actual.getFirst(), 1e-5);
    }
  }

  private static DoubleStream stream(float[] values, int from, int count) {
    return DoubleStream.iterate(0, i -> i + 1).limit(count).map(i -> values[from + (int) i]);
  }

  private static void check(
      Implementation implementation, Op op, Window window, boolean pads, Tensor x) {
    Specs specs = Specs.of(op, x).threads(2);
    Shape output = specs.build().output().shape();
    Tensor expected = expected(x, window, op instanceof AveragePool, pads, output);
    for (List<Tensor> actual : KernelHarness.runEveryLayout(implementation, specs)) {
      Tensors.assertClose(expected, actual.getFirst(), 1e-5);
    }
  }

  private static Tensor expected(
      Tensor x, Window window, boolean average, boolean padsCount, Shape output) {
    Window w = window.resolved(x.shape(), window.kernel());
    float[] values = x.toFloatArray();
    int height = (int) x.shape().size(2);
    int width = (int) x.shape().size(3);
    float[] result = new float[(int) output.elements()];
    int at = 0;
    for (int plane = 0; plane < output.size(0) * output.size(1); plane++) {
      for (int oy = 0; oy < output.size(2); oy++) {
        for (int ox = 0; ox < output.size(3); ox++) {
          List<Double> under = new ArrayList<>();
          int padding = 0;
          for (int ky = 0; ky < w.kernel().get(0); ky++) {
            for (int kx = 0; kx < w.kernel().get(1); kx++) {
              int y = oy * w.stride(0) - w.padsBegin().get(0) + ky * w.dilation(0);
              int xx = ox * w.stride(1) - w.padsBegin().get(1) + kx * w.dilation(1);
              if (y >= 0 && y < height && xx >= 0 && xx < width) {
                under.add((double) values[(plane * height + y) * width + xx]);
              } else if (y < height + w.padsEnd().get(0) && xx < width + w.padsEnd().get(1)) {
                padding++;
              }
            }
          }
          DoubleStream elements = under.stream().mapToDouble(v -> v);
          result[at++] =
              average
                  ? (float) (elements.sum() / (under.size() + (padsCount ? padding : 0)))
                  : (float) elements.max().orElse(Float.NEGATIVE_INFINITY);
        }
      }
    }
    return Tensor.of(result, output.toArray());
  }
}
