package io.culebra.op;

import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.List;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Range.html">Range</a>: the numbers from a start up
 * to a limit, without it, in steps.
 *
 * <p>Inputs: start, limit and step, scalars of the same type. Output: one axis.
 */
public record Range() implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(3, 3);
    inputs.requireSameTypes();
    for (int i = 0; i < 3; i++) {
      inputs.requireRank(i, 0, 1);
    }
    return List.of(new TensorType(inputs.dataType(0), Shape.of(List.of(count(inputs)))));
  }

  private static Dim count(OpInputs inputs) {
    Double start = inputs.number(0);
    Double limit = inputs.number(1);
    Double step = inputs.number(2);
    if (start == null || limit == null || step == null) {
      return Dim.unknown();
    }
    double count = Math.max(0, Math.ceil((limit - start) / step));
    if (!(count <= Integer.MAX_VALUE)) {
      throw inputs.fail("a range from " + start + " to " + limit + " in steps of " + step);
    }
    return Dim.of((long) count);
  }
}
