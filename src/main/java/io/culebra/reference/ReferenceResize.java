package io.culebra.reference;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.op.AspectPolicy;
import io.culebra.op.Resize;
import io.culebra.op.ResizeMode;
import io.culebra.scalar.IntegerRange;

/**
 * Resize in all modes, along any axes; region, scales and sizes are constant or come with the data.
 *
 * <p>How interpolated integers are rounded, the specification leaves open. Linear ones without a
 * filter against aliases are cut off from a sum in float, as ONNX Runtime has it; all others are
 * rounded to the nearest, of two as near the even one, and limited to their range, as in ONNX's
 * reference.
 */
final class ReferenceResize extends Reference<Resize> {
  private static final int REGION = 1;
  private static final int SCALES = 2;
  private static final int SIZES = 3;

  ReferenceResize() {
    super(Resize.class);
  }

  @Override
  Support accepts(KernelSpec spec) {
    boolean empty = spec.input(0).shape().elements() == 0;
    return Support.require(!empty, "its input has no element")
        .and(
            Support.require(
                spec.output().shape().dims().stream()
                    .allMatch(dim -> dim.size() <= Integer.MAX_VALUE),
                "an axis has more than 2^31 - 1 elements"));
  }

  @Override
  Loop loop(KernelSpec spec) {
    Resize op = op(spec);
    boolean scaled = spec.hasInput(SCALES) && spec.input(SCALES).shape().elements() > 0;
    boolean cropped = spec.hasInput(REGION) && spec.input(REGION).shape().elements() > 0;
    return operands -> {
      Numbers y = operands.output();
      Taps[][] taps = taps(op, scaled, cropped, operands);
      Interpolation interpolation =
          new Interpolation(operands.input(0), y, taps, op.extrapolation());
      boolean whole = !y.isFloat() && op.mode() != ResizeMode.NEAREST;
      boolean cut = whole && op.mode() == ResizeMode.LINEAR && !op.antialias();
      for (long i = 0; i < y.count(); i++) {
        if (cut) {
          y.set(i, IntegerRange.of(y.type()).clamp(interpolation.inFloat(i)));
        } else {
          double value = interpolation.at(i);
          y.set(i, whole ? IntegerRange.of(y.type()).clamp(Math.rint(value)) : value);
        }
      }
    };
  }

  /** Per axis and place along it in the output, what it is made of. */
  private static Taps[][] taps(Resize op, boolean scaled, boolean cropped, Operands operands) {
    Numbers x = operands.input(0);
    Numbers y = operands.output();
    int rank = x.shape().rank();
    ResizeAxis[] axes = new ResizeAxis[rank];
    for (int axis = 0; axis < rank; axis++) {
      axes[axis] = new ResizeAxis(x.size(axis), y.size(axis), 1, 0, 1);
    }
    int[] resized = op.axes(rank);
    float common = op.policy() == AspectPolicy.STRETCH ? 0 : commonScale(op, resized, operands);
    for (int i = 0; i < resized.length; i++) {
      ResizeAxis whole = axes[resized[i]];
      float scale = common;
      if (scaled) {
        scale = (float) operands.input(SCALES).get(i);
      } else if (op.policy() == AspectPolicy.STRETCH) {
        scale = (float) whole.outputSize() / whole.size();
      }
      float start = cropped ? (float) operands.input(REGION).get(i) : 0;
      float end = cropped ? (float) operands.input(REGION).get(i + resized.length) : 1;
      axes[resized[i]] = new ResizeAxis(whole.size(), whole.outputSize(), scale, start, end);
    }
    Taps[][] taps = new Taps[rank][];
    for (int axis = 0; axis < rank; axis++) {
      taps[axis] = new Taps[(int) y.size(axis)];
      for (int place = 0; place < taps[axis].length; place++) {
        taps[axis][place] = axes[axis].taps(op, place);
      }
    }
    return taps;
  }

  /** The scale of all axes where the sizes only limit it. */
  private static float commonScale(Resize op, int[] resized, Operands operands) {
    Numbers x = operands.input(0);
    boolean smallest = op.policy() == AspectPolicy.NOT_LARGER;
    float scale = smallest ? Float.POSITIVE_INFINITY : 0;
    for (int i = 0; i < resized.length; i++) {
      float own = (float) operands.input(SIZES).get(i) / x.size(resized[i]);
      scale = smallest ? Math.min(scale, own) : Math.max(scale, own);
    }
    return scale;
  }

  /** Makes elements of the output out of those of the input. */
  private record Interpolation(Numbers x, Numbers y, Taps[][] taps, double extrapolation) {
    double at(long index) {
      for (int axis = 0; axis < taps.length; axis++) {
        if (tapsAt(axis, index).places().length == 0) {
          return extrapolation;
        }
      }
      return sum(0, index, 0);
    }

    private Taps linearTapsAt(int axis, long index) {
      Taps own = tapsAt(axis, index);
      boolean outer = axis < taps.length - 2 - taps.length % 2;
      return outer || own.places().length > 1
          ? own
          : Taps.between((float) own.places()[0], x.size(axis));
    }

    private Taps tapsAt(int axis, long index) {
      return taps[axis][(int) (index / y.stride(axis) % y.size(axis))];
    }

    /**
     * The weighted sum in float: the innermost axis varies fastest, and its weight comes first in
     * every product. The last two axes take part though only one of them be resized, or the last
     * three of an odd number.
     */
    float inFloat(long index) {
      for (int axis = 0; axis < taps.length; axis++) {
        if (tapsAt(axis, index).places().length == 0) {
          return (float) extrapolation;
        }
      }
      int combinations = 1;
      for (int axis = 0; axis < taps.length; axis++) {
        combinations *= linearTapsAt(axis, index).places().length;
      }
      float sum = 0;
      for (int combination = 0; combination < combinations; combination++) {
        float weight = 1;
        long place = 0;
        int rest = combination;
        for (int axis = taps.length - 1; axis >= 0; axis--) {
          Taps own = linearTapsAt(axis, index);
          int chosen = rest % own.places().length;
          rest /= own.places().length;
          weight *= (float) own.weights()[chosen];
          place += own.places()[chosen] * x.stride(axis);
        }
        sum += weight * (float) x.get(place);
      }
      return sum;
    }

    /** The weighted sum over the axes from {@code axis} on, at {@code place} along the others. */
    private double sum(int axis, long index, long place) {
      if (axis == taps.length) {
        return x.get(place);
      }
      Taps own = tapsAt(axis, index);
      double sum = 0;
      for (int i = 0; i < own.places().length; i++) {
        if (own.weights()[i] != 0) {
          long next = place + own.places()[i] * x.stride(axis);
          sum += own.weights()[i] * sum(axis + 1, index, next);
        }
      }
      return sum;
    }
  }
}
