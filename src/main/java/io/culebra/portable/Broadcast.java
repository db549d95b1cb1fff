package io.culebra.portable;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Operand;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The walk through the elements of an output and the elements of up to three inputs that broadcast
 * to it, row by row. Axes are merged where they can be, so that rows are long. Immutable.
 */
final class Broadcast {
  /** The most elements that a row is given at once. */
  static final int ROW = 1024;

  private static final int OUTPUT = 3;

  private final long[] counts;

  /**
   * Bytes from one element to the next, per operand (three inputs, the output) and axis; 0 where
   * one repeats.
   */
  private final long[][] strides;

  private Broadcast(long[] counts, long[][] strides) {
    this.counts = counts;
    this.strides = strides;
  }

  /**
   * What is done to the elements of one row. Offsets are those of its first elements within all
   * memory.
   */
  @FunctionalInterface
  interface Row {
    /**
     * Computes {@code count} neighbouring elements of the output.
     *
     * @param a offset in the first input
     * @param b offset in the second input; of no meaning where there is none
     * @param c offset in the third input; of no meaning where there is none
     * @param out offset in the output
     */
    void run(long a, long b, long c, long out, int count);
  }

  /** The walk through the first output and these inputs; an input of -1 is the output itself. */
  static Broadcast of(KernelSpec spec, int... inputs) {
    Shape shape = spec.physicalOutput();
    int rank = shape.rank();
    long[][] strides = new long[OUTPUT + 1][rank];
    for (int i = 0; i < inputs.length; i++) {
      strides[i] =
          inputs[i] < 0
              ? strides(shape, spec.output())
              : strides(spec.physicalInput(inputs[i]), spec.input(inputs[i]));
    }
    strides[OUTPUT] = strides(shape, spec.output());
    return merged(shape.toArray(), strides);
  }

  private static long[] strides(Shape physical, Operand operand) {
    long[] strides = physical.strides();
    for (int axis = 0; axis < strides.length; axis++) {
      strides[axis] = physical.size(axis) == 1 ? 0 : strides[axis] * bytes(operand.dataType());
    }
    return strides;
  }

  private static long bytes(DataType type) {
    return type.bits() / 8;
  }

  private static Broadcast merged(long[] counts, long[][] strides) {
    List<Integer> kept = new ArrayList<>();
    for (int axis = counts.length - 1; axis >= 0; axis--) {
      if (counts[axis] == 1) {
        continue;
      }
      int inner = kept.isEmpty() ? -1 : kept.getLast();
      if (inner >= 0 && joins(counts[inner], strides, axis, inner)) {
        counts[inner] *= counts[axis];
      } else {
        kept.add(axis);
      }
    }
    int[] axes = kept.reversed().stream().mapToInt(Integer::intValue).toArray();
    long[] newCounts = axes.length == 0 ? new long[] {1} : new long[axes.length];
    long[][] newStrides = new long[strides.length][newCounts.length];
    for (int i = 0; i < axes.length; i++) {
      newCounts[i] = counts[axes[i]];
      for (int operand = 0; operand < strides.length; operand++) {
        newStrides[operand][i] = strides[operand][axes[i]];
      }
    }
    return new Broadcast(newCounts, newStrides);
  }

  private static boolean joins(long innerCount, long[][] strides, int axis, int inner) {
    for (long[] operand : strides) {
      if (operand[axis] != operand[inner] * innerCount) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether neighbours in a row are neighbours in input {@code i} of the walk; otherwise one
   * element repeats.
   */
  boolean advances(int i) {
    return strides[i][counts.length - 1] != 0;
  }

  /** How many shares the walk can be cut into. */
  long shares() {
    return counts[0];
  }

  /** Walks through shares {@code begin} up to, not including, {@code end}. */
  void run(Row row, long a, long b, long c, long out, long begin, long end) {
    walk(
        row,
        0,
        end - begin,
        a + begin * strides[0][0],
        b + begin * strides[1][0],
        c + begin * strides[2][0],
        out + begin * strides[OUTPUT][0]);
  }

  private void walk(Row row, int axis, long count, long a, long b, long c, long out) {
    boolean innermost = axis == counts.length - 1;
    long step = innermost ? ROW : 1;
    for (long i = 0; i < count; i += step) {
      long nextA = a + i * strides[0][axis];
      long nextB = b + i * strides[1][axis];
      long nextC = c + i * strides[2][axis];
      long nextOut = out + i * strides[OUTPUT][axis];
      if (innermost) {
        row.run(nextA, nextB, nextC, nextOut, (int) Math.min(ROW, count - i));
      } else {
        walk(row, axis + 1, counts[axis + 1], nextA, nextB, nextC, nextOut);
      }
    }
  }
}
