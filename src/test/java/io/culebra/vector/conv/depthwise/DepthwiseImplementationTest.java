package io.culebra.vector.conv.depthwise;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.culebra.kernel.KernelHarness;
import io.culebra.kernel.Specs;
import io.culebra.kernel.Tensors;
import io.culebra.op.AutoPad;
import io.culebra.op.Conv;
import io.culebra.op.Fused;
import io.culebra.op.HardSwish;
import io.culebra.op.PostOp;
import io.culebra.op.Window;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Depthwise convolutions against sums over taps in double arithmetic. */
class DepthwiseImplementationTest {
  private static final DepthwiseImplementation DEPTHWISE = new DepthwiseImplementation();

  private static final List<Window> WINDOWS =
      List.of(
          window(List.of(1, 1), List.of(1, 1), List.of(1, 1), List.of(1, 1)),
          window(List.of(2, 2), List.of(1, 1), List.of(1, 1), List.of(1, 1)),
          window(List.of(1, 1), List.of(1, 1), List.of(0, 0), List.of(0, 0)),
          window(List.of(1, 1), List.of(1, 1), List.of(2, 2), List.of(0, 2)),
          window(List.of(2, 2), List.of(1, 1), List.of(0, 0), List.of(1, 1)),
          window(List.of(2, 2), List.of(1, 1), List.of(1, 1), List.of(0, 0)),
          window(List.of(1, 2), List.of(2, 2), List.of(2, 2), List.of(2, 2)));

  private static Window window(
      List<Integer> strides, List<Integer> dilations, List<Integer> begin, List<Integer> end) {
    return new Window(List.of(), strides, dilations, begin, end, AutoPad.NOTSET);
  }

  @Test
  void windowsOfThree() {
    for (Window window : WINDOWS) {
      for (int channels : new int[] {3, 16, 37, 64}) {
        for (int width : new int[] {7, 8, 12}) {
          check(window, Tensors.normal(1, 2, channels, 9, width), 3, 3, true);
        }
      }
    }
  }

  @Test
  void windowsOfAnySize() {
    for (Window window : WINDOWS) {
      check(window, Tensors.normal(1, 2, 37, 12, 19), 5, 5, true);
      check(window, Tensors.normal(1, 1, 16, 12, 19), 1, 2, false);
      check(window, Tensors.normal(1, 1, 5, 12, 19), 2, 4, false);
    }
  }

  @Test
  void rowsOfPaddingAlone() {
    Window window =
        new Window(
            List.of(), List.of(1, 1), List.of(), List.of(2, 2), List.of(2, 2), AutoPad.NOTSET);
    check(window, Tensors.normal(1, 1, 20, 1, 3), 3, 3, true);
    check(window, Tensors.normal(1, 1, 20, 2, 1), 3, 3, true);
  }

  @Test
  void signals() {
    Window window =
        new Window(List.of(), List.of(2), List.of(), List.of(1), List.of(1), AutoPad.NOTSET);
    Tensor x = Tensors.normal(1, 2, 19, 30);
    Tensor filters = Tensors.normal(2, 19, 1, 3);
    Specs specs = Specs.of(new Conv(window, 19)).input(x).constant(filters);
    Window flat =
        new Window(
            List.of(), List.of(1, 2), List.of(), List.of(0, 1), List.of(0, 1), AutoPad.NOTSET);
    Tensor expected =
        expected(
            flat,
            Tensor.of(x.toFloatArray(), 2, 19, 1, 30),
            Tensor.of(filters.toFloatArray(), 19, 1, 1, 3),
            new float[19],
            Shape.of(2, 19, 1, 15));
    Tensors.assertClose(
        Tensor.of(expected.toFloatArray(), 2, 19, 15),
        KernelHarness.run(DEPTHWISE, specs).getFirst(),
        1e-5);
  }

  @Test
  void postOpsFollowEveryRow() {
    Tensor x = Tensors.normal(1, 2, 64, 30, 30);
    Tensor filters = Tensors.normal(2, 64, 1, 3, 3);
    Tensor residual = Tensors.normal(3, 2, 64, 30, 30);
    Window window = Window.of2d(3, 1, 1);
    Fused op =
        new Fused(
            new Conv(window, 64),
            3,
            List.of(new PostOp.Add(3), new PostOp.Activation(new HardSwish())));
    Specs specs = Specs.of(op).input(x).constant(filters).absent().input(residual).threads(2);
    float[] sum = expected(window, x, filters, new float[64], x.shape()).toFloatArray();
    float[] added = residual.toFloatArray();
    for (int i = 0; i < sum.length; i++) {
      float v = sum[i] + added[i];
      sum[i] = v * Math.clamp(v / 6 + 0.5f, 0f, 1f);
    }
    Tensor expected = Tensor.of(sum, x.shape().toArray());
    Tensors.assertClose(expected, KernelHarness.run(DEPTHWISE, specs).getFirst(), 1e-5);
  }

  @Test
  void refusesOtherConvolutions() {
    Specs specs =
        Specs.of(new Conv(Window.of2d(3, 1, 1), 2))
            .input(Tensors.normal(1, 1, 4, 8, 8))
            .constant(Tensors.normal(2, 4, 2, 3, 3));
    assertFalse(DEPTHWISE.supports(specs.build()).isYes());
  }

  private static void check(Window window, Tensor x, int height, int width, boolean hasBias) {
    int channels = (int) x.shape().size(1);
    Tensor filters = Tensors.normal(2, channels, 1, height, width);
    Tensor bias = Tensors.normal(3, channels);
    Specs specs = Specs.of(new Conv(window, channels)).input(x).constant(filters).threads(2);
    Specs whole = hasBias ? specs.constant(bias) : specs;
    Shape output = whole.build().output().shape();
    float[] biases = hasBias ? bias.toFloatArray() : new float[channels];
    Tensor expected = expected(window, x, filters, biases, output);
    for (List<Tensor> actual : KernelHarness.runEveryLayout(DEPTHWISE, whole)) {
      Tensors.assertClose(expected, actual.getFirst(), 1e-5);
    }
  }

  private static Tensor expected(
      Window window, Tensor x, Tensor filters, float[] bias, Shape output) {
    int height = (int) x.shape().size(2);
    int width = (int) x.shape().size(3);
    int kernelHeight = (int) filters.shape().size(2);
    int kernelWidth = (int) filters.shape().size(3);
    Window w = window.resolved(x.shape(), List.of(kernelHeight, kernelWidth));
    float[] values = x.toFloatArray();
    float[] weights = filters.toFloatArray();
    float[] result = new float[(int) output.elements()];
    int at = 0;
    for (int plane = 0; plane < output.size(0) * output.size(1); plane++) {
      int channel = plane % (int) output.size(1);
      for (int oy = 0; oy < output.size(2); oy++) {
        for (int ox = 0; ox < output.size(3); ox++) {
          double sum = bias[channel];
          for (int tap = 0; tap < kernelHeight * kernelWidth; tap++) {
            int y = oy * w.stride(0) - w.padsBegin().get(0) + tap / kernelWidth * w.dilation(0);
            int xx = ox * w.stride(1) - w.padsBegin().get(1) + tap % kernelWidth * w.dilation(1);
            if (y >= 0 && y < height && xx >= 0 && xx < width) {
              sum +=
                  (double) values[(plane * height + y) * width + xx]
                      * weights[channel * kernelHeight * kernelWidth + tap];
            }
          }
          result[at++] = (float) sum;
        }
      }
    }
    return Tensor.of(result, output.toArray());
  }
}
