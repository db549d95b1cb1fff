package io.culebra.onednn;

import io.culebra.kernel.KernelSpec;
import io.culebra.onednn.MatrixProduct.View;
import io.culebra.op.Attention;
import io.culebra.op.AttentionSizes;
import io.culebra.tensor.Shape;

/**
 * The operands of one Attention as matmul sees them: batch x heads x rows x columns, or, where
 * several heads of queries share one of keys, batch x heads of keys x heads that share one x rows x
 * columns. Heads that lie side by side in a row are told apart by strides alone.
 *
 * @param queries rows are queries
 * @param keys transposed: columns are keys
 * @param scores rows are queries, columns are keys
 * @param values rows are keys
 * @param result rows are queries
 */
record AttentionViews(View queries, View keys, View scores, View values, View result) {

  static AttentionViews of(KernelSpec spec) {
    AttentionSizes s = sizes(spec);
    boolean flatValues = spec.input(2).shape().rank() == 3;
    View queries = rows(s, s.flat(), s.group(), s.queries(), s.size());
    View keys = rows(s, s.flatKeys(), 1, s.fresh(), s.size());
    return new AttentionViews(
        queries,
        transposed(keys),
        scores(s),
        rows(s, flatValues, 1, s.fresh(), s.valueSize()),
        rows(s, s.flat(), s.group(), s.queries(), s.valueSize()));
  }

  static AttentionSizes sizes(KernelSpec spec) {
    return AttentionSizes.of(
        spec.base(Attention.class),
        spec.input(0).shape(),
        spec.input(1).shape(),
        spec.input(2).shape(),
        null);
  }

  private static View rows(AttentionSizes s, boolean flat, long group, long rows, long columns) {
    long heads = s.keyHeads() * group;
    long head = flat ? columns : rows * columns;
    long row = flat ? heads * columns : columns;
    long batch = heads * rows * columns;
    return s.group() == 1
        ? new View(new long[] {s.batch(), heads, rows, columns}, new long[] {batch, head, row, 1})
        : new View(
            new long[] {s.batch(), s.keyHeads(), group, rows, columns},
            new long[] {batch, group * head, head, row, 1});
  }

  private static View scores(AttentionSizes s) {
    return View.dense(
        s.group() == 1
            ? Shape.of(s.batch(), s.keyHeads(), s.queries(), s.fresh())
            : Shape.of(s.batch(), s.keyHeads(), s.group(), s.queries(), s.fresh()));
  }

  private static View transposed(View view) {
    int last = view.dims().length - 1;
    long[] dims = view.dims().clone();
    long[] strides = view.strides().clone();
    dims[last - 1] = view.dims()[last];
    dims[last] = view.dims()[last - 1];
    strides[last - 1] = view.strides()[last];
    strides[last] = view.strides()[last - 1];
    return new View(dims, strides);
  }

  /** A mask that broadcasts to batch x heads x queries x keys, as it broadcasts to the scores. */
  View mask(Shape shape) {
    Shape full = shape.padLeft(4);
    if (scores.dims().length == 4) {
      return View.dense(full);
    }
    boolean shared = full.size(1) == 1;
    long keyHeads = shared ? 1 : scores.dims()[1];
    long group = shared ? 1 : scores.dims()[2];
    return View.dense(Shape.of(full.size(0), keyHeads, group, full.size(2), full.size(3)));
  }

  /** How many scores there are. */
  long scoreCount() {
    return Shape.of(scores.dims()).elements();
  }
}
