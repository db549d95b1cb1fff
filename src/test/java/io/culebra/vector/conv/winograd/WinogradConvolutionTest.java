package io.culebra.vector.conv.winograd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.kernel.KernelHarness;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Specs;
import io.culebra.kernel.Tensors;
import io.culebra.op.AutoPad;
import io.culebra.op.Clip;
import io.culebra.op.Conv;
import io.culebra.op.Fused;
import io.culebra.op.HardSwish;
import io.culebra.op.PostOp;
import io.culebra.op.Relu;
import io.culebra.op.Window;
import io.culebra.tensor.Tensor;
import io.culebra.vector.conv.ConvImplicitGemm;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Held against direct convolution in float64. */
final class WinogradConvolutionTest {
  /** Largest error over root mean square, as measured over many channels, with room. */
  private static final double TOLERANCE = 2e-5;

  static Stream<TileForm> forms() {
    return Stream.of(new Form2(), new Form4());
  }

  @ParameterizedTest
  @MethodSource("forms")
  void generatedShapes(TileForm form) {
    Random random = new Random(7);
    for (int i = 0; i < 24; i++) {
      int[] pads = random.ints(4, 0, 4).toArray();
      int height = Math.max(random.nextInt(1, 24), 3 - pads[0] - pads[2]);
      int width = Math.max(random.nextInt(1, 70), 3 - pads[1] - pads[3]);
      Case shape =
          new Case(
              random.nextInt(1, 4),
              random.nextInt(1, 50),
              random.nextInt(1, 70),
              height,
              width,
              pads,
              random.nextInt(1, 4));
      check(form, shape);
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void everyOutputSize(TileForm form) {
    for (int size = 1; size <= 10; size++) {
      check(form, new Case(1, 16, 32, size, 11 - size, new int[] {1, 1, 1, 1}, 1));
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void moreChannelsThanAKernelMultipliesAtOnce(TileForm form) {
    check(form, new Case(1, 600, 40, 7, 7, new int[] {1, 1, 1, 1}, 1));
    check(form, new Case(2, 1200, 16, 9, 6, new int[] {0, 2, 1, 0}, 2));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void severalBlocksWithThreads(TileForm form) {
    check(form, new Case(2, 20, 33, 57, 61, new int[] {1, 1, 1, 1}, 1));
    check(form, new Case(2, 32, 64, 57, 61, new int[] {1, 1, 1, 1}, 2));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void residualThenRelu(TileForm form) {
    fused(form, List.of(new PostOp.Add(3), new PostOp.Activation(new Relu())));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void clip(TileForm form) {
    fused(form, List.of(new PostOp.Activation(new Clip(-0.5f, 6))));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void activationAndSumAsPasses(TileForm form) {
    fused(
        form,
        List.of(
            new PostOp.Activation(new Relu()),
            new PostOp.Add(3),
            new PostOp.Activation(new HardSwish())));
  }

  @Test
  void exactWayIsThatOfTheImplicitProduct() {
    Tensor x = Tensors.normal(1, 1, 20, 9, 8);
    float[] values = x.toFloatArray();
    values[5] = Float.POSITIVE_INFINITY;
    values[400] = Float.NaN;
    values[900] = 3e38f;
    Specs specs =
        Specs.of(new Conv(Window.of2d(3, 1, 1), 1), Tensor.of(values, 1, 20, 9, 8))
            .constant(Tensors.normal(2, 24, 20, 3, 3))
            .constant(Tensors.normal(3, 24));
    WinogradConvolution winograd = new WinogradConvolution();
    Layouts layouts = winograd.layouts(specs.build()).getFirst();
    assertTrue(KernelHarness.needsFinite(winograd, specs, layouts));
    Tensor expected = KernelHarness.run(new ConvImplicitGemm(), specs, layouts).getFirst();
    Tensor actual = KernelHarness.runExact(winograd, specs, layouts).getFirst();
    assertEquals(0, mismatch(expected, actual));
  }

  @Test
  void otherConvolutionsAreRefused() {
    Tensor x = Tensors.normal(1, 1, 32, 9, 8);
    Tensor w = Tensors.normal(2, 32, 32, 3, 3);
    Tensor grouped = Tensors.normal(2, 32, 16, 3, 3);
    Tensor wide = Tensors.normal(2, 32, 32, 5, 5);
    assertRefused(Specs.of(new Conv(Window.of2d(3, 2, 1), 1), x).constant(w));
    assertRefused(Specs.of(new Conv(Window.of2d(3, 1, 2, 2), 1), x).constant(w));
    assertRefused(Specs.of(new Conv(Window.of2d(3, 1, 1), 2), x).constant(grouped));
    assertRefused(Specs.of(new Conv(Window.of2d(5, 1, 2), 1), x).constant(wide));
    assertRefused(Specs.of(new Conv(Window.of2d(3, 1, 1), 1), x, w));
  }

  private static void assertRefused(Specs specs) {
    assertTrue(new WinogradConvolution().supports(specs.build()).reason() != null);
  }

  /**
   * A convolution.
   *
   * @param pads top, left, bottom, right
   */
  private record Case(
      int images, int channels, int filters, int height, int width, int[] pads, int threads) {
    int outHeight() {
      return height + pads[0] + pads[2] - 2;
    }

    int outWidth() {
      return width + pads[1] + pads[3] - 2;
    }

    Conv conv() {
      List<Integer> ones = List.of(1, 1);
      Window window =
          new Window(
              List.of(3, 3),
              ones,
              ones,
              List.of(pads[0], pads[1]),
              List.of(pads[2], pads[3]),
              AutoPad.NOTSET);
      return new Conv(window, 1);
    }

    @Override
    public String toString() {
      return "%d x %d x %d x %d to %d, pads %s, %d threads"
          .formatted(images, channels, height, width, filters, List.of(pads[0], pads[1]), threads);
    }
  }

  private static void check(TileForm form, Case shape) {
    Tensor x = Tensors.normal(1, shape.images(), shape.channels(), shape.height(), shape.width());
    Tensor w = Tensors.normal(2, shape.filters(), shape.channels(), 3, 3);
    Tensor bias = Tensors.normal(3, shape.filters());
    Specs specs = Specs.of(shape.conv(), x).constant(w).input(bias).threads(shape.threads());
    int[] pads = shape.pads();
    double[] expected =
        Direct.conv(x, w, bias, pads[0], pads[1], shape.outHeight(), shape.outWidth());
    double error = Direct.error(expected, KernelHarness.run(new OneForm(form), specs).getFirst());
    assertTrue(error < TOLERANCE, () -> form.outputs() + ": " + shape + ": error " + error);
  }

  private static void fused(TileForm form, List<PostOp> postOps) {
    for (int filters : new int[] {40, 64}) {
      Tensor x = Tensors.normal(1, 2, 48, 9, 7);
      Tensor w = Tensors.normal(2, filters, 48, 3, 3);
      Tensor bias = Tensors.normal(3, filters);
      Tensor residual = Tensors.normal(4, 2, filters, 9, 7);
      Fused op = new Fused(new Conv(Window.of2d(3, 1, 1), 1), 3, postOps);
      Specs specs = Specs.of(op, x).constant(w).constant(bias);
      boolean adds = postOps.stream().anyMatch(postOp -> postOp instanceof PostOp.Add);
      specs = adds ? specs.input(residual) : specs;
      double[] expected = Direct.conv(x, w, bias, 1, 1, 9, 7);
      float[] more = residual.toFloatArray();
      for (PostOp postOp : postOps) {
        for (int i = 0; i < expected.length; i++) {
          expected[i] = after(postOp, expected[i], more[i]);
        }
      }
      Tensor actual = KernelHarness.run(new OneForm(form), specs.threads(2)).getFirst();
      double error = Direct.error(expected, actual);
      assertTrue(error < TOLERANCE, () -> "error " + error);
    }
  }

  private static double after(PostOp postOp, double value, double more) {
    return switch (postOp) {
      case PostOp.Add add -> value + more;
      case PostOp.Activation(Relu relu) -> Math.max(value, 0);
      case PostOp.Activation(Clip(float min, float max)) -> Math.clamp(value, min, max);
      case PostOp.Activation(HardSwish swish) -> value * Math.clamp(value / 6 + 0.5, 0, 1);
      default -> throw new IllegalArgumentException(postOp.toString());
    };
  }

  private static int mismatch(Tensor expected, Tensor actual) {
    float[] a = expected.toFloatArray();
    float[] b = actual.toFloatArray();
    int count = 0;
    for (int i = 0; i < a.length; i++) {
      count += Float.compare(a[i], b[i]) == 0 ? 0 : 1;
    }
    return count;
  }
}
