package io.culebra.onnx;

import io.culebra.op.ArgMax;
import io.culebra.op.ArgMin;
import io.culebra.op.ReduceL1;
import io.culebra.op.ReduceL2;
import io.culebra.op.ReduceLogSum;
import io.culebra.op.ReduceLogSumExp;
import io.culebra.op.ReduceMax;
import io.culebra.op.ReduceMean;
import io.culebra.op.ReduceMin;
import io.culebra.op.ReduceProd;
import io.culebra.op.ReduceSum;
import io.culebra.op.ReduceSumSquare;
import io.culebra.op.Reduction;
import java.util.List;

/** Operators that make one element of many. */
final class ReductionExports {
  private static final List<Class<? extends Reduction>> REDUCTIONS =
      List.of(
          ReduceL1.class,
          ReduceL2.class,
          ReduceLogSum.class,
          ReduceLogSumExp.class,
          ReduceMax.class,
          ReduceMean.class,
          ReduceMin.class,
          ReduceProd.class,
          ReduceSum.class,
          ReduceSumSquare.class);

  private ReductionExports() {}

  static void addTo(ExportTable table) {
    for (Class<? extends Reduction> type : REDUCTIONS) {
      table.put(
          type,
          (op, n) ->
              n.flag("keepdims", op.keepDims())
                  .flag("noop_with_empty_axes", op.noopWithEmptyAxes()));
    }
    table.put(
        ArgMax.class,
        (op, n) ->
            n.integer("axis", op.axis())
                .flag("keepdims", op.keepDims())
                .flag("select_last_index", op.selectLastIndex()));
    table.put(
        ArgMin.class,
        (op, n) ->
            n.integer("axis", op.axis())
                .flag("keepdims", op.keepDims())
                .flag("select_last_index", op.selectLastIndex()));
  }
}
