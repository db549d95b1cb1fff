package io.culebra.vector.elementwise;

import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import io.culebra.tensor.Shape;
import io.culebra.vector.loop.BinaryLoop;

/**
 * How two operands are walked together with their broadcast result. Axes along which both move on
 * evenly are merged, so that what is left is an odometer of outer axes and an inner run: of two
 * vectors, or of a vector and a scalar.
 */
final class Broadcast {
  private static final int BYTES = Float.BYTES;

  private final int axes;
  private final long[] sizes;
  private final long[] aStrides;
  private final long[] bStrides;

  private Broadcast(int axes, long[] sizes, long[] aStrides, long[] bStrides) {
    this.axes = axes;
    this.sizes = sizes;
    this.aStrides = aStrides;
    this.bStrides = bStrides;
  }

  /** Of dense operands with shapes of the same rank, as they lie in memory. */
  static Broadcast of(Shape a, Shape b, Shape output) {
    int rank = output.rank();
    long[] sizes = new long[Math.max(1, rank)];
    long[] aStrides = new long[sizes.length];
    long[] bStrides = new long[sizes.length];
    long[] aDense = a.strides();
    long[] bDense = b.strides();
    int axes = 0;
    for (int i = rank - 1; i >= 0; i--) {
      long size = output.size(i);
      if (size == 1) {
        continue;
      }
      long aStride = a.size(i) == 1 ? 0 : aDense[i] * BYTES;
      long bStride = b.size(i) == 1 ? 0 : bDense[i] * BYTES;
      int last = axes - 1;
      if (axes > 0
          && aStride == aStrides[last] * sizes[last]
          && bStride == bStrides[last] * sizes[last]) {
        sizes[last] *= size;
      } else {
        sizes[axes] = size;
        aStrides[axes] = aStride;
        bStrides[axes] = bStride;
        axes++;
      }
    }
    if (axes == 0) {
      sizes[0] = 1;
      aStrides[0] = BYTES;
      bStrides[0] = BYTES;
      axes = 1;
    }
    return new Broadcast(axes, sizes, aStrides, bStrides);
  }

  /** Combines elements {@code from} up to, not including, {@code to} of the result. */
  void run(BinaryLoop loop, long a, long b, long target, long from, long to) {
    long at = from;
    while (at < to) {
      long rest = at / sizes[0];
      long column = at - rest * sizes[0];
      long count = Math.min(to - at, sizes[0] - column);
      long x = a + column * aStrides[0];
      long y = b + column * bStrides[0];
      for (int axis = 1; axis < axes; axis++) {
        long outer = rest / sizes[axis];
        long index = rest - outer * sizes[axis];
        x += index * aStrides[axis];
        y += index * bStrides[axis];
        rest = outer;
      }
      long place = target + at * BYTES;
      if (aStrides[0] == 0 && bStrides[0] == 0) {
        // Both repeat where a further operand makes the result larger than theirs.
        loop.vectors(x, y, place, 1);
        repeat(place, count);
      } else if (aStrides[0] == 0) {
        loop.scalarVector(x, y, place, count);
      } else if (bStrides[0] == 0) {
        loop.vectorScalar(x, y, place, count);
      } else {
        loop.vectors(x, y, place, count);
      }
      at += count;
    }
  }

  private static void repeat(long place, long count) {
    float value = ALL.get(JAVA_FLOAT_UNALIGNED, place - BASE);
    for (long i = 1; i < count; i++) {
      ALL.set(JAVA_FLOAT_UNALIGNED, place - BASE + i * BYTES, value);
    }
  }
}
