package io.culebra.op;

import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.TensorType;
import java.util.List;

/**
 * An operator with its attributes; immutable, equal when its attributes are.
 *
 * <p>One record per operator implements it: the name of the record is the name of the ONNX
 * operator.
 */
public interface Op {
  /** The operator's name in ONNX. */
  default String name() {
    return getClass().getSimpleName();
  }

  /**
   * The types of the outputs that follow from what is known of the inputs. This is where an
   * operator checks its inputs: their number, element types, ranks, and sizes as far as they are
   * known.
   *
   * @return a type per output that the operator can have, in order; a size that depends on data or
   *     on a symbol is unknown
   * @throws InvalidModelException made by {@link OpInputs#fail}, if an input contradicts the
   *     operator
   * @throws ArithmeticException if a size does not fit in a long
   */
  List<TensorType> infer(OpInputs inputs);
}
