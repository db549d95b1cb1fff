package io.culebra.reference;

import io.culebra.kernel.KernelSpec;
import io.culebra.op.LogSoftmax;
import io.culebra.op.Op;
import io.culebra.op.Softmax;
import io.culebra.tensor.Shape;
import java.util.function.ToIntFunction;

/**
 * Softmax and LogSoftmax along one axis.
 *
 * @param <T> the operator
 */
abstract class ReferenceSoftmax<T extends Op> extends Reference<T> {
  private final ToIntFunction<T> axis;
  private final boolean isFunction;

  /**
   * @param isFunction whether 16-bit elements are rounded behind every operator of the function
   *     that the specification makes of this one
   */
  private ReferenceSoftmax(Class<T> operator, ToIntFunction<T> axis, boolean isFunction) {
    super(operator);
    this.axis = axis;
    this.isFunction = isFunction;
  }

  /** Softmax. */
  static ReferenceSoftmax<Softmax> plain() {
    return new ReferenceSoftmax<>(Softmax.class, Softmax::axis, true) {
      @Override
      double value(double shifted, double sum) {
        return Math.exp(shifted) / sum;
      }
    };
  }

  /** LogSoftmax. */
  static ReferenceSoftmax<LogSoftmax> logarithm() {
    return new ReferenceSoftmax<>(LogSoftmax.class, LogSoftmax::axis, false) {
      @Override
      double value(double shifted, double sum) {
        return shifted - Math.log(sum);
      }
    };
  }

  /**
   * The result for one element.
   *
   * @param shifted the element less the greatest along the axis
   * @param sum the sum of the exponentials of all shifted elements along the axis
   */
  abstract double value(double shifted, double sum);

  @Override
  Loop loop(KernelSpec spec) {
    Shape shape = spec.input(0).shape();
    int rank = shape.rank();
    int given = axis.applyAsInt(op(spec));
    int at = given < 0 ? given + rank : given;
    long size = rank == 0 ? 1 : shape.size(at);
    long inner = rank == 0 ? 1 : shape.elements(at + 1, rank);
    return operands -> {
      Numbers x = operands.input(0);
      Numbers y = operands.output();
      for (long i = 0; i < x.count() / Math.max(size, 1); i++) {
        run(x, y, i / inner * size * inner + i % inner, inner, size);
      }
    };
  }

  private void run(Numbers x, Numbers y, long start, long step, long count) {
    if (isFunction && y.type().bits() == 16) {
      double[] row = new double[Math.toIntExact(count)];
      for (int k = 0; k < row.length; k++) {
        row[k] = x.get(start + k * step);
      }
      FunctionRounding.softmax(y.type(), row);
      for (int k = 0; k < row.length; k++) {
        y.set(start + k * step, row[k]);
      }
      return;
    }
    double greatest = Double.NEGATIVE_INFINITY;
    for (long k = 0; k < count; k++) {
      greatest = Math.max(greatest, x.get(start + k * step));
    }
    double sum = 0;
    for (long k = 0; k < count; k++) {
      sum += Math.exp(x.get(start + k * step) - greatest);
    }
    for (long k = 0; k < count; k++) {
      y.set(start + k * step, value(x.get(start + k * step) - greatest, sum));
    }
  }
}
