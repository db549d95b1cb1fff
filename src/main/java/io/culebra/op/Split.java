package io.culebra.op;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Split.html">Split</a>: its input cut along one
 * axis.
 *
 * <p>Inputs: the data; optionally the size of each part, int64. Without sizes the parts are equal,
 * the last one smaller where the axis does not divide.
 *
 * @param axis the axis, negative to count from the end
 * @param numOutputs how many parts there are
 */
public record Split(int axis, int numOutputs) implements Op {
  /** Checks that there is an output. */
  public Split {
    if (numOutputs < 1) {
      throw new IllegalArgumentException("num_outputs " + numOutputs);
    }
  }

  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(1, 2);
    inputs.requireType(1, ElementTypes.INT64);
    DataType type = inputs.dataType(0);
    Shape shape = inputs.shape(0);
    if (shape == null) {
      return Collections.nCopies(numOutputs, new TensorType(type, null));
    }
    int at = inputs.axis(axis, shape.rank());
    return sizes(inputs, shape.dim(at)).stream()
        .map(size -> new TensorType(type, shape.with(at, size)))
        .toList();
  }

  private List<Dim> sizes(OpInputs inputs, Dim whole) {
    if (inputs.has(1)) {
      long[] given = inputs.integers(1);
      return given == null
          ? Collections.nCopies(numOutputs, Dim.unknown())
          : given(inputs, given, whole);
    }
    if (!whole.isKnown()) {
      return Collections.nCopies(numOutputs, numOutputs == 1 ? whole : Dim.unknown());
    }
    long part = Math.ceilDiv(whole.size(), numOutputs);
    long last = whole.size() - part * (numOutputs - 1);
    if (last < 0) {
      throw inputs.fail("axis " + axis + " is too short for " + numOutputs + " parts");
    }
    List<Dim> dims = new ArrayList<>(Collections.nCopies(numOutputs - 1, Dim.of(part)));
    dims.add(Dim.of(last));
    return dims;
  }

  private List<Dim> given(OpInputs inputs, long[] sizes, Dim whole) {
    List<Dim> dims = new ArrayList<>();
    long sum = 0;
    for (long size : sizes) {
      if (size < 0) {
        throw inputs.fail("a part of size " + size);
      }
      sum = Math.addExact(sum, size);
      dims.add(Dim.of(size));
    }
    if (sizes.length != numOutputs || !whole.mayEqual(Dim.of(sum))) {
      throw inputs.fail(
          sizes.length + " parts of " + sum + " together for " + numOutputs + " of " + whole);
    }
    return dims;
  }
}
