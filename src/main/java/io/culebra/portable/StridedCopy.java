package io.culebra.portable;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import io.culebra.tensor.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Copies a box of elements between two places, each with a stride of its own per axis. A
 * transposition, a slice, a part of a concatenation, an expansion (stride 0 in the source), a flip
 * (negative stride in the source) are all such copies.
 *
 * <p>Axes are merged where they can be, so that the innermost loop moves runs as long as possible;
 * where source and destination run along different axes, square blocks are moved to use every cache
 * line once. Immutable.
 */
final class StridedCopy {
  private static final MemorySegment ALL = NativeMemory.everything();
  private static final long BASE = NativeMemory.base();

  /** A run shorter than this many bytes is moved element by element rather than by a call. */
  private static final long SHORTEST_RUN = 48;

  /** How much longer a byte takes in short runs. */
  private static final long SHORT_RUNS = 4;

  /** Elements along each side of a block: a cache line of float32. */
  private static final int BLOCK = 16;

  private final long unit;
  private final long[] counts;
  private final long[] from;
  private final long[] to;
  private final boolean transposing;

  /** The axis that shares are cut along, so that each is one stretch of the destination. */
  private final int cut;

  private StridedCopy(long unit, List<Axis> axes) {
    this.unit = unit;
    this.transposing = bringSourceRunInward(unit, axes);
    this.counts = axes.stream().mapToLong(Axis::count).toArray();
    this.from = axes.stream().mapToLong(Axis::from).toArray();
    this.to = axes.stream().mapToLong(Axis::to).toArray();
    this.cut = outermostOfTarget(to);
  }

  /**
   * The copy of a box.
   *
   * @param bytes the size of an element
   * @param counts elements per axis
   * @param from elements from one to the next in the source, per axis
   * @param to elements from one to the next in the destination, per axis; positive
   */
  static StridedCopy of(int bytes, long[] counts, long[] from, long[] to) {
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 0) {
        return new StridedCopy(bytes, new ArrayList<>(List.of(new Axis(0, 0, 0))));
      }
      if (counts[i] > 1) {
        axes.add(new Axis(counts[i], from[i] * bytes, to[i] * bytes));
      }
    }
    axes.sort(Comparator.comparingLong(Axis::to).reversed());
    merge(axes);
    return new StridedCopy(innermostRun(bytes, axes), axes);
  }

  /** Joins neighbouring axes that are as good as one in both places. */
  private static void merge(List<Axis> axes) {
    for (int i = axes.size() - 2; i >= 0; i--) {
      Axis outer = axes.get(i);
      Axis inner = axes.get(i + 1);
      if (outer.from == inner.from * inner.count && outer.to == inner.to * inner.count) {
        axes.set(i, new Axis(outer.count * inner.count, inner.from, inner.to));
        axes.remove(i + 1);
      }
    }
  }

  /**
   * Takes the innermost axis away where it is a run of bytes in both places; the bytes moved at
   * once.
   */
  private static long innermostRun(long bytes, List<Axis> axes) {
    if (axes.isEmpty()) {
      return bytes;
    }
    Axis last = axes.getLast();
    long run = last.count * bytes;
    boolean atOnce = run >= SHORTEST_RUN || (Long.bitCount(run) == 1 && run <= 8);
    if (last.from != bytes || last.to != bytes || !atOnce) {
      return bytes;
    }
    axes.removeLast();
    return run;
  }

  /**
   * Where the source runs along an outer axis, makes that the last, or the last but one if it is
   * short; whether there is such an axis.
   */
  private static boolean bringSourceRunInward(long unit, List<Axis> axes) {
    if (unit > 8 || axes.size() < 2 || axes.getLast().from == unit) {
      return false;
    }
    for (int i = 0; i < axes.size() - 1; i++) {
      if (axes.get(i).from == unit) {
        Axis sourceRun = axes.remove(i);
        axes.add(axes.size() - (sourceRun.count < BLOCK ? 1 : 0), sourceRun);
        return true;
      }
    }
    return false;
  }

  private static int outermostOfTarget(long[] to) {
    int outermost = 0;
    for (int i = 1; i < to.length; i++) {
      outermost = to[i] > to[outermost] ? i : outermost;
    }
    return outermost;
  }

  /** How many shares the copy can be cut into. */
  long shares() {
    return counts.length == 0 ? 1 : counts[cut];
  }

  /** How long the copy takes, as the number of bytes that are moved in this time in long runs. */
  long work() {
    long bytes = unit;
    for (long count : counts) {
      bytes *= count;
    }
    return unit < SHORTEST_RUN && !interleavesThree() ? SHORT_RUNS * bytes : bytes;
  }

  /** Whether three rows of the source become neighbours, as the planes of a picture do. */
  private boolean interleavesThree() {
    return transposing && unit == Float.BYTES && counts[counts.length - 2] == 3;
  }

  /**
   * Copies shares {@code begin} up to, not including, {@code end} of the box between these
   * addresses of its first element.
   */
  void run(long source, long target, long begin, long end) {
    if (counts.length == 0) {
      MemorySegment.copy(ALL, source - BASE, ALL, target - BASE, unit);
    } else {
      long share = end - begin;
      long first = source - BASE + begin * from[cut];
      walk(0, share, first, target - BASE + begin * to[cut]);
    }
  }

  /** Elements along an axis of a share. */
  private long count(int axis, long share) {
    return axis == cut ? share : counts[axis];
  }

  private void walk(int axis, long share, long source, long target) {
    int inner = counts.length - 1 - axis;
    long count = count(axis, share);
    if (inner == 0) {
      row(count, source, target);
    } else if (inner == 1 && transposing) {
      blocks(count, count(axis + 1, share), source, target);
    } else {
      for (long i = 0; i < count; i++) {
        walk(axis + 1, share, source + i * from[axis], target + i * to[axis]);
      }
    }
  }

  private void blocks(long rows, long columns, long source, long target) {
    if (rows == 3 && interleavesThree()) {
      interleaveThree(columns, source, target);
      return;
    }
    int axis = counts.length - 2;
    for (long i = 0; i < rows; i += BLOCK) {
      long height = Math.min(BLOCK, rows - i);
      long widest = BLOCK * BLOCK / height;
      for (long j = 0; j < columns; j += widest) {
        long width = Math.min(widest, columns - j);
        for (long k = i; k < i + height; k++) {
          row(
              width,
              source + k * from[axis] + j * from[axis + 1],
              target + k * to[axis] + j * to[axis + 1]);
        }
      }
    }
  }

  /** Three rows at once. */
  private void interleaveThree(long columns, long source, long target) {
    int axis = counts.length - 2;
    long f = from[axis + 1];
    long t = to[axis + 1];
    long nextSource = from[axis];
    long nextTarget = to[axis];
    for (long i = 0; i < columns; i++) {
      long s = source + i * f;
      long d = target + i * t;
      int first = ALL.get(JAVA_INT_UNALIGNED, s);
      int second = ALL.get(JAVA_INT_UNALIGNED, s + nextSource);
      int third = ALL.get(JAVA_INT_UNALIGNED, s + 2 * nextSource);
      ALL.set(JAVA_INT_UNALIGNED, d, first);
      ALL.set(JAVA_INT_UNALIGNED, d + nextTarget, second);
      ALL.set(JAVA_INT_UNALIGNED, d + 2 * nextTarget, third);
    }
  }

  private void row(long count, long source, long target) {
    long f = from[from.length - 1];
    long t = to[to.length - 1];
    switch ((int) Math.min(unit, SHORTEST_RUN)) {
      case 1 -> {
        for (long i = 0; i < count; i++) {
          ALL.set(JAVA_BYTE, target + i * t, ALL.get(JAVA_BYTE, source + i * f));
        }
      }
      case 2 -> {
        for (long i = 0; i < count; i++) {
          ALL.set(
              JAVA_SHORT_UNALIGNED, target + i * t, ALL.get(JAVA_SHORT_UNALIGNED, source + i * f));
        }
      }
      case 4 -> {
        for (long i = 0; i < count; i++) {
          ALL.set(JAVA_INT_UNALIGNED, target + i * t, ALL.get(JAVA_INT_UNALIGNED, source + i * f));
        }
      }
      case 8 -> {
        for (long i = 0; i < count; i++) {
          ALL.set(
              JAVA_LONG_UNALIGNED, target + i * t, ALL.get(JAVA_LONG_UNALIGNED, source + i * f));
        }
      }
      default -> {
        for (long i = 0; i < count; i++) {
          MemorySegment.copy(ALL, source + i * f, ALL, target + i * t, unit);
        }
      }
    }
  }

  /** One axis of the box; strides in bytes. */
  private record Axis(long count, long from, long to) {}
}
