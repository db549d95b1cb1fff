package io.culebra.portable;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Operand;
import io.culebra.tensor.Shape;

/**
 * A box of elements that a step copies from an input to an output.
 *
 * @param input the input that it comes from
 * @param fromOffset bytes from the input's start to the first element
 * @param output the output that it goes to
 * @param toOffset bytes from the output's start to the first element
 * @param copy the box
 */
record Move(int input, long fromOffset, int output, long toOffset, StridedCopy copy) {
  /**
   * A copy of the whole of input {@code input} to the start of output {@code output}, byte for
   * byte.
   */
  static Move whole(KernelSpec spec, int input, int output) {
    long[] bytes = {spec.output(output).bytes()};
    long[] dense = {1};
    return new Move(input, 0, output, 0, StridedCopy.of(1, bytes, dense, dense));
  }

  /**
   * A copy of a box between an input and an output of the same element type.
   *
   * @param counts elements per axis
   * @param fromStart the index of the box's first element in the input, in elements from its start
   * @param from elements from one to the next in the input, per axis
   * @param toStart the index of the box's first element in the output, in elements from its start
   * @param to elements from one to the next in the output, per axis
   */
  static Move box(
      KernelSpec spec,
      int input,
      int output,
      long[] counts,
      long fromStart,
      long[] from,
      long toStart,
      long[] to) {
    int bytes = spec.input(input).dataType().bits() / 8;
    return new Move(
        input, fromStart * bytes, output, toStart * bytes, StridedCopy.of(bytes, counts, from, to));
  }

  /** Elements from one to the next in memory, along each axis of the operand's shape. */
  static long[] strides(Operand operand) {
    return operand.layout().strides(operand.shape());
  }

  /**
   * Elements from one to the next in memory along each axis of {@code target}, to which the operand
   * is broadcast: 0 where the operand repeats.
   */
  static long[] strides(Operand operand, Shape target) {
    long[] own = strides(operand);
    long[] strides = new long[target.rank()];
    int missing = strides.length - own.length;
    for (int axis = 0; axis < own.length; axis++) {
      strides[missing + axis] = operand.shape().size(axis) == 1 ? 0 : own[axis];
    }
    return strides;
  }
}
