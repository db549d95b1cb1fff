package io.culebra.op;

import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Pad.html">Pad</a>: its input with more elements in
 * front of and behind the axes, or fewer where a number is negative: what is cut off takes no part
 * in what is filled in. As with numpy, a reflection that is wider than the axis is reflected again.
 *
 * <p>Inputs: the data; the numbers in front of each axis, then those behind each, int64; optionally
 * the value of {@link PadMode#CONSTANT}, default 0; optionally the axes that are meant, default
 * all.
 *
 * @param mode what is filled in
 */
public record Pad(PadMode mode) implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(2, 4);
    inputs.requireType(1, ElementTypes.INT64);
    inputs.requireRank(1, 1, 2);
    inputs.requireType(2, Set.of(inputs.dataType(0)));
    inputs.requireType(3, ElementTypes.INDICES);
    return List.of(new TensorType(inputs.dataType(0), shape(inputs)));
  }

  private @Nullable Shape shape(OpInputs inputs) {
    Shape shape = inputs.shape(0);
    if (shape == null) {
      return null;
    }
    long[] pads = inputs.integers(1);
    long[] axes = inputs.has(3) ? inputs.integers(3) : LongStream.range(0, shape.rank()).toArray();
    if (pads == null || axes == null) {
      return Shape.of(Collections.nCopies(shape.rank(), Dim.unknown()));
    }
    if (pads.length != 2 * axes.length) {
      throw inputs.fail(pads.length + " pads for " + axes.length + " axes");
    }
    Shape result = shape;
    for (int i = 0; i < axes.length; i++) {
      int axis = inputs.axis(axes[i], shape.rank());
      result = result.with(axis, padded(inputs, shape.dim(axis), pads[i], pads[axes.length + i]));
    }
    return result;
  }

  private Dim padded(OpInputs inputs, Dim size, long before, long behind) {
    if (before == 0 && behind == 0) {
      return size;
    }
    if (!size.isKnown()) {
      return Dim.unknown();
    }
    long padded = Math.addExact(Math.addExact(size.size(), before), behind);
    boolean filled = Math.max(before, behind) > 0;
    boolean nothingLeft = kept(size.size(), before, behind) == 0;
    if (padded < 0 || (mode != PadMode.CONSTANT && padded > 0 && filled && nothingLeft)) {
      throw inputs.fail("an axis of " + size + " padded by " + before + " and " + behind);
    }
    return Dim.of(padded);
  }

  /** How many elements along an axis are left where negative numbers cut some off. */
  public static long kept(long size, long before, long behind) {
    return Math.max(0, size + Math.min(before, 0) + Math.min(behind, 0));
  }
}
