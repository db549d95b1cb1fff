package io.culebra.reference;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.op.GridSample;

/** GridSample along any number of spatial axes: one element of the output after another. */
final class ReferenceGridSample extends Reference<GridSample> {
  ReferenceGridSample() {
    super(GridSample.class);
  }

  @Override
  Support accepts(KernelSpec spec) {
    boolean empty = spec.input(0).shape().elements() == 0;
    return Support.require(!empty, "its input has no element");
  }

  @Override
  Loop loop(KernelSpec spec) {
    GridSample op = op(spec);
    return operands -> {
      Numbers y = operands.output();
      Sampler sampler = new Sampler(op, operands.input(0), operands.input(1), y);
      for (long i = 0; i < y.count(); i++) {
        y.set(i, sampler.at(i));
      }
    };
  }

  /** Makes elements of the output out of those of the input. */
  private record Sampler(GridSample op, Numbers x, Numbers grid, Numbers y) {
    double at(long index) {
      int axes = x.shape().rank() - 2;
      long places = y.stride(1);
      long image = index / y.stride(0);
      long start = (image * places + index % places) * axes;
      Taps[] taps = new Taps[axes];
      for (int axis = 0; axis < axes; axis++) {
        SampledAxis sampled = new SampledAxis(op, (double) x.size(axis + 2));
        taps[axis] = sampled.taps(grid.get(start + axes - 1 - axis));
      }
      return sum(taps, 0, index / places * x.stride(1));
    }

    /** The weighted sum over the axes from {@code axis} on, at {@code place} along the others. */
    private double sum(Taps[] taps, int axis, long place) {
      if (axis == taps.length) {
        return x.get(place);
      }
      double sum = 0;
      for (int i = 0; i < taps[axis].places().length; i++) {
        if (taps[axis].weights()[i] != 0) {
          long next = place + taps[axis].places()[i] * x.stride(axis + 2);
          sum += taps[axis].weights()[i] * sum(taps, axis + 1, next);
        }
      }
      return sum;
    }
  }
}
