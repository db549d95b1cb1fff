package io.culebra.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators that move elements infer, with known sizes, symbols and unknown ranks. */
class MovementInferenceTest {
  @ParameterizedTest
  @CsvSource({
    "2x3x4, 6 4, FLOAT 6x4",
    "2x3x4, 0 -1, FLOAT 2x12",
    "Nx3x4, 0 -1, FLOAT Nx12",
    "Nx3x4, -1 12, FLOAT Nx12",
    "Nx3x4, -1 4, FLOAT ?x4",
    "?x?x4, 0 -1, FLOAT ?x?",
    "Nx197x768, 0 0 12 64, FLOAT Nx197x12x64",
    "*, 0 7, FLOAT ?x7",
    "*, 5 7, FLOAT 5x7",
    "2x0x4, 0 0 4, FLOAT 2x0x4",
    "scalar, 1, FLOAT 1"
  })
  void reshape(String data, String sizes, String expected) {
    assertEquals(expected, Infer.of(new Reshape(false)).f32(data).integers(numbers(sizes)).first());
  }

  @ParameterizedTest
  @CsvSource({"2x3, 4", "2x3, -1 -1", "2x3, -2 3", "2x3, 2 3 0", "2x3, -1 0 0", "2x0, -1 0"})
  void reshapeThatDoesNotFit(String data, String sizes) {
    Infer infer = Infer.of(new Reshape(false)).f32(data).integers(numbers(sizes));
    assertRefused(infer);
  }

  @Test
  void sizesBeyondALongAreAnArithmeticException() {
    Infer infer = Infer.of(new Reshape(false)).f32("2x3").integers(1L << 32, 1L << 32);
    assertThrows(ArithmeticException.class, infer::outputs);
  }

  @Test
  void reshapeByAComputedShapeKeepsTheRank() {
    assertEquals(
        "FLOAT ?x?x?", Infer.of(new Reshape(false)).f32("2x3").input(DataType.INT64, "3").first());
    assertEquals(
        "FLOAT of unknown shape",
        Infer.of(new Reshape(false)).f32("2x3").input(DataType.INT64, "N").first());
  }

  @ParameterizedTest
  @CsvSource({
    "10, 2, 7, 2, FLOAT 3",
    "10, -3, 9223372036854775807, 1, FLOAT 3",
    "10, -1, -9223372036854775808, -1, FLOAT 10",
    "10, 9, 0, -3, FLOAT 3",
    "10, 20, 30, 1, FLOAT 0",
    "10, 5, 2, 1, FLOAT 0",
    "10, 0, 10, 9223372036854775807, FLOAT 1",
    "10, 9, -100, -9223372036854775808, FLOAT 1",
    "0, 0, 5, 1, FLOAT 0",
    "N, 0, 9223372036854775807, 1, FLOAT N",
    "N, -1, -9223372036854775808, -1, FLOAT N",
    "N, 1, 5, 1, FLOAT ?"
  })
  void slice(String data, long start, long end, long step, String expected) {
    assertEquals(
        expected,
        Infer.of(new Slice())
            .f32(data)
            .integers(start)
            .integers(end)
            .integers(0)
            .integers(step)
            .first());
  }

  @Test
  void sliceOfUnknownNumbersKeepsOtherAxes() {
    Infer infer =
        Infer.of(new Slice())
            .f32("2x3xN")
            .input(DataType.INT64, "1")
            .input(DataType.INT64, "1")
            .integers(1);
    assertEquals("FLOAT 2x?xN", infer.first());
    assertEquals(
        "FLOAT ?xN",
        Infer.of(new Slice())
            .f32("4xN")
            .input(DataType.INT64, "1")
            .input(DataType.INT64, "1")
            .first());
  }

  @Test
  void sliceRefusesStepZeroAndUnevenLists() {
    assertRefused(Infer.of(new Slice()).f32("4").integers(0).integers(4).integers(0).integers(0));
    assertRefused(Infer.of(new Slice()).f32("4x4").integers(0, 0).integers(4));
    assertRefused(Infer.of(new Slice()).f32("4").integers(0).integers(4).integers(1));
  }

  @Test
  void concat() {
    Concat op = new Concat(-1);
    assertEquals("FLOAT 2x7", Infer.of(op).f32("2x3").f32("2x4").first());
    assertEquals("FLOAT 2x?", Infer.of(op).f32("Nx3").f32("2xM").first());
    assertEquals("FLOAT of unknown shape", Infer.of(op).f32("2x3").f32("*").first());
    assertRefused(Infer.of(op).f32("2x3").f32("3x3"));
    assertRefused(Infer.of(op).f32("2x3").f32("2x3x1"));
    assertRefused(Infer.of(new Concat(2)).f32("2x3"));
    assertRefused(Infer.of(op).f32("2x3").input(DataType.INT64, "2x3"));
  }

  @Test
  void split() {
    Split op = new Split(0, 3);
    assertEquals("FLOAT 3x2", Infer.of(op).f32("7x2").first());
    assertEquals("FLOAT 1x2", Infer.of(op).f32("7x2").output(2));
    assertEquals("FLOAT 4x2", Infer.of(op).f32("7x2").integers(1, 4, 2).output(1));
    assertEquals("FLOAT 4x2", Infer.of(op).f32("Nx2").integers(1, 4, 2).output(1));
    assertEquals("FLOAT ?x2", Infer.of(op).f32("Nx2").first());
    assertRefused(Infer.of(op).f32("7x2").integers(1, 4, 1));
    assertRefused(Infer.of(op).f32("7x2").integers(1, 7, -1));
    assertRefused(Infer.of(op).f32("7x2").integers(3, 4));
    assertThrows(IllegalArgumentException.class, () -> new Split(0, 0));
  }

  @Test
  void pad() {
    Pad zeros = new Pad(PadMode.CONSTANT);
    assertEquals("FLOAT 5x2xN", Infer.of(zeros).f32("2x3xN").integers(1, 0, 0, 2, -1, 0).first());
    assertEquals(
        "FLOAT 2x6", Infer.of(zeros).f32("2x3").integers(1, 2).absent().integers(-1).first());
    assertEquals("FLOAT ?x?", Infer.of(zeros).f32("2x3").input(DataType.INT64, "4").first());
    assertRefused(Infer.of(zeros).f32("2").integers(-2, -1));
    assertRefused(Infer.of(zeros).f32("2").integers(1));
    assertEquals("FLOAT 8", Infer.of(new Pad(PadMode.REFLECT)).f32("3").integers(5, 0).first());
    assertRefused(Infer.of(new Pad(PadMode.REFLECT)).f32("3").integers(-3, 5));
    assertRefused(Infer.of(new Pad(PadMode.WRAP)).f32("0").integers(1, 0));
    assertThrows(
        ArithmeticException.class,
        () -> Infer.of(zeros).f32("3").integers(Long.MAX_VALUE, 1).first());
  }

  @Test
  void gather() {
    assertEquals(
        "FLOAT Nx5x6x4", Infer.of(new Gather(1)).f32("Nx3x4").input(DataType.INT64, "5x6").first());
    assertEquals(
        "FLOAT Nx4", Infer.of(new Gather(-2)).f32("Nx3x4").input(DataType.INT32, "scalar").first());
    assertEquals(
        "FLOAT 5x6",
        Infer.of(new GatherElements(0)).f32("9x6").input(DataType.INT64, "5x6").first());
    assertEquals(
        "FLOAT 7x4", Infer.of(new GatherND(0)).f32("2x3x4").input(DataType.INT64, "7x2").first());
    assertEquals(
        "FLOAT 2x7x4",
        Infer.of(new GatherND(1)).f32("2x3x4").input(DataType.INT64, "2x7x1").first());
    assertRefused(Infer.of(new GatherND(0)).f32("2x3").input(DataType.INT64, "7x3"));
    assertRefused(Infer.of(new Gather(3)).f32("Nx3x4").input(DataType.INT64, "5"));
    assertRefused(Infer.of(new Gather(0)).f32("Nx3x4").f32("5"));
  }

  @Test
  void axesOfSizeOne() {
    assertEquals("FLOAT 3xN", Infer.of(new Squeeze()).f32("1x3x1xN").integers(0, -2).first());
    assertEquals("FLOAT 3", Infer.of(new Squeeze()).f32("1x3x1").first());
    assertEquals("FLOAT of unknown shape", Infer.of(new Squeeze()).f32("1xN").first());
    assertEquals("FLOAT 1x3x1", Infer.of(new Unsqueeze()).f32("3").integers(0, 2).first());
    assertEquals("FLOAT 3x1", Infer.of(new Unsqueeze()).f32("3").integers(-1).first());
    assertRefused(Infer.of(new Squeeze()).f32("2x3").integers(0));
    assertRefused(Infer.of(new Unsqueeze()).f32("3").integers(0, -3));
    assertRefused(Infer.of(new Unsqueeze()).f32("3").integers(9));
  }

  @Test
  void flattenAndTranspose() {
    assertEquals("FLOAT 6x4", Infer.of(new Flatten(2)).f32("2x3x4").first());
    assertEquals("FLOAT Nx12", Infer.of(new Flatten(1)).f32("Nx3x4").first());
    assertEquals("FLOAT 1x24", Infer.of(new Flatten(0)).f32("2x3x4").first());
    assertEquals("FLOAT 24x1", Infer.of(new Flatten(3)).f32("2x3x4").first());
    assertEquals("FLOAT 1x1", Infer.of(new Flatten(0)).f32("scalar").first());
    assertRefused(Infer.of(new Flatten(4)).f32("2x3x4"));
    assertEquals("FLOAT 4x2xN", Infer.of(new Transpose(List.of(2, 0, 1))).f32("2xNx4").first());
    assertEquals("FLOAT 4x3x2", Infer.of(new Transpose(List.of())).f32("2x3x4").first());
    assertRefused(Infer.of(new Transpose(List.of(1, 0))).f32("2x3x4"));
    assertThrows(IllegalArgumentException.class, () -> new Transpose(List.of(0, 0)));
  }

  @Test
  void shapesFromNumbers() {
    ConstantOfShape zeros = new ConstantOfShape(Constant.of(Tensor.of(new float[1], 1)));
    assertEquals("FLOAT 2x3", Infer.of(zeros).integers(2, 3).first());
    assertEquals("FLOAT scalar", Infer.of(zeros).integers().first());
    assertEquals("FLOAT ?x?", Infer.of(zeros).input(DataType.INT64, "2").first());
    assertRefused(Infer.of(zeros).integers(2, -3));
    assertEquals("FLOAT 2x3x4", Infer.of(new Expand()).f32("3x1").integers(2, 1, 4).first());
    assertEquals("FLOAT ?x3", Infer.of(new Expand()).f32("1x3").input(DataType.INT64, "2").first());
    assertEquals("FLOAT 6xM", Infer.of(new Tile()).f32("2xM").integers(3, 1).first());
    assertRefused(Infer.of(new Tile()).f32("2x3").integers(3));
    assertRefused(Infer.of(new Tile()).f32("2x3").integers(3, -1));
    assertEquals("INT64 2", Infer.of(new ShapeOf(-2, null)).f32("2x3x4").first());
    assertEquals("INT64 0", Infer.of(new ShapeOf(2, 1)).f32("2x3x4").first());
    assertEquals("INT64 ?", Infer.of(new ShapeOf(0, null)).f32("*").first());
  }

  @Test
  void ranges() {
    Range op = new Range();
    Infer infer = Infer.of(op);
    for (long number : new long[] {10, 3, -2}) {
      infer.constant(Tensor.of(new long[] {number}));
    }
    assertEquals("INT64 4", infer.first());
    Infer endless = Infer.of(op);
    for (float number : new float[] {0, 1, 0}) {
      endless.constant(Tensor.of(new float[] {number}));
    }
    assertRefused(endless);
  }

  @Test
  void blocks() {
    assertEquals("FLOAT Nx2x6x9", Infer.of(new DepthToSpace(3, false)).f32("Nx18x2x3").first());
    assertEquals("FLOAT Nx18x2x3", Infer.of(new SpaceToDepth(3)).f32("Nx2x6x9").first());
    assertRefused(Infer.of(new DepthToSpace(3, false)).f32("Nx17x2x3"));
    assertRefused(Infer.of(new SpaceToDepth(3)).f32("Nx2x7x9"));
    assertThrows(IllegalArgumentException.class, () -> new SpaceToDepth(0));
  }

  @Test
  void choices() {
    assertEquals("FLOAT 2x5", Infer.of(new TopK(1, true, true)).f32("2x9").integers(5).first());
    assertEquals("INT64 2x5", Infer.of(new TopK(1, true, true)).f32("2xN").integers(5).output(1));
    assertRefused(Infer.of(new TopK(1, true, true)).f32("2x4").integers(5));
    assertRefused(Infer.of(new TopK(1, true, true)).f32("2x4").integers(-1));
    Infer oneHot =
        Infer.of(new OneHot(1))
            .input(DataType.INT64, "2x3")
            .constant(Tensor.of(new long[] {9}))
            .f32("2");
    assertEquals("FLOAT 2x9x3", oneHot.first());
    assertEquals("INT64 2x?", Infer.of(new NonZero()).f32("4x5").first());
    assertEquals(
        "FLOAT 2x3", Infer.of(new Where()).input(DataType.BOOL, "3").f32("2x1").f32("1x3").first());
  }

  @Test
  void aMessageNamesNodeReasonAndInputs() {
    String message = assertRefused(Infer.of(new Concat(0)).f32("2x3").f32("2x4")).getMessage();
    assertTrue(message.contains("Concat 'test'"), message);
    assertTrue(message.contains("axis 1 of input 1 has size 4, not 3"), message);
    assertTrue(message.contains("FLOAT 2x3"), message);
  }

  private static InvalidModelException assertRefused(Infer infer) {
    return assertThrows(InvalidModelException.class, infer::outputs);
  }

  private static long[] numbers(String text) {
    return Arrays.stream(text.split(" ", -1)).mapToLong(Long::parseLong).toArray();
  }
}
