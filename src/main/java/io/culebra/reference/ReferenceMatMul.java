package io.culebra.reference;

import io.culebra.kernel.KernelSpec;
import io.culebra.op.MatMul;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * MatMul as numpy has it: axes in front broadcast, vectors count as one row or one column. Of
 * integers too.
 */
final class ReferenceMatMul extends Reference<MatMul> {
  ReferenceMatMul() {
    super(MatMul.class);
  }

  @Override
  Loop loop(KernelSpec spec) {
    return operands -> run(operands.input(0), operands.input(1), operands.output());
  }

  private static void run(Numbers left, Numbers right, Numbers y) {
    Numbers a = left.reshaped(left.shape().padLeft(2));
    Numbers b = right.shape().rank() == 1 ? right.reshaped(column(right.shape())) : right;
    long rows = a.size(-2);
    long columns = b.size(-1);
    long inner = a.size(-1);
    Numbers full = y.reshaped(full(left, right, y.shape(), rows, columns));
    for (long i = 0; i < y.count(); i++) {
      long matrix = i / columns / rows * rows * columns;
      long startA = a.broadcast(matrix, full) + i / columns % rows * inner;
      long startB = b.broadcast(matrix, full) + i % columns;
      if (y.isFloat()) {
        y.set(i, Products.sum(a, startA, 1, b, startB, columns, inner));
      } else {
        y.set(i, Products.integerSum(a, startA, 1, b, startB, columns, inner));
      }
    }
  }

  private static Shape column(Shape vector) {
    return Shape.of(List.of(vector.dim(0), Dim.of(1)));
  }

  /** The shape of the output with the rows and columns that vectors leave out. */
  private static Shape full(Numbers left, Numbers right, Shape shape, long rows, long columns) {
    int missing = (left.shape().rank() == 1 ? 1 : 0) + (right.shape().rank() == 1 ? 1 : 0);
    List<Dim> dims = new ArrayList<>(shape.dims().subList(0, shape.rank() - 2 + missing));
    dims.add(Dim.of(rows));
    dims.add(Dim.of(columns));
    return Shape.of(dims);
  }
}
