package io.culebra.vector.gemm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.culebra.tensor.NativeMemory;
import io.culebra.vector.Lanes;
import io.culebra.vector.codegen.Tile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Kernels of one vector width only, as in every machine: with several, C2 no longer knows which one
 * a vector has, and keeps it on the heap. Machines with the other widths forced run this too.
 */
final class GemmPlanTest {
  private static final int[][] SHAPES = {
    {1, 1, 1},
    {1, 100, 37},
    {3, 33, 5},
    {12, 32, 16},
    {13, 31, 17},
    {25, 48, 64},
    {49, 10, 70},
    {7, 96, 513},
    {61, 65, 1100},
    {200, 40, 24},
    {397, 7, 9}
  };

  @Test
  void everyShapeAndEveryStartAndEnd() {
    Random random = new Random(1);
    for (int[] s : SHAPES) {
      for (int variant = 0; variant < (s[0] == 61 ? 12 : 1); variant++) {
        GemmSpec spec = spec(s[0], s[1], s[2], StridedRows.rowMajor(s[2]), variant);
        float[] a = Case.random(s[0] * s[2], random);
        new Case(spec, 1 + variant % 3, a, random).check((x, i, k) -> x[i * s[2] + k]);
      }
    }
  }

  @Test
  void everyWidthOfTile() {
    Random random = new Random(2);
    for (int vectors = 1; vectors <= 3; vectors++) {
      for (int m : new int[] {1, 5, 13, 24}) {
        int n = 3 * Lanes.COUNT + m % 5;
        int depth = 19;
        GemmSpec spec =
            GemmSpec.of(m, n, depth, StridedRows.rowMajor(depth))
                .withTile(new Tile(Lanes.COUNT, vectors))
                .withBias();
        float[] a = Case.random(m * depth, random);
        new Case(spec, 2, a, random).check((x, i, k) -> x[i * depth + k]);
      }
    }
  }

  @Test
  void transposedRowsWithStride() {
    Random random = new Random(3);
    for (int[] s : SHAPES) {
      int stride = s[0] + 3;
      GemmSpec spec = GemmSpec.of(s[0], s[1], s[2], StridedRows.transposed(stride));
      float[] a = Case.random(s[2] * stride, random);
      new Case(spec, 2, a, random).check((x, i, k) -> x[k * stride + i]);
    }
  }

  @Test
  void packingTheTransposeOrInSharesGivesTheSamePanels() {
    Random random = new Random(4);
    for (int[] s : SHAPES) {
      PanelLayout layout = new PanelLayout(s[2], s[1], Tile.forColumns(s[1]));
      float[] b = Case.random(s[1] * s[2], random);
      float[] transposed = new float[b.length];
      for (int i = 0; i < s[2]; i++) {
        for (int j = 0; j < s[1]; j++) {
          transposed[j * s[2] + i] = b[i * s[1] + j];
        }
      }
      try (var plain = NativeMemory.allocate(4L * b.length, "b");
          var turned = NativeMemory.allocate(4L * b.length, "b");
          var expected = NativeMemory.allocate(layout.bytes(), "packed");
          var actual = NativeMemory.allocate(layout.bytes(), "packed")) {
        plain.segment().copyFrom(MemorySegment.ofArray(b));
        turned.segment().copyFrom(MemorySegment.ofArray(transposed));
        actual.segment().fill((byte) -1);
        PanelPacker.pack(layout, plain.address(), s[1], 1, expected.address());
        int half = layout.panels() / 2;
        PanelPacker.pack(layout, turned.address(), 1, s[2], actual.address(), 0, half);
        PanelPacker.pack(
            layout, turned.address(), 1, s[2], actual.address(), half, layout.panels());
        assertEquals(-1, expected.segment().mismatch(actual.segment()), () -> layout.toString());
      }
    }
  }

  @Test
  void theEpilogueSeesEveryElementOnce() {
    int m = 70;
    int n = 75;
    int depth = 600;
    Epilogue addRowAndColumn =
        (c, stride, row, rows, column, columns, operand) -> {
          for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
              long at = c + i * stride + 4L * j - NativeMemory.base();
              float old = NativeMemory.everything().get(ValueLayout.JAVA_FLOAT, at);
              float more = operand + 1000f * (row + i) + column + j;
              NativeMemory.everything().set(ValueLayout.JAVA_FLOAT, at, old + more);
            }
          }
        };
    GemmSpec spec =
        GemmSpec.of(m, n, depth, StridedRows.rowMajor(depth)).withEpilogue(addRowAndColumn);
    GemmPlan plan = new GemmPlan(spec, 2);
    try (var a = NativeMemory.allocate(4L * m * depth, "a");
        var b = NativeMemory.allocate(plan.layout().bytes(), "b");
        var c = NativeMemory.allocate(4L * m * n, "c");
        var scratch = NativeMemory.allocate(plan.scratchBytes(), "scratch")) {
      for (int task = 0; task < plan.tasks(); task++) {
        plan.run(task, a.address(), b.address(), c.address(), 0, 0, 5, scratch.address());
      }
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          float actual = c.segment().getAtIndex(ValueLayout.JAVA_FLOAT, (long) i * n + j);
          assertEquals(5 + 1000f * i + j, actual);
        }
      }
    }
  }

  private static GemmSpec spec(int m, int n, int k, RowSource rows, int variant) {
    GemmSpec spec = GemmSpec.of(m, n, k, rows).withTile(Tile.forColumns(n));
    if (variant % 2 == 1) {
      spec = spec.withBias().withStride(n + 5L);
    }
    if (variant / 2 % 2 == 1) {
      spec = spec.withResidual(n + 2L);
    }
    return switch (variant / 4) {
      case 0 -> spec;
      case 1 -> spec.withBounds(0, Float.POSITIVE_INFINITY);
      default -> spec.withBounds(-0.5f, 0.75f);
    };
  }
}
