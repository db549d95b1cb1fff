package io.culebra.onednn;

import io.culebra.tensor.Shape;
import java.util.Arrays;

/**
 * Two tensors that broadcast to a third, with neighbouring dimensions merged where neither, or the
 * same one, is repeated along them: the fewer there are, the better the kernel that oneDNN has.
 *
 * @param left each dimension that of the result or 1
 * @param right each dimension that of the result or 1
 * @param result the sizes of the result
 */
record Broadcast(long[] left, long[] right, long[] result) {
  /**
   * Merges the dimensions of three shapes of the same rank, in the order in which they lie in
   * memory.
   */
  static Broadcast of(Shape left, Shape right, Shape result) {
    int rank = result.rank();
    long[] a = new long[rank + 1];
    long[] b = new long[rank + 1];
    long[] c = new long[rank + 1];
    int count = 0;
    for (int axis = 0; axis < rank; axis++) {
      long size = result.size(axis);
      boolean repeatsLeft = left.size(axis) != size;
      boolean repeatsRight = right.size(axis) != size;
      if (size == 1) {
        continue;
      }
      boolean merges =
          count > 0
              && repeatsLeft == (a[count - 1] != c[count - 1])
              && repeatsRight == (b[count - 1] != c[count - 1]);
      if (!merges) {
        a[count] = 1;
        b[count] = 1;
        c[count] = 1;
        count++;
      }
      a[count - 1] *= left.size(axis);
      b[count - 1] *= right.size(axis);
      c[count - 1] *= size;
    }
    int kept = Math.max(1, count);
    if (count == 0) {
      a[0] = 1;
      b[0] = 1;
      c[0] = 1;
    }
    return new Broadcast(Arrays.copyOf(a, kept), Arrays.copyOf(b, kept), Arrays.copyOf(c, kept));
  }

  /** Whether the left one is repeated along some dimension. */
  boolean repeatsLeft() {
    return !Arrays.equals(left, result);
  }

  /** The same with left and right exchanged. */
  Broadcast swapped() {
    return new Broadcast(right, left, result);
  }
}
