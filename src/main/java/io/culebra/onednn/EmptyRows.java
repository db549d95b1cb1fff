package io.culebra.onednn;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import io.culebra.kernel.Binding;
import io.culebra.kernel.KernelSpec;
import io.culebra.onednn.MatrixProduct.View;
import io.culebra.op.Attention;
import io.culebra.op.AttentionSizes;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Shape;
import java.lang.foreign.MemorySegment;

/**
 * Gives zeros, or NaN if the operator is literal, to queries whose mask excludes every key: a
 * softmax over nothing but negative infinity has no value, and what oneDNN gives for it depends on
 * the number of keys.
 *
 * @param element what is given
 */
record EmptyRows(Shape mask, AttentionSizes sizes, View result, float element) {
  private static final MemorySegment ALL = NativeMemory.everything();

  static EmptyRows of(KernelSpec spec) {
    return new EmptyRows(
        spec.input(AttentionPrimitives.MASK).shape().padLeft(4),
        AttentionViews.sizes(spec),
        AttentionViews.of(spec).result(),
        spec.base(Attention.class).literal() ? Float.NaN : 0);
  }

  /** Fills the rows of the result whose rows of the mask exclude everything. */
  void fill(Binding binding) {
    long columns = mask.size(3);
    long rows = mask.elements() / columns;
    long row = binding.input(AttentionPrimitives.MASK) - NativeMemory.base();
    for (long i = 0; i < rows; i++) {
      if (excludesAll(row, columns)) {
        fill(i, binding.output(0) - NativeMemory.base());
      }
      row += columns * Float.BYTES;
    }
  }

  private static boolean excludesAll(long row, long columns) {
    for (long i = 0; i < columns; i++) {
      if (ALL.get(JAVA_FLOAT_UNALIGNED, row + i * Float.BYTES) != Float.NEGATIVE_INFINITY) {
        return false;
      }
    }
    return true;
  }

  /** Fills every row of the result that this row of the mask stands for. */
  private void fill(long maskRow, long output) {
    long[] strides = result.strides();
    int rows = strides.length - 2;
    long query = maskRow % mask.size(2);
    long head = maskRow / mask.size(2) % mask.size(1);
    long sequence = maskRow / mask.size(2) / mask.size(1);
    for (long b = first(sequence, 0); b < end(sequence, 0, sizes.batch()); b++) {
      for (long h = first(head, 1); h < end(head, 1, sizes.queryHeads()); h++) {
        for (long q = first(query, 2); q < end(query, 2, sizes.queries()); q++) {
          long place = b * strides[0] + h * strides[rows - 1] + q * strides[rows];
          for (long i = 0; i < sizes.valueSize(); i++) {
            ALL.set(JAVA_FLOAT_UNALIGNED, output + (place + i) * Float.BYTES, element);
          }
        }
      }
    }
  }

  /** The first place along an axis that a place in the mask stands for. */
  private long first(long place, int axis) {
    return mask.size(axis) == 1 ? 0 : place;
  }

  /** The end of the places along an axis that a place in the mask stands for. */
  private long end(long place, int axis, long size) {
    return mask.size(axis) == 1 ? size : place + 1;
  }
}
