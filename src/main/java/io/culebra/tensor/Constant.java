package io.culebra.tensor;

import java.lang.foreign.MemorySegment;

/**
 * The value of a tensor that never changes: a weight, or what was computed from weights. The data
 * may still lie in a model file; it is read when asked for.
 *
 * <p>Identity is meaningful: what is derived from a constant (packed weights) is kept by the
 * constant's identity and shared by whoever holds the same object. Implementations are safe for use
 * by many threads.
 */
public interface Constant {
  /**
   * A constant with the elements of {@code tensor}, which belongs to the constant from now on:
   * nobody else may write to it or close it.
   */
  static Constant of(Tensor tensor) {
    return new TensorConstant(tensor);
  }

  /** The element type. */
  DataType dataType();

  /** The shape, every size known. */
  Shape shape();

  /**
   * Writes the elements, row-major, to the start of {@code target}, which has at least {@link
   * #bytes()} bytes.
   *
   * @throws InvalidModelException if the file that the data lies in has been cut short since
   */
  void copyTo(MemorySegment target);

  /**
   * A tensor with these elements, which the caller closes.
   *
   * @throws InvalidModelException if the file that the data lies in has been cut short since
   */
  default Tensor toTensor() {
    Tensor tensor = Tensor.allocate(dataType(), shape());
    copyTo(tensor.elements());
    return tensor;
  }

  /** Bytes of the dense elements. */
  default long bytes() {
    return dataType().bytes(shape().elements());
  }
}
