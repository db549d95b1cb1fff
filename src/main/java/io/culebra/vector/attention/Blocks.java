package io.culebra.vector.attention;

import io.culebra.vector.Lanes;
import io.culebra.vector.codegen.RowBlock;
import java.util.ArrayList;
import java.util.List;

/**
 * How the keys of a head are cut into blocks whose scores fit one {@link RowBlock}. None has keys
 * of the past and fresh ones.
 *
 * @param first the first key of each block, with one more for the end
 */
record Blocks(int[] first) {
  private static final long ALIGNMENT = 64;

  static Blocks of(int past, int fresh) {
    List<Integer> starts = new ArrayList<>();
    cut(0, past, starts);
    cut(past, fresh, starts);
    starts.add(past + fresh);
    return new Blocks(starts.stream().mapToInt(i -> i).toArray());
  }

  private static void cut(int from, int count, List<Integer> starts) {
    int blocks = Math.ceilDiv(count, RowBlock.DEPTH);
    for (int i = 0; i < blocks; i++) {
      starts.add(from + (int) ((long) i * count / blocks));
    }
  }

  /** How many blocks there are. */
  int count() {
    return first.length - 1;
  }

  /** The keys of a block. */
  int size(int block) {
    return first[block + 1] - first[block];
  }

  /** The keys of the largest block. */
  int largest() {
    int largest = 0;
    for (int i = 0; i < count(); i++) {
      largest = Math.max(largest, size(i));
    }
    return largest;
  }

  /** The bytes of so many floats, up to whole vectors and cache lines. */
  static long rowBytes(int floats) {
    return align((long) Math.ceilDiv(floats, Lanes.COUNT) * Lanes.COUNT * Float.BYTES);
  }

  /** So many bytes, up to whole cache lines. */
  static long align(long bytes) {
    return Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
  }
}
