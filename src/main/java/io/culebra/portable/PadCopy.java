package io.culebra.portable;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Shape;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Fills a box whose every axis takes its positions from positions of a smaller or larger one, or
 * from a constant. Runs of neighbouring positions are moved at once. Immutable.
 */
final class PadCopy {
  private static final MemorySegment ALL = NativeMemory.everything();
  private static final long BASE = NativeMemory.base();

  private final int bytes;
  private final int[][] sources;
  private final long[] from;
  private final long[] to;

  /**
   * Per position along the innermost axis, how many positions from it on follow each other in the
   * input.
   */
  private final int[] runs;

  private PadCopy(int bytes, int[][] sources, long[] from, long[] to) {
    this.bytes = bytes;
    this.sources = sources;
    this.from = from;
    this.to = to;
    this.runs = runs(sources[sources.length - 1]);
  }

  /**
   * The copy that fills a whole output.
   *
   * @param bytes the size of an element
   * @param input the sizes of the input as it lies in memory
   * @param sources per axis in memory, for every position of the output that of the input, or -1
   *     for the constant
   */
  static PadCopy of(int bytes, Shape input, int[][] sources) {
    if (sources.length == 0) {
      return of(bytes, Shape.of(1), new int[][] {{0}});
    }
    long[] from = input.strides();
    long[] to = Shape.of(Arrays.stream(sources).mapToLong(s -> s.length).toArray()).strides();
    for (int axis = 0; axis < from.length; axis++) {
      from[axis] *= bytes;
      to[axis] *= bytes;
    }
    return new PadCopy(bytes, sources, from, to);
  }

  private static int[] runs(int[] positions) {
    int[] runs = new int[positions.length];
    for (int i = positions.length - 1; i >= 0; i--) {
      boolean last = i == positions.length - 1;
      boolean joined =
          !last && (positions[i] < 0 ? positions[i + 1] < 0 : positions[i + 1] == positions[i] + 1);
      runs[i] = joined ? runs[i + 1] + 1 : 1;
    }
    return runs;
  }

  /** Fills the box; {@code value} is the address of the constant, or 0 for zero. */
  void run(long source, long target, long value) {
    walk(0, source - BASE, target - BASE, value == 0 ? -1 : value - BASE);
  }

  private void walk(int axis, long source, long target, long value) {
    int[] positions = sources[axis];
    if (axis == sources.length - 1) {
      row(positions, source, target, value);
      return;
    }
    for (int i = 0; i < positions.length; i++) {
      long place = target + i * to[axis];
      if (positions[i] < 0) {
        fill(place, to[axis] / bytes, value);
      } else {
        walk(axis + 1, source + positions[i] * from[axis], place, value);
      }
    }
  }

  private void row(int[] positions, long source, long target, long value) {
    for (int i = 0; i < positions.length; i += runs[i]) {
      long place = target + (long) i * bytes;
      if (positions[i] < 0) {
        fill(place, runs[i], value);
      } else {
        long run = (long) runs[i] * bytes;
        MemorySegment.copy(ALL, source + (long) positions[i] * bytes, ALL, place, run);
      }
    }
  }

  private void fill(long target, long count, long value) {
    if (bytes == 4) {
      int bits = value < 0 ? 0 : ALL.get(JAVA_INT_UNALIGNED, value);
      for (long i = 0; i < count; i++) {
        ALL.set(JAVA_INT_UNALIGNED, target + 4 * i, bits);
      }
    } else {
      for (long i = 0; i < count * bytes; i++) {
        byte part = value < 0 ? 0 : ALL.get(JAVA_BYTE, value + i % bytes);
        ALL.set(JAVA_BYTE, target + i, part);
      }
    }
  }
}
