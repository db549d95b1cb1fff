package io.culebra.onnx;

import io.culebra.op.Fused;
import io.culebra.op.Op;
import io.culebra.tensor.InvalidInputException;
import java.util.HashMap;
import java.util.Map;

/**
 * Every operator of ours that has attributes, and how they are written. What is not in the table
 * has none, and the same name and inputs in ONNX.
 */
final class ExportTable {
  private static final ExportTable ALL = new ExportTable();

  static {
    ActivationExports.addTo(ALL);
    LayerExports.addTo(ALL);
    ReductionExports.addTo(ALL);
    MovementExports.addTo(ALL);
    SequenceExports.addTo(ALL);
  }

  private final Map<Class<? extends Op>, OpExport<?>> exports = new HashMap<>();

  /** Adds an operator. */
  <T extends Op> void put(Class<T> type, OpExport<T> export) {
    if (exports.put(type, export) != null) {
      throw new IllegalStateException(type + " stands in the table twice");
    }
  }

  /**
   * Writes the attributes of an operator.
   *
   * @throws InvalidInputException if ONNX has no such operator
   */
  static void write(Op op, NodeExport node) {
    OpExport<?> export = ALL.exports.get(op.getClass());
    if (export != null) {
      apply(export, op, node);
    } else if (op instanceof Fused || op.getClass().getRecordComponents().length > 0) {
      throw new InvalidInputException(op.name() + " cannot be written as ONNX");
    }
  }

  /** The table has for every class an export of that class. */
  @SuppressWarnings("unchecked")
  private static <T extends Op> void apply(OpExport<T> export, Op op, NodeExport node) {
    export.write((T) op, node);
  }
}
