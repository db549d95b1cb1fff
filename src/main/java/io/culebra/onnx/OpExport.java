package io.culebra.onnx;

import io.culebra.op.Op;

/**
 * How an operator of ours is written as a node of ONNX.
 *
 * @param <T> the record of the operator
 */
@FunctionalInterface
interface OpExport<T extends Op> {
  /**
   * Adds the attributes of the operator to a node that has its name, its inputs and its outputs
   * already.
   */
  void write(T op, NodeExport node);
}
