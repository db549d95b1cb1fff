package io.culebra.vector.conv;

import io.culebra.kernel.KernelHarness;
import io.culebra.kernel.Specs;
import io.culebra.kernel.Tensors;
import io.culebra.op.AutoPad;
import io.culebra.op.Conv;
import io.culebra.op.Fused;
import io.culebra.op.HardSwish;
import io.culebra.op.LeakyRelu;
import io.culebra.op.PostOp;
import io.culebra.op.Relu;
import io.culebra.op.Window;
import io.culebra.tensor.Tensor;
import io.culebra.vector.gemm.PlainLoops;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConvImplicitGemmTest {
  private static final double TOLERANCE = 2e-6;

  @Test
  void singleTap() {
    check(Window.of2d(1, 1, 0), 1, new long[] {2, 20, 7, 9}, new long[] {33, 20, 1, 1});
    check(Window.of2d(1, 2, 0), 1, new long[] {1, 700, 5, 5}, new long[] {40, 700, 1, 1});
  }

  @Test
  void windowsOfAllKinds() {
    check(Window.of2d(3, 1, 1), 1, new long[] {2, 64, 9, 8}, new long[] {50, 64, 3, 3});
    check(Window.of2d(7, 2, 3), 1, new long[] {1, 3, 21, 20}, new long[] {16, 3, 7, 7});
    check(Window.of2d(3, 1, 2, 2), 1, new long[] {1, 5, 9, 8}, new long[] {7, 5, 3, 3});
    Window uneven =
        new Window(
            List.of(2, 5),
            List.of(2, 1),
            List.of(3, 1),
            List.of(0, 4),
            List.of(3, 1),
            AutoPad.NOTSET);
    check(uneven, 1, new long[] {2, 6, 12, 11}, new long[] {18, 6, 2, 5});
    Window same =
        new Window(List.of(), List.of(2, 2), List.of(), List.of(), List.of(), AutoPad.SAME_UPPER);
    check(same, 1, new long[] {1, 4, 10, 9}, new long[] {8, 4, 3, 3});
  }

  @Test
  void groups() {
    check(Window.of2d(3, 1, 1), 4, new long[] {2, 32, 6, 7}, new long[] {24, 8, 3, 3});
    check(Window.of2d(1, 1, 0), 2, new long[] {1, 32, 6, 7}, new long[] {80, 16, 1, 1});
    check(Window.of2d(3, 2, 1), 5, new long[] {1, 5, 8, 8}, new long[] {10, 1, 3, 3});
  }

  @Test
  void signals() {
    Tensor x = Tensors.normal(1, 2, 6, 30);
    Tensor w = Tensors.normal(2, 9, 6, 5);
    Tensor bias = Tensors.normal(3, 9);
    Window window =
        new Window(List.of(), List.of(2), List.of(3), List.of(4), List.of(1), AutoPad.NOTSET);
    Specs specs = Specs.of(new Conv(window, 1), x).constant(w).constant(bias);
    Convolution conv = Convolution.of(specs.build());
    Tensor image = PlainLoops.conv(x, w, bias, conv.window(), 2, 1);
    Tensor expected = Tensor.of(image.toFloatArray(), 2, 9, conv.window().outWidth());
    Tensors.assertClose(
        expected, KernelHarness.run(new ConvImplicitGemm(), specs).getFirst(), TOLERANCE);
  }

  @Test
  void residualAndReluFused() {
    Tensor x = Tensors.normal(1, 2, 70, 6, 7);
    Tensor w = Tensors.normal(2, 40, 70, 3, 3);
    Tensor bias = Tensors.normal(3, 40);
    Tensor residual = Tensors.normal(4, 2, 40, 6, 7);
    Fused fused =
        new Fused(
            new Conv(Window.of2d(3, 1, 1), 1),
            3,
            List.of(new PostOp.Add(3), new PostOp.Activation(new Relu())));
    Specs specs = Specs.of(fused, x).constant(w).constant(bias).input(residual).threads(2);
    Convolution conv = Convolution.of(specs.build());
    Tensor sum =
        PlainLoops.zip(PlainLoops.conv(x, w, bias, conv.window(), 2, 1), residual, Float::sum);
    Tensors.assertClose(
        PlainLoops.map(sum, v -> Math.max(v, 0)),
        KernelHarness.run(new ConvImplicitGemm(), specs).getFirst(),
        TOLERANCE);
  }

  @Test
  void activationsThatKernelsLackRunOverFinishedBlocks() {
    Tensor x = Tensors.normal(1, 2, 30, 9, 7);
    Tensor w = Tensors.normal(2, 70, 30, 3, 3);
    Tensor bias = Tensors.normal(3, 70);
    Tensor residual = Tensors.normal(4, 2, 70, 9, 7);
    Fused fused =
        new Fused(
            new Conv(Window.of2d(3, 1, 1), 1),
            3,
            List.of(
                new PostOp.Activation(new HardSwish()),
                new PostOp.Add(3),
                new PostOp.Activation(new LeakyRelu(0.1f))));
    Specs specs = Specs.of(fused, x).constant(w).constant(bias).input(residual).threads(2);
    Convolution conv = Convolution.of(specs.build());
    Tensor product = PlainLoops.conv(x, w, bias, conv.window(), 2, 1);
    Tensor swished = PlainLoops.map(product, v -> v * Math.clamp(v / 6 + 0.5f, 0f, 1f));
    Tensor sum = PlainLoops.zip(swished, residual, Float::sum);
    Tensors.assertClose(
        PlainLoops.map(sum, v -> v < 0 ? 0.1f * v : v),
        KernelHarness.run(new ConvImplicitGemm(), specs).getFirst(),
        TOLERANCE);
  }

  private static void check(Window window, int groups, long[] input, long[] filters) {
    Tensor x = Tensors.normal(1, input);
    Tensor w = Tensors.normal(2, filters);
    Tensor bias = Tensors.normal(3, filters[0]);
    for (int threads = 1; threads <= 2; threads++) {
      Specs specs =
          Specs.of(new Conv(window, groups), x).constant(w).constant(bias).threads(threads);
      Convolution conv = Convolution.of(specs.build());
      Tensor expected = PlainLoops.conv(x, w, bias, conv.window(), (int) input[0], groups);
      Specs computed = Specs.of(new Conv(window, groups), x, w, bias).threads(threads);
      for (Specs weights : List.of(specs, computed)) {
        Tensor actual = KernelHarness.run(new ConvImplicitGemm(), weights).getFirst();
        Tensors.assertClose(expected, actual, TOLERANCE);
      }
    }
  }
}
