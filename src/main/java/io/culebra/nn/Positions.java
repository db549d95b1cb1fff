package io.culebra.nn;

import io.culebra.graph.Value;
import io.culebra.op.Range;
import io.culebra.op.ShapeOf;
import io.culebra.op.Squeeze;
import io.culebra.op.Unsqueeze;
import io.culebra.tensor.Constant;
import io.culebra.tensor.Tensor;
import java.util.List;

/**
 * The places of the elements of a sequence.
 *
 * <p>Inputs: batch x length of anything; optionally the place of the first element of each
 * sequence, int64, batch; 0 where absent. Output: int64, length; batch x length where the second
 * input is there.
 */
public final class Positions extends PlainLayer<Positions> {
  @Override
  Value write(LayerScope scope, List<Value> inputs) {
    if (inputs.size() > 2) {
      throw scope.fail("it takes a sequence, and where it begins");
    }
    Value length = scope.node(new ShapeOf(1, 2), inputs.getFirst());
    Value limit = scope.node(new Squeeze(), length, scope.integers("first_axis", 0));
    Value steps = scope.node(new Range(), scalar("zero", 0), limit, scalar("one", 1));
    if (inputs.size() == 1) {
      return steps;
    }
    Value starts = scope.node(new Unsqueeze(), inputs.getLast(), scope.integers("last_axis", 1));
    return scope.node(new io.culebra.op.Add(), starts, steps);
  }

  private static Value scalar(String name, long number) {
    return Value.constant(name, Constant.of(Tensor.of(new long[] {number})));
  }
}
