package io.culebra.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.culebra.tensor.DataType;
import io.culebra.tensor.InvalidModelException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operators on sequences infer, with known sizes, symbols and unknown ranks. */
class SequenceInferenceTest {
  private static final float NO_CLIP = Float.POSITIVE_INFINITY;

  private static LSTM lstm(RecurrentDirection direction) {
    List<UnaryElementwise> one = List.of(new Sigmoid(), new Tanh(), new Tanh());
    List<UnaryElementwise> all =
        Collections.nCopies(direction.count(), one).stream().flatMap(List::stream).toList();
    return new LSTM(direction, 8, all, NO_CLIP, false);
  }

  @Test
  void longShortTermMemory() {
    Infer infer =
        Infer.of(lstm(RecurrentDirection.BIDIRECTIONAL)).f32("SxNx5").f32("2x32x5").f32("2x32x8");
    assertEquals("FLOAT Sx2xNx8", infer.first());
    assertEquals("FLOAT 2xNx8", infer.output(1));
    assertEquals("FLOAT 2xNx8", infer.output(2));
    assertEquals(
        "FLOAT ?x1x?x8",
        Infer.of(lstm(RecurrentDirection.REVERSE)).f32("*").f32("1x32x5").f32("*").first());
  }

  @Test
  void weightsOfRecurrentNetworksMustFit() {
    LSTM op = lstm(RecurrentDirection.FORWARD);
    assertRefused(Infer.of(op).f32("SxNx5").f32("2x32x5").f32("1x32x8"));
    assertRefused(Infer.of(op).f32("SxNx5").f32("1x24x5").f32("1x32x8"));
    assertRefused(Infer.of(op).f32("SxNx6").f32("1x32x5").f32("1x32x8"));
    assertRefused(Infer.of(op).f32("SxNx5").f32("1x32x5").f32("1x32x8").f32("1x32"));
    assertRefused(
        Infer.of(op).f32("Sx3x5").f32("1x32x5").f32("1x32x8").absent().absent().f32("1x2x8"));
    assertThrows(
        IllegalArgumentException.class,
        () -> new RNN(RecurrentDirection.FORWARD, 0, List.of(new Tanh()), NO_CLIP));
    assertThrows(
        IllegalArgumentException.class,
        () -> new GRU(RecurrentDirection.FORWARD, 4, List.of(new Tanh()), NO_CLIP, false));
  }

  @Test
  void attention() {
    Attention grouped = new Attention(true, 0, 0, null, 0, 0);
    Infer infer =
        Infer.of(grouped)
            .f32("Nx8xLx64")
            .f32("Nx2x5x64")
            .f32("Nx2x5x32")
            .absent()
            .f32("Nx2x7x64")
            .f32("Nx2x7x32");
    assertEquals("FLOAT Nx8xLx32", infer.first());
    assertEquals("FLOAT Nx2x12x64", infer.output(1));
    assertEquals("FLOAT Nx2x12x32", infer.output(2));
    assertEquals("FLOAT Nx8xLx12", infer.output(3));
    Attention flat = new Attention(false, 4, 2, null, 0, 0);
    assertEquals("FLOAT Nx5x40", Infer.of(flat).f32("Nx5x32").f32("Nx6x16").f32("Nx6x20").first());
    assertRefused(Infer.of(grouped).f32("Nx8xLx64").f32("Nx3x5x64").f32("Nx3x5x64"));
    assertRefused(Infer.of(grouped).f32("Nx8xLx64").f32("Nx2x5x32").f32("Nx2x5x32"));
    assertRefused(Infer.of(flat).f32("Nx5x33").f32("Nx6x16").f32("Nx6x20"));
    assertRefused(Infer.of(grouped).f32("Nx5x32").f32("Nx6x16").f32("Nx6x20"));
    assertThrows(IllegalArgumentException.class, () -> new Attention(false, -1, 0, null, 0, 0));
  }

  @Test
  void attentionWithRoomLeftInTheCache() {
    Attention op = new Attention(true, 0, 0, null, 0, 0);
    Infer infer = Infer.of(op).f32("Nx8x1x64").f32("Nx2x5x64").f32("Nx2x5x32");
    infer.f32("1x4").absent().absent().input(DataType.INT64, "N");
    assertEquals("FLOAT Nx8x1x32", infer.first());
    Infer both = Infer.of(op).f32("Nx8x1x64").f32("Nx2x5x64").f32("Nx2x5x32").absent();
    assertRefused(both.f32("Nx2x5x64").f32("Nx2x5x32").input(DataType.INT64, "N"));
    Infer wide = Infer.of(op).f32("Nx8x1x64").f32("Nx2x5x64").f32("Nx2x5x32");
    assertRefused(wide.f32("1x6"));
  }

  @Test
  void rotaryEmbedding() {
    RotaryEmbedding op = new RotaryEmbedding(false, 4, 0);
    Infer infer = Infer.of(op).f32("NxSx32").f32("99x4").f32("99x4").input(DataType.INT64, "NxS");
    assertEquals("FLOAT NxSx32", infer.first());
    assertRefused(Infer.of(op).f32("NxSx33").f32("NxSx4").f32("NxSx4"));
    assertRefused(Infer.of(op).f32("NxSx32").f32("99x4").f32("99x4"));
    assertThrows(IllegalArgumentException.class, () -> new RotaryEmbedding(false, 0, 3));
  }

  @Test
  void grids() {
    GridSample sample = new GridSample(ResizeMode.LINEAR, PaddingMode.ZEROS, false);
    assertEquals("FLOAT Nx3x7x9", Infer.of(sample).f32("Nx3xHxW").f32("Nx7x9x2").first());
    assertRefused(Infer.of(sample).f32("Nx3xHxW").f32("Nx7x9x3"));
    AffineGrid grid = new AffineGrid(false);
    assertEquals("FLOAT 2x7x9x2", Infer.of(grid).f32("Nx2x3").integers(2, 3, 7, 9).first());
    assertRefused(Infer.of(grid).f32("Nx2x3").integers(2, 3, 7));
    assertRefused(Infer.of(grid).f32("Nx2x3").integers(2, 3, 7, 8, 9));
  }

  private static void assertRefused(Infer infer) {
    assertThrows(InvalidModelException.class, infer::outputs);
  }
}
