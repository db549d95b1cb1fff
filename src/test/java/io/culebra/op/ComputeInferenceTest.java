package io.culebra.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.culebra.tensor.DataType;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators that compute infer, with known sizes, symbols and unknown ranks. */
class ComputeInferenceTest {
  @ParameterizedTest
  @CsvSource({
    "2x3, 2x3, FLOAT 2x3",
    "2x1x4, 3x1, FLOAT 2x3x4",
    "scalar, 2x3, FLOAT 2x3",
    "Nx1, 1xM, FLOAT NxM",
    "Nx3, N x3, FLOAT Nx3",
    "Nx3, Mx3, FLOAT ?x3",
    "Nx3, 5x1, FLOAT 5x3",
    "2x0, 1x1, FLOAT 2x0",
    "*, 5x1, FLOAT of unknown shape"
  })
  void broadcasting(String left, String right, String expected) {
    assertEquals(expected, Infer.of(new Add()).f32(left).f32(right.replace(" ", "")).first());
  }

  @Test
  void elementwiseTypes() {
    assertRefused(Infer.of(new Add()).f32("2x3").f32("2x4"));
    assertRefused(Infer.of(new Add()).f32("2").input(DataType.INT32, "2"));
    assertRefused(Infer.of(new And()).f32("2").f32("2"));
    assertRefused(Infer.of(new Sqrt()).input(DataType.STRING, "2"));
    assertEquals("BOOL 2x3", Infer.of(new Less()).f32("2x1").f32("3").first());
    assertEquals("INT32 2", Infer.of(new Pow()).input(DataType.INT32, "2").f32("2").first());
    assertEquals("FLOAT 2x3x4", Infer.of(new Max()).f32("2x1x1").f32("3x1").f32("4").first());
    assertEquals("FLOAT Nx3", Infer.of(new Relu()).f32("Nx3").first());
    assertEquals("INT64 Nx3", Infer.of(new Cast(DataType.INT64)).f32("Nx3").first());
    assertThrows(IllegalArgumentException.class, () -> new Celu(0));
  }

  @ParameterizedTest
  @CsvSource({
    "1x3x224x224, 64x3x7x7, 2, 3, 1, FLOAT 1x64x112x112",
    "Nx3x32x32, 8x3x3x3, 1, 1, 1, FLOAT Nx8x32x32",
    "Nx3xHxW, 8x3x3x3, 1, 1, 1, FLOAT Nx8xHxW",
    "Nx3xHxW, 8x3x3x3, 2, 1, 1, FLOAT Nx8x?x?",
    "1x8x9x9, 8x1x3x3, 1, 0, 8, FLOAT 1x8x7x7",
    "1x3x9x9, *, 1, 0, 1, FLOAT of unknown shape",
    "*, 8x3x3x3, 1, 0, 1, FLOAT of unknown shape"
  })
  void convolution(String x, String w, int stride, int pad, int group, String expected) {
    Window window =
        new Window(
            List.of(),
            List.of(stride, stride),
            List.of(),
            List.of(pad, pad),
            List.of(pad, pad),
            AutoPad.NOTSET);
    assertEquals(expected, Infer.of(new Conv(window, group)).f32(x).f32(w).first());
  }

  @Test
  void convolutionRefusesWhatDoesNotFit() {
    Conv plain = new Conv(Window.ofWeights(), 1);
    assertRefused(Infer.of(plain).f32("1x3x5x5").f32("4x2x3x3"));
    assertRefused(Infer.of(plain).f32("1x3x2x5").f32("4x3x3x3"));
    assertRefused(Infer.of(plain).f32("1x3x5x5").f32("4x3x3"));
    assertRefused(Infer.of(plain).f32("1x3x5x5").f32("4x3x3x0"));
    assertRefused(Infer.of(plain).f32("1x3x5x5").f32("4x3x3x3").f32("5"));
    assertRefused(Infer.of(plain).f32("3x5"));
    assertRefused(Infer.of(new Conv(Window.ofWeights(), 2)).f32("1x4x5x5").f32("3x2x3x3"));
    assertRefused(Infer.of(new Conv(Window.of2d(3, 1, 1), 1)).f32("1x3x5x5").f32("4x3x5x5"));
    assertThrows(IllegalArgumentException.class, () -> new Conv(Window.ofWeights(), 0));
    assertThrows(IllegalArgumentException.class, () -> Window.of2d(3, 0, 0));
    assertRefused(Infer.of(new Conv(Window.of2d(3, 1, -1), 1)).f32("1x3x5x5").f32("4x3x3x3"));
  }

  @Test
  void resolvedWindowsAgreeWithInference() {
    for (AutoPad autoPad : AutoPad.values()) {
      for (int size = 7; size < 20; size++) {
        for (int stride = 1; stride < 4; stride++) {
          for (boolean ceil : new boolean[] {false, true}) {
            Window window =
                new Window(
                    List.of(3), List.of(stride), List.of(2), List.of(1), List.of(2), autoPad);
            Window explicit = window.resolved(Shape.of(1, 1, size), List.of(3));
            long expected = explicit.outputSize(0, size, ceil);
            boolean same = autoPad == AutoPad.SAME_UPPER || autoPad == AutoPad.SAME_LOWER;
            if (!(same && ceil)) {
              assertEquals(
                  "FLOAT 1x1x" + expected,
                  Infer.of(new MaxPool(window, ceil, false)).f32("1x1x" + size).first());
            }
          }
        }
      }
    }
  }

  @Test
  void samePaddingPutsTheOddElementWhereItSays() {
    Shape input = Shape.of(1, 1, 6);
    Window upper =
        new Window(List.of(3), List.of(2), List.of(), List.of(), List.of(), AutoPad.SAME_UPPER);
    Window lower =
        new Window(List.of(3), List.of(2), List.of(), List.of(), List.of(), AutoPad.SAME_LOWER);
    assertEquals(List.of(0), upper.resolved(input, List.of(3)).padsBegin());
    assertEquals(List.of(1), upper.resolved(input, List.of(3)).padsEnd());
    assertEquals(List.of(1), lower.resolved(input, List.of(3)).padsBegin());
  }

  @Test
  void pooling() {
    assertEquals(
        "INT64 Nx8x4x4",
        Infer.of(new MaxPool(Window.of2d(2, 2, 0), false, false)).f32("Nx8x9x9").output(1));
    assertEquals(
        "FLOAT Nx8x5x5",
        Infer.of(new AveragePool(Window.of2d(2, 2, 0), true, false)).f32("Nx8x9x9").first());
    assertEquals("FLOAT Nx8x1x1", Infer.of(new GlobalAveragePool()).f32("Nx8xHxW").first());
    assertRefused(Infer.of(new MaxPool(Window.ofWeights(), false, false)).f32("1x1x5x5"));
    assertRefused(Infer.of(new MaxPool(Window.of2d(9, 1, 0), false, false)).f32("1x1x5x5"));
    assertRefused(Infer.of(new MaxPool(Window.of2d(2, 1, 0), false, false)).f32("1x1x5"));
  }

  @Test
  void transposedConvolution() {
    Window twice =
        new Window(
            List.of(), List.of(2, 2), List.of(), List.of(1, 1), List.of(1, 1), AutoPad.NOTSET);
    ConvTranspose op = new ConvTranspose(twice, 1, List.of(1, 1), List.of());
    assertEquals("FLOAT 1x6x10x14", Infer.of(op).f32("1x4x5x7").f32("4x6x3x3").first());
    assertEquals("FLOAT Nx6x?x?", Infer.of(op).f32("Nx4xHxW").f32("4x6x3x3").first());
    ConvTranspose shaped = new ConvTranspose(Window.ofWeights(), 1, List.of(), List.of(10, 8));
    assertEquals("FLOAT 1x2x10x8", Infer.of(shaped).f32("1x1x3x3").f32("1x2x3x3").first());
    ConvTranspose resolved = shaped.resolved(Shape.of(1, 1, 3, 3), List.of(3, 3));
    assertEquals(List.of(5, 3), resolved.outputPadding());
    assertRefused(Infer.of(op).f32("1x4x5x7").f32("3x6x3x3"));
    assertRefused(
        Infer.of(new ConvTranspose(Window.of2d(1, 1, 3), 1, List.of(), List.of()))
            .f32("1x4x5x7")
            .f32("4x6x1x1"));
  }

  @ParameterizedTest
  @CsvSource({
    "2x3, 3x4, FLOAT 2x4",
    "5x1x2x3, 6x3x4, FLOAT 5x6x2x4",
    "3, 3x4, FLOAT 4",
    "2x3, 3, FLOAT 2",
    "3, 3, FLOAT scalar",
    "NxSx64, 64x64, FLOAT NxSx64",
    "Nx12xSx32, Nx12x32xS, FLOAT Nx12xSxS"
  })
  void matrixProduct(String a, String b, String expected) {
    assertEquals(expected, Infer.of(new MatMul()).f32(a).f32(b).first());
  }

  @Test
  void matricesThatDoNotFit() {
    assertRefused(Infer.of(new MatMul()).f32("2x3").f32("4x5"));
    assertRefused(Infer.of(new MatMul()).f32("2x2x3").f32("3x3x5"));
    assertRefused(Infer.of(new MatMul()).f32("scalar").f32("3x5"));
    Gemm gemm = new Gemm(1, 1, false, true);
    assertEquals("FLOAT Nx5", Infer.of(gemm).f32("Nx3").f32("5x3").f32("5").first());
    assertRefused(Infer.of(gemm).f32("2x3").f32("5x4"));
    assertRefused(Infer.of(gemm).f32("2x3").f32("5x3").f32("4"));
    assertRefused(Infer.of(gemm).f32("2x3").f32("5x3").f32("1x2x5"));
  }

  @Test
  void einsum() {
    assertEquals(
        "FLOAT NxMxL",
        Infer.of(new Einsum("b i j, b j k -> b i k")).f32("NxMxK").f32("NxKxL").first());
    assertEquals(
        "FLOAT 2x3x5", Infer.of(new Einsum("bij,bjk->bik")).f32("2x3x4").f32("2x4x5").first());
    assertEquals(
        "FLOAT 7x3x5", Infer.of(new Einsum("...ij,...jk")).f32("7x3x4").f32("1x4x5").first());
    assertEquals("FLOAT scalar", Infer.of(new Einsum("ii->")).f32("3x3").first());
    assertEquals("FLOAT 4x3", Infer.of(new Einsum("ij->ji")).f32("3x4").first());
    assertRefused(Infer.of(new Einsum("ij,jk->ik")).f32("3x4").f32("5x6"));
    assertRefused(Infer.of(new Einsum("ij->ik")).f32("3x4"));
    assertRefused(Infer.of(new Einsum("ij->i")).f32("3"));
    assertThrows(IllegalArgumentException.class, () -> new Einsum("i1->j"));
  }

  @Test
  void reductions() {
    ReduceMean keeps = new ReduceMean(true, false);
    ReduceMean drops = new ReduceMean(false, false);
    assertEquals("FLOAT Nx1x4", Infer.of(keeps).f32("Nx3x4").integers(1).first());
    assertEquals("FLOAT N", Infer.of(drops).f32("Nx3x4").integers(-1, 1).first());
    assertEquals("FLOAT scalar", Infer.of(drops).f32("Nx3x4").first());
    assertEquals("FLOAT 1x1", Infer.of(keeps).f32("Nx3").integers().first());
    assertEquals("FLOAT Nx3", Infer.of(new ReduceSum(true, true)).f32("Nx3").first());
    assertEquals("FLOAT ?x?", Infer.of(keeps).f32("Nx3").input(DataType.INT64, "1").first());
    assertEquals(
        "FLOAT of unknown shape", Infer.of(drops).f32("Nx3").input(DataType.INT64, "1").first());
    assertRefused(Infer.of(keeps).f32("Nx3").integers(2));
    assertEquals("INT64 Nx1", Infer.of(new ArgMax(1, true, false)).f32("Nx3").first());
    assertEquals("INT64 N", Infer.of(new ArgMin(-1, false, false)).f32("Nx3").first());
    assertRefused(Infer.of(new ArgMax(0, true, false)).f32("0x3"));
  }

  @Test
  void normalisations() {
    assertEquals(
        "FLOAT NxSx1", Infer.of(new LayerNormalization(-1, 1e-5f)).f32("NxSx8").f32("8").output(1));
    assertRefused(Infer.of(new LayerNormalization(-1, 1e-5f)).f32("NxSx8").f32("9"));
    assertRefused(Infer.of(new LayerNormalization(3, 1e-5f)).f32("NxSx8").f32("8"));
    Infer statistics = Infer.of(new BatchNormalization(1e-5f)).f32("Nx8x5x5");
    assertEquals("FLOAT Nx8x5x5", statistics.f32("8").f32("8").f32("8").f32("8").first());
    assertRefused(
        Infer.of(new BatchNormalization(1e-5f)).f32("Nx8x5").f32("8").f32("8").f32("7").f32("8"));
    assertRefused(Infer.of(new Softmax(2)).f32("2x3"));
    assertThrows(IllegalArgumentException.class, () -> new LRN(0, 1, 1, 1));
  }

  @Test
  void resize() {
    Resize op = Resize.of(ResizeMode.LINEAR, CoordinateTransform.HALF_PIXEL, NearestMode.FLOOR);
    Tensor scales = Tensor.of(new float[] {1, 1, 2, 2.5f}, 4);
    assertEquals("FLOAT Nx3x10x12", Infer.of(op).f32("Nx3x5x5").absent().constant(scales).first());
    assertEquals(
        "FLOAT 1x3x7x8",
        Infer.of(op).f32("Nx3x5xW").absent().absent().integers(1, 3, 7, 8).first());
    assertEquals(
        "FLOAT ?x?x?x?", Infer.of(op).f32("Nx3x5x5").absent().input(DataType.FLOAT, "4").first());
    assertRefused(Infer.of(op).f32("Nx3x5x5"));
    assertRefused(Infer.of(op).f32("Nx3x5x5").absent().absent().integers(7, 8));
    assertRefused(Infer.of(op).f32("Nx3x5x5").absent().absent().integers(1, 3, -7, 8));
    Tensor endless = Tensor.of(new float[] {1, 1, Float.POSITIVE_INFINITY, Float.NaN}, 4);
    assertRefused(Infer.of(op).f32("Nx3x5x5").absent().constant(endless));
  }

  private static void assertRefused(Infer infer) {
    assertThrows(InvalidModelException.class, infer::outputs);
  }
}
