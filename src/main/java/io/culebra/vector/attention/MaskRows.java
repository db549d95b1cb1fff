package io.culebra.vector.attention;

import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import io.culebra.kernel.Binding;
import io.culebra.kernel.KernelSpec;
import io.culebra.op.Attention;
import io.culebra.op.AttentionSizes;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;

/**
 * Which keys a query takes part of, and what is added to their scores.
 *
 * @param given whether there is a mask
 * @param selects whether it is bool rather than added
 * @param one whether it has one column for all keys
 * @param columns how many keys take part at most
 * @param batchStride bytes of the mask from one sequence to the next
 * @param headStride bytes of the mask from one head to the next
 * @param queryStride bytes of the mask from one query to the next
 * @param causal whether keys behind the query take no part
 * @param counted whether each sequence has a number of keys
 * @param queries queries per head
 * @param past keys of the past
 */
record MaskRows(
    boolean given,
    boolean selects,
    boolean one,
    int columns,
    long batchStride,
    long headStride,
    long queryStride,
    boolean causal,
    boolean counted,
    int queries,
    int past) {
  private static final int MASK = 3;
  private static final int COUNTS = 6;

  static MaskRows of(KernelSpec spec, AttentionSizes sizes) {
    boolean given = spec.hasInput(MASK);
    Shape shape = (given ? spec.input(MASK).shape() : Shape.scalar()).padLeft(4);
    boolean selects = given && spec.input(MASK).dataType() == DataType.BOOL;
    long size = selects ? 1 : Float.BYTES;
    long[] strides = shape.strides();
    boolean one = shape.size(3) == 1 && sizes.keys() > 1;
    return new MaskRows(
        given,
        selects,
        one,
        Math.toIntExact(given && !one ? shape.size(3) : sizes.keys()),
        shape.size(0) == 1 ? 0 : strides[0] * size,
        shape.size(1) == 1 ? 0 : strides[1] * size,
        shape.size(2) == 1 ? 0 : strides[2] * size,
        spec.base(Attention.class).causal(),
        spec.hasInput(COUNTS),
        Math.toIntExact(sizes.queries()),
        Math.toIntExact(sizes.past()));
  }

  /** How many keys a sequence has. */
  int keys(Binding binding, int batch, int all) {
    if (!counted) {
      return all;
    }
    long count =
        ALL.get(JAVA_LONG_UNALIGNED, binding.input(COUNTS) - BASE + (long) batch * Long.BYTES);
    return (int) Math.clamp(count, 0L, (long) all);
  }

  /** Fills memory that no one needs, so that all keys take part. */
  void admitAll(Binding binding, KernelSpec spec) {
    if (counted) {
      for (long i = 0; i < spec.input(COUNTS).bytes(); i += Long.BYTES) {
        ALL.set(JAVA_LONG_UNALIGNED, binding.input(COUNTS) - BASE + i, Integer.MAX_VALUE);
      }
    }
    for (long i = 0; selects && i < spec.input(MASK).bytes(); i++) {
      ALL.set(JAVA_BYTE, binding.input(MASK) - BASE + i, (byte) 1);
    }
  }

  /**
   * How many keys, the first ones, a query can take part of.
   *
   * @param keys how many the sequence has
   */
  int limit(Binding binding, int batch, int head, int query, int keys) {
    int limit = Math.min(keys, columns);
    if (causal) {
      limit = Math.clamp(query + 1L + (counted ? keys - queries : past), 0, limit);
    }
    return given && one && excludes(offset(binding, batch, head, query)) ? 0 : limit;
  }

  private boolean excludes(long offset) {
    return selects
        ? ALL.get(JAVA_BYTE, offset) == 0
        : ALL.get(JAVA_FLOAT_UNALIGNED, offset) == Float.NEGATIVE_INFINITY;
  }

  /** Masks the scores of {@code count} keys from {@code first} on. */
  void apply(Binding binding, int batch, int head, int query, int first, int count, long row) {
    if (!given) {
      return;
    }
    long mask = offset(binding, batch, head, query) + BASE;
    if (one) {
      // A number added to all scores leaves their softmax as it is.
      if (!selects && !Float.isFinite(ALL.get(JAVA_FLOAT_UNALIGNED, mask - BASE))) {
        ScoreRows.spoil(row, count);
      }
    } else if (selects) {
      ScoreRows.select(row, mask + first, count);
    } else {
      ScoreRows.add(row, mask + (long) first * Float.BYTES, count);
    }
  }

  private long offset(Binding binding, int batch, int head, int query) {
    return binding.input(MASK)
        - BASE
        + batch * batchStride
        + head * headStride
        + query * queryStride;
  }
}
