package io.culebra.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LayoutTest {
  @Test
  void aLayoutIsOneOfTensorsOfItsRankAlone() {
    Layout images = Layout.channelsLast(4);
    assertThrows(IllegalArgumentException.class, () -> images.physical(Shape.of(2, 3, 4)));
    assertThrows(IllegalArgumentException.class, () -> images.strides(Shape.of(2, 3, 4, 5, 6)));
    assertThrows(
        IllegalArgumentException.class, () -> new Operand(TensorType.f32(2, 3, 4), images, null));
    assertThrows(
        IllegalArgumentException.class,
        () -> Layout.alike(Shape.of(1, 4, 3), Layout.rowMajor(4), images));
    assertThrows(IllegalArgumentException.class, () -> images.trailing(5));
    assertThrows(IllegalArgumentException.class, () -> new Layout(List.of(0, 2, 2)));
    assertThrows(IllegalArgumentException.class, () -> new Layout(List.of(1, 2)));
  }

  @Test
  void channelsLieInnermost() {
    assertEquals("acdb", Layout.channelsLast(4).tag());
    assertEquals("acb", Layout.channelsLast(3).tag());
    assertEquals("ab", Layout.channelsLast(2).tag());
    assertFalse(Layout.channelsLast(2).isChannelsLast());
    assertArrayEquals(
        new long[] {60, 1, 15, 3}, Layout.channelsLast(4).strides(Shape.of(2, 3, 4, 5)));
  }

  @Test
  void whatBroadcastsToImagesLiesWithTheirChannelsInnermostToo() {
    Layout images = Layout.channelsLast(4);
    assertEquals("bca", images.trailing(3).tag());
    assertEquals("ab", images.trailing(2).tag());
    assertEquals("a", images.trailing(1).tag());
    assertEquals("bcda", Layout.channelsLast(5).trailing(4).tag());
    assertTrue(Layout.channelsLast(5).trailing(3).isRowMajor());
  }

  @Test
  void layoutsAreAlikeWhereTheyGiveEveryElementTheSamePlace() {
    Random random = new Random(5);
    for (int i = 0; i < 2000; i++) {
      int rank = random.nextInt(6);
      Layout a = shuffled(rank, random);
      Layout b = random.nextInt(3) == 0 ? Layout.channelsLast(rank) : shuffled(rank, random);
      Shape shape =
          Shape.of(IntStream.range(0, rank).mapToLong(k -> 1 + random.nextInt(3)).toArray());
      boolean same = true;
      for (int axis = 0; axis < rank; axis++) {
        boolean moves = shape.size(axis) > 1;
        same &= !moves || a.strides(shape)[axis] == b.strides(shape)[axis];
      }
      assertEquals(same, Layout.alike(shape, a, b), shape + " in " + a + " and " + b);
    }
  }

  private static Layout shuffled(int rank, Random random) {
    List<Integer> order = new ArrayList<>(Layout.rowMajor(rank).order());
    Collections.shuffle(order, random);
    return new Layout(order);
  }
}
