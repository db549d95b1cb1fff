package io.culebra.onnx;

import io.culebra.graph.Value;
import io.culebra.op.ArgMax;
import io.culebra.op.ArgMin;
import io.culebra.op.Op;
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

/** Operators that make one element of many. */
final class ReductionImports {
  private ReductionImports() {}

  /** Makes the record of a reduction. */
  private interface Maker {
    Op make(boolean keepDims, boolean noopWithEmptyAxes);
  }

  /** Makes the record of a search for an index. */
  private interface IndexMaker {
    Op make(int axis, boolean keepDims, boolean selectLastIndex);
  }

  static void addTo(ImportTable table) {
    put(table, "ReduceL1", ReduceL1::new);
    put(table, "ReduceL2", ReduceL2::new);
    put(table, "ReduceLogSum", ReduceLogSum::new);
    put(table, "ReduceLogSumExp", ReduceLogSumExp::new);
    put(table, "ReduceMax", ReduceMax::new);
    put(table, "ReduceMean", ReduceMean::new);
    put(table, "ReduceMin", ReduceMin::new);
    put(table, "ReduceProd", ReduceProd::new);
    put(table, "ReduceSum", ReduceSum::new);
    put(table, "ReduceSumSquare", ReduceSumSquare::new);
    putIndex(table, "ArgMax", ArgMax::new);
    putIndex(table, "ArgMin", ArgMin::new);
  }

  /**
   * The axes are an attribute before opset 13 (ReduceSum) or 18 (the others), and an input since.
   */
  private static void put(ImportTable table, String name, Maker maker) {
    table.put(
        name,
        node -> {
          Attributes attributes = node.attributes();
          Op op =
              maker.make(
                  attributes.flag("keepdims", true),
                  attributes.flag("noop_with_empty_axes", false));
          long[] axes = attributes.longs("axes");
          Value given = axes == null ? node.input(1) : node.integers(axes);
          node.becomes(op, node.required(0), given);
        });
  }

  private static void putIndex(ImportTable table, String name, IndexMaker maker) {
    table.put(
        name,
        node -> {
          Attributes attributes = node.attributes();
          node.becomes(
              maker.make(
                  attributes.integer("axis", 0),
                  attributes.flag("keepdims", true),
                  attributes.flag("select_last_index", false)));
        });
  }
}
