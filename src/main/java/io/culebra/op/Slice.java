package io.culebra.op;

import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Slice.html">Slice</a>: every step-th element
 * between a start and an end, along some axes.
 *
 * <p>Inputs: the data; starts; ends; optionally the axes, default the first ones; optionally the
 * steps, default 1; all int32 or int64. Negative starts, ends and axes count from the end; starts
 * and ends beyond the data are moved to its border.
 */
public record Slice() implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(3, 5);
    for (int i = 1; i < 5; i++) {
      inputs.requireType(i, ElementTypes.INDICES);
      inputs.requireRank(i, 1, 1);
    }
    return List.of(new TensorType(inputs.dataType(0), shape(inputs)));
  }

  private static @Nullable Shape shape(OpInputs inputs) {
    Shape shape = inputs.shape(0);
    if (shape == null) {
      return null;
    }
    Integer count = count(inputs);
    long[] axes = inputs.has(3) || count == null ? inputs.integers(3) : firstAxes(count);
    if (axes == null) {
      return Shape.of(Collections.nCopies(shape.rank(), Dim.unknown()));
    }
    long[] starts = inputs.integers(1);
    long[] ends = inputs.integers(2);
    long[] steps = inputs.integers(4);
    for (long[] numbers : new long[][] {starts, ends, steps}) {
      if (numbers != null && numbers.length != axes.length) {
        throw inputs.fail("starts, ends, axes and steps differ in number");
      }
    }
    Shape result = shape;
    for (int i = 0; i < axes.length; i++) {
      int axis = inputs.axis(axes[i], shape.rank());
      long step = steps == null ? 1 : steps[i];
      if (step == 0) {
        throw inputs.fail("a step is 0");
      }
      Dim cut =
          starts == null || ends == null || (steps == null && inputs.has(4))
              ? Dim.unknown()
              : cut(shape.dim(axis), starts[i], ends[i], step);
      result = result.with(axis, cut);
    }
    return result;
  }

  /** How many axes are sliced, or null where it is not known. */
  private static @Nullable Integer count(OpInputs inputs) {
    for (int i = 1; i < 3; i++) {
      Shape shape = inputs.shape(i);
      if (shape != null && shape.isKnown()) {
        return Math.toIntExact(Math.min(shape.size(0), OpInputs.MOST_INTEGERS));
      }
    }
    return null;
  }

  private static long[] firstAxes(int count) {
    return LongStream.range(0, count).toArray();
  }

  private static Dim cut(Dim size, long start, long end, long step) {
    if (size.isKnown()) {
      return Dim.of(Extent.of(start, end, step, size.size()).count());
    }
    boolean whole =
        (step == 1 && start == 0 && end >= Integer.MAX_VALUE)
            || (step == -1 && start == -1 && end <= Integer.MIN_VALUE);
    return whole ? size : Dim.unknown();
  }

  /**
   * The elements that are taken along one axis.
   *
   * @param start the index of the first
   * @param step the distance from one to the next, not 0
   * @param count how many there are
   */
  public record Extent(long start, long step, long count) {
    /** The elements that these numbers of the operator take from an axis of {@code size}. */
    public static Extent of(long start, long end, long step, long size) {
      if (size == 0) {
        return new Extent(0, step, 0);
      }
      long from = start < 0 ? start + size : start;
      long to = end < 0 ? end + size : end;
      if (step > 0) {
        from = Math.clamp(from, 0, size);
        to = Math.clamp(to, 0, size);
        return new Extent(from, step, from < to ? (to - from - 1) / step + 1 : 0);
      }
      from = Math.clamp(from, 0, size - 1);
      to = Math.clamp(to, -1, size - 1);
      long back = Math.max(step, -Long.MAX_VALUE);
      return new Extent(from, back, to < from ? (from - to - 1) / -back + 1 : 0);
    }
  }
}
