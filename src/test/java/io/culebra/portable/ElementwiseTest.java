package io.culebra.portable;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.culebra.kernel.KernelHarness;
import io.culebra.kernel.Specs;
import io.culebra.kernel.Tensors;
import io.culebra.op.Add;
import io.culebra.op.And;
import io.culebra.op.Cos;
import io.culebra.op.Div;
import io.culebra.op.Equal;
import io.culebra.op.Greater;
import io.culebra.op.Less;
import io.culebra.op.Max;
import io.culebra.op.Mean;
import io.culebra.op.Mod;
import io.culebra.op.Mul;
import io.culebra.op.Neg;
import io.culebra.op.Not;
import io.culebra.op.Pow;
import io.culebra.op.Range;
import io.culebra.op.Round;
import io.culebra.op.Sub;
import io.culebra.op.Where;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElementwiseTest {
  @ParameterizedTest
  @CsvSource({
    "2x3x4x5, 2x3x4x5",
    "2x3x4x5, scalar",
    "2x3x4x5, 3x1x1",
    "2x3x4x5, 5",
    "3x1x5, 2x3x4x1",
    "1x5, 4x1",
    "7x1100, 1x1100",
    "2x40000, 2x1"
  })
  void broadcastsInBothLayouts(String left, String right) {
    Tensor a = Tensors.normal(1, shape(left));
    Tensor b = Tensors.normal(2, shape(right));
    Specs specs = Specs.of(new Sub(), a, b).threads(2);
    for (List<Tensor> outputs :
        KernelHarness.runEveryLayout(new PortableBinary<>(Sub.class), specs)) {
      Tensor output = outputs.getFirst();
      float[] have = output.toFloatArray();
      for (int i = 0; i < have.length; i++) {
        long[] place = Moved.place(i, output.shape());
        assertEquals(at(a, place) - at(b, place), have[i]);
      }
    }
  }

  private static long[] shape(String text) {
    return text.equals("scalar")
        ? new long[0]
        : java.util.Arrays.stream(text.split("x")).mapToLong(Long::parseLong).toArray();
  }

  private static float at(Tensor tensor, long[] place) {
    Shape shape = tensor.shape();
    long[] own = new long[shape.rank()];
    for (int axis = 0; axis < own.length; axis++) {
      own[axis] = shape.size(axis) == 1 ? 0 : place[place.length - own.length + axis];
    }
    return tensor.toFloatArray()[(int) Moved.index(own, shape)];
  }

  @Test
  void computesWithLongs() {
    Tensor a = Tensor.of(new long[] {7, -7, 1L << 62, 5}, 4);
    Tensor b = Tensor.of(new long[] {2, 2, 4, 0}, 4);
    assertArrayEquals(
        new long[] {3, -3, 1L << 60, 0}, Moved.run(Specs.of(new Div(), a, b)).toLongArray());
    assertArrayEquals(
        new long[] {9, -5, (1L << 62) + 4, 5}, Moved.run(Specs.of(new Add(), a, b)).toLongArray());
    assertArrayEquals(
        new long[] {14, -14, 0, 0}, Moved.run(Specs.of(new Mul(), a, b)).toLongArray());
    assertArrayEquals(
        new long[] {1, 1, 0, 0}, Moved.run(Specs.of(new Mod(false), a, b)).toLongArray());
    assertArrayEquals(
        new long[] {1, -1, 0, 0}, Moved.run(Specs.of(new Mod(true), a, b)).toLongArray());
    assertArrayEquals(
        new long[] {49, 49, 0, 1}, Moved.run(Specs.of(new Pow(), a, b)).toLongArray());
    assertArrayEquals(
        new long[] {-7, 7, -(1L << 62), -5}, Moved.run(Specs.of(new Neg(), a)).toLongArray());
  }

  @Test
  void takesUnsignedIntegersAsSuch() {
    Tensor a =
        Tensor.copyOf(MemorySegment.ofArray(new long[] {-1, 6}), DataType.UINT64, Shape.of(2));
    Tensor b =
        Tensor.copyOf(MemorySegment.ofArray(new long[] {2, 7}), DataType.UINT64, Shape.of(2));
    assertArrayEquals(
        new long[] {Long.MAX_VALUE, 0}, Moved.run(Specs.of(new Div(), a, b)).toLongArray());
    assertArrayEquals(new byte[] {1, 0}, Moved.run(Specs.of(new Greater(), a, b)).toByteArray());
    assertArrayEquals(new long[] {-1, 7}, Moved.run(Specs.of(new Max(), a, b)).toLongArray());
  }

  @Test
  void comparesAndJoinsTruths() {
    Tensor a = Tensor.of(new float[] {1, Float.NaN, 3}, 3);
    Tensor b = Tensor.of(new float[] {1, Float.NaN, 4}, 3);
    assertArrayEquals(new byte[] {1, 0, 0}, Moved.run(Specs.of(new Equal(), a, b)).toByteArray());
    Tensor less = Moved.run(Specs.of(new Less(), a, b));
    assertArrayEquals(new byte[] {0, 0, 1}, less.toByteArray());
    Tensor not = Moved.run(Specs.of(new Not(), less));
    assertArrayEquals(new byte[] {1, 1, 0}, not.toByteArray());
    assertArrayEquals(
        new byte[] {0, 0, 0}, Moved.run(Specs.of(new And(), less, not)).toByteArray());
  }

  @Test
  void joinsAnyNumberOfInputs() {
    Tensor a = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
    Tensor b = Tensor.of(new float[] {5, 0}, 2);
    Tensor c = Tensor.of(new float[] {3}, 1);
    assertArrayEquals(
        new float[] {3, 5 / 3f, 11 / 3f, 7 / 3f},
        Moved.run(Specs.of(new Mean(), a, b, c)).toFloatArray());
    assertArrayEquals(
        new float[] {5, 3, 5, 4}, Moved.run(Specs.of(new Max(), a, b, c)).toFloatArray());
    assertArrayEquals(a.toFloatArray(), Moved.run(Specs.of(new Max(), a)).toFloatArray());
  }

  @Test
  void mapsFractions() {
    Tensor x = Tensor.of(new float[] {0.5f, 1.5f, 2.5f, -0.4f}, 4);
    assertArrayEquals(
        new float[] {0, 2, 2, -0f}, Moved.run(Specs.of(new Round(), x)).toFloatArray());
    assertEquals((float) Math.cos(0.5), Moved.run(Specs.of(new Cos(), x)).toFloatArray()[0]);
  }

  @Test
  void choosesAmongTensorsThatBroadcast() {
    Tensor condition = Tensor.of(new boolean[] {true, false, true}, 3);
    Tensor floats =
        Moved.run(
            Specs.of(
                new Where(), condition, Tensors.counting(2, 3), Tensor.of(new float[] {-1}, 1)));
    assertArrayEquals(new float[] {0, -1, 2, 3, -1, 5}, floats.toFloatArray());
    Tensor longs =
        Moved.run(
            Specs.of(
                new Where(),
                condition,
                Tensor.of(new long[] {1L << 40}),
                Tensor.of(new long[] {-1, -2, -3}, 3)));
    assertArrayEquals(new long[] {1L << 40, -2, 1L << 40}, longs.toLongArray());
  }

  @Test
  void countsInAnyType() {
    Specs longs =
        Specs.of(new Range())
            .constant(Tensor.of(new long[] {10}))
            .constant(Tensor.of(new long[] {4}))
            .constant(Tensor.of(new long[] {-3}));
    assertArrayEquals(new long[] {10, 7}, Moved.run(longs).toLongArray());
  }
}
