package io.culebra.onednn;

import io.culebra.kernel.Specs;
import io.culebra.kernel.Tensors;
import io.culebra.op.ReduceL1;
import io.culebra.op.ReduceL2;
import io.culebra.op.ReduceLogSum;
import io.culebra.op.ReduceMax;
import io.culebra.op.ReduceMean;
import io.culebra.op.ReduceMin;
import io.culebra.op.ReduceProd;
import io.culebra.op.ReduceSum;
import io.culebra.op.ReduceSumSquare;
import io.culebra.op.Reduction;
import io.culebra.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reductions against plain loops. */
class OnednnReductionTest {
  private static List<Reduction> all(boolean keepDims) {
    return List.of(
        new ReduceMean(keepDims, false),
        new ReduceSum(keepDims, false),
        new ReduceProd(keepDims, false),
        new ReduceL1(keepDims, false),
        new ReduceL2(keepDims, false),
        new ReduceSumSquare(keepDims, false));
  }

  @Test
  void alongAnyAxes() {
    Tensor x = Tensors.uniform(1, 0.5f, 1.5f, 2, 5, 3, 7);
    for (boolean keepDims : new boolean[] {true, false}) {
      for (Reduction op : all(keepDims)) {
        for (long[] axes : new long[][] {{-1}, {1}, {2, 3}, {0, 2}, {0, 1, 2, 3}}) {
          Agreement.check(Specs.of(op).input(x).constant(Tensor.of(axes, axes.length)));
        }
        Agreement.check(Specs.of(op, x).threads(2));
      }
    }
  }

  @Test
  void negativeNumbers() {
    Tensor x = Tensors.normal(1, 6, 40);
    Tensor last = Tensor.of(new long[] {-1}, 1);
    for (Reduction op :
        List.of(
            new ReduceL1(false, false), new ReduceL2(false, false), new ReduceSum(false, false))) {
      Agreement.check(Specs.of(op).input(x).constant(last));
    }
  }

  @Test
  void whatOnednnAnswersOtherwise() {
    Tensor x = Tensors.normal(1, 6, 40);
    Agreement.checkRefusal(Specs.of(new ReduceMax(true, false), x), "NaN");
    Agreement.checkRefusal(Specs.of(new ReduceMin(true, false), x), "NaN");
    Agreement.checkRefusal(Specs.of(new ReduceLogSum(true, false), x), "subnormal");
  }

  @Test
  void nothingOrAnythingReduced() {
    Tensor x = Tensors.normal(1, 3, 1);
    Agreement.checkRefusal(
        Specs.of(new ReduceSum(false, false)).input(x).constant(Tensor.of(new long[] {1}, 1)),
        "nothing");
    Agreement.checkRefusal(
        Specs.of(new ReduceSum(true, false)).input(x).input(Tensor.of(new long[] {0}, 1)),
        "beforehand");
  }
}
