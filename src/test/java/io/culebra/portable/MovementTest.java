package io.culebra.portable;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.kernel.KernelHarness;
import io.culebra.kernel.Specs;
import io.culebra.kernel.Tensors;
import io.culebra.op.Concat;
import io.culebra.op.DepthToSpace;
import io.culebra.op.Expand;
import io.culebra.op.Gather;
import io.culebra.op.Pad;
import io.culebra.op.PadMode;
import io.culebra.op.Slice;
import io.culebra.op.SpaceToDepth;
import io.culebra.op.Split;
import io.culebra.op.Tile;
import io.culebra.op.Transpose;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MovementTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0,1,2,3", "0,2,3,1", "0,3,1,2", "3,2,1,0", "1,0,3,2", "0,2,1,3", "0,1,3,2", "2,3,0,1"
      })
  void transposesAsTold(String permutation) {
    List<Integer> perm = Arrays.stream(permutation.split(",")).map(Integer::valueOf).toList();
    Tensor x = Tensors.counting(5, 67, 29, 33);
    Moved.check(
        Specs.of(new Transpose(perm), x).threads(2),
        x,
        place -> {
          long[] origin = new long[4];
          for (int axis = 0; axis < 4; axis++) {
            origin[perm.get(axis)] = place[axis];
          }
          return origin;
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void interleavesThePlanesOfPictures(int pictures) {
    Tensor x = Tensors.counting(pictures, 3, 131, 257);
    Moved.check(
        Specs.of(new Transpose(List.of(0, 2, 3, 1)), x).threads(2),
        x,
        p -> new long[] {p[0], p[3], p[1], p[2]});
  }

  @Test
  void transposesHeadsInRuns() {
    Tensor x = Tensors.counting(3, 256, 12, 32);
    Moved.check(
        Specs.of(new Transpose(List.of(0, 2, 1, 3)), x).threads(2),
        x,
        p -> new long[] {p[0], p[2], p[1], p[3]});
  }

  @Test
  void transposesEverySizeOfElement() {
    byte[] bytes = {1, 2, 3, 4, 5, 6};
    Tensor ofBytes = Moved.run(Specs.of(new Transpose(List.of()), Tensor.of(bytes, 2, 3)));
    assertArrayEquals(new byte[] {1, 4, 2, 5, 3, 6}, ofBytes.toByteArray());
    long[] longs = {1, 2, 3, 4, 5, 6};
    Tensor ofLongs = Moved.run(Specs.of(new Transpose(List.of()), Tensor.of(longs, 3, 2)));
    assertArrayEquals(new long[] {1, 3, 5, 2, 4, 6}, ofLongs.toLongArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, -1})
  void concatenatesAlongEveryAxis(int axis) {
    concatenates(axis, 2, 3, 4, 5);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, -1})
  void concatenatesWithTwoThreads(int axis) {
    concatenates(axis, 3, 33, 41, 39);
  }

  private static void concatenates(int axis, long... first) {
    long[] second = first.clone();
    int at = axis < 0 ? axis + 4 : axis;
    second[at] += 2;
    Tensor a = Tensors.counting(first);
    Tensor b = Tensors.counting(second);
    float[] fromA = a.toFloatArray();
    float[] fromB = b.toFloatArray();
    Specs specs = Specs.of(new Concat(axis), a, b).threads(2);
    for (List<Tensor> outputs : KernelHarness.runEveryLayout(new PortableConcat(), specs)) {
      Tensor whole = outputs.getFirst();
      float[] have = whole.toFloatArray();
      for (int i = 0; i < have.length; i++) {
        long[] place = Moved.place(i, whole.shape());
        boolean inFirst = place[at] < first[at];
        place[at] -= inFirst ? 0 : first[at];
        float want =
            inFirst
                ? fromA[(int) Moved.index(place, a.shape())]
                : fromB[(int) Moved.index(place, b.shape())];
        assertEquals(want, have[i]);
      }
    }
  }

  @Test
  void splitsIntoUnequalParts() {
    Tensor x = Tensors.counting(2, 7, 3, 4);
    Specs specs =
        Specs.of(new Split(1, 3), x).constant(Tensor.of(new long[] {2, 4, 1}, 3)).outputs(3);
    for (List<Tensor> parts : KernelHarness.runEveryLayout(new PortableSplit(), specs)) {
      long start = 0;
      for (Tensor part : parts) {
        long before = start;
        Moved.check(part, x, p -> new long[] {p[0], p[1] + before, p[2], p[3]});
        start += part.shape().size(1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,6,1", "-3,100,1", "6,0,-2", "100,-100,-1", "0,7,3", "5,5,1"})
  void slicesWithAnyStep(long start, long end, long step) {
    Tensor x = Tensors.counting(2, 7, 5, 6);
    Tensor[] steering = {
      Tensor.of(new long[] {start, 1}, 2),
      Tensor.of(new long[] {end, 4}, 2),
      Tensor.of(new long[] {1, -2}, 2),
      Tensor.of(new long[] {step, 2}, 2)
    };
    Moved.Source source =
        p -> new long[] {p[0], firstOf(start, step) + p[1] * step, 1 + 2 * p[2], p[3]};
    Specs known = Specs.of(new Slice(), x);
    Specs computed = Specs.of(new Slice(), x);
    for (Tensor tensor : steering) {
      known.constant(tensor);
      computed.input(tensor);
    }
    Moved.check(known, x, source);
    Moved.check(computed, x, source);
  }

  private static long firstOf(long start, long step) {
    long fromFront = start < 0 ? start + 7 : start;
    return step > 0 ? Math.clamp(fromFront, 0, 7) : Math.clamp(fromFront, 0, 6);
  }

  @ParameterizedTest
  @EnumSource(PadMode.class)
  void padsInEveryMode(PadMode mode) {
    Tensor x = Tensors.counting(2, 3, 5, 4);
    long[] pads = {0, 1, 2, 3, 1, 0, 4, 1};
    Specs known = Specs.of(new Pad(mode), x).constant(Tensor.of(pads, 8));
    Specs computed = Specs.of(new Pad(mode), x, Tensor.of(pads, 8));
    Moved.Source source =
        place -> {
          for (int axis = 0; axis < 4; axis++) {
            place[axis] = origin(mode, place[axis] - pads[axis], x.shape().size(axis));
            if (place[axis] < 0) {
              return null;
            }
          }
          return place;
        };
    Moved.check(known, x, source);
    Moved.check(computed, x, source);
  }

  private static long origin(PadMode mode, long at, long size) {
    return switch (mode) {
      case CONSTANT -> at < size ? at : -1;
      case EDGE -> Math.clamp(at, 0, size - 1);
      case WRAP -> Math.floorMod(at, size);
      case REFLECT -> at < 0 ? -at : at < size ? at : 2 * (size - 1) - at;
    };
  }

  @Test
  void padsWithTheValueAndCutsWhereNegative() {
    Tensor x = Tensors.counting(2, 4);
    Tensor padded =
        Moved.run(
            Specs.of(new Pad(PadMode.CONSTANT), x)
                .constant(Tensor.of(new long[] {1, -1, 0, 2}, 4))
                .input(Tensor.of(new float[] {9}, 1)));
    assertArrayEquals(
        new float[] {9, 9, 9, 9, 9, 1, 2, 3, 9, 9, 5, 6, 7, 9, 9}, padded.toFloatArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void gathersAlongEveryAxis(int axis) {
    Tensor x = Tensors.counting(3, 4, 5);
    long[] indices = {2, -1, 0, 1};
    Moved.check(
        Specs.of(new Gather(axis), x, Tensor.of(indices, 2, 2)).threads(2),
        x,
        place -> {
          long index = indices[(int) (place[axis] * 2 + place[axis + 1])];
          long[] origin = new long[3];
          System.arraycopy(place, 0, origin, 0, axis);
          origin[axis] = index < 0 ? index + x.shape().size(axis) : index;
          System.arraycopy(place, axis + 2, origin, axis + 1, 2 - axis);
          return origin;
        });
  }

  @Test
  void refusesToGatherFromOutside() {
    Specs specs = Specs.of(new Gather(0), Tensors.counting(3, 4), Tensor.of(new int[] {1, 3}, 2));
    InvalidModelException failure =
        assertThrows(
            InvalidModelException.class, () -> KernelHarness.run(new PortableGather(), specs));
    assertTrue(failure.getMessage().contains("index 3 of an axis of 3"), failure::getMessage);
  }

  @Test
  void expandsAlongAxesOfOne() {
    Tensor x = Tensors.counting(3, 1, 5);
    Moved.check(
        Specs.of(new Expand(), x).constant(Tensor.of(new long[] {2, 1, 4, 1}, 4)),
        x,
        p -> new long[] {p[1], 0, p[3]});
  }

  @Test
  void tilesEveryAxis() {
    Tensor x = Tensors.counting(2, 3, 4);
    Moved.check(
        Specs.of(new Tile(), x).constant(Tensor.of(new long[] {2, 1, 3}, 3)),
        x,
        p -> new long[] {p[0] % 2, p[1] % 3, p[2] % 4});
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void movesDepthToSpace(boolean crd) {
    Tensor x = Tensors.counting(2, 12, 3, 5);
    Moved.check(
        Specs.of(new DepthToSpace(2, crd), x),
        x,
        p -> {
          long inBlock = p[2] % 2 * 2 + p[3] % 2;
          long channel = crd ? p[1] * 4 + inBlock : inBlock * 3 + p[1];
          return new long[] {p[0], channel, p[2] / 2, p[3] / 2};
        });
  }

  @Test
  void movesSpaceToDepth() {
    Tensor x = Tensors.counting(2, 3, 4, 6);
    Moved.check(
        Specs.of(new SpaceToDepth(2), x),
        x,
        p -> {
          long inBlock = p[1] / 3;
          return new long[] {p[0], p[1] % 3, p[2] * 2 + inBlock / 2, p[3] * 2 + inBlock % 2};
        });
  }
}
