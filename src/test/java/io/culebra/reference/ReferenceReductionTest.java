package io.culebra.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.culebra.kernel.Specs;
import io.culebra.op.ReduceL1;
import io.culebra.op.ReduceL2;
import io.culebra.op.ReduceLogSum;
import io.culebra.op.ReduceLogSumExp;
import io.culebra.op.ReduceMax;
import io.culebra.op.ReduceMean;
import io.culebra.op.ReduceMin;
import io.culebra.op.ReduceProd;
import io.culebra.op.ReduceSum;
import io.culebra.op.ReduceSumSquare;
import io.culebra.op.Reduction;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ReferenceReductionTest {
  private static final Tensor X = Tensor.of(new float[] {1, 2, -3, 4}, 2, 2);

  private static float[] rows(Reduction op) {
    Tensor axes = Tensor.of(new long[] {-1}, 1);
    return References.first(Specs.of(op, X).constant(axes)).toFloatArray();
  }

  @Test
  void reducesAlongRows() {
    assertArrayEquals(new float[] {3, 7}, rows(new ReduceL1(false, false)));
    assertArrayEquals(new float[] {(float) Math.sqrt(5), 5}, rows(new ReduceL2(true, false)));
    assertArrayEquals(new float[] {(float) Math.log(3), 0}, rows(new ReduceLogSum(true, false)));
    assertArrayEquals(new float[] {2, 4}, rows(new ReduceMax(true, false)));
    assertArrayEquals(new float[] {1.5f, 0.5f}, rows(new ReduceMean(true, false)));
    assertArrayEquals(new float[] {1, -3}, rows(new ReduceMin(true, false)));
    assertArrayEquals(new float[] {2, -12}, rows(new ReduceProd(true, false)));
    assertArrayEquals(new float[] {3, 1}, rows(new ReduceSum(true, false)));
    assertArrayEquals(new float[] {5, 25}, rows(new ReduceSumSquare(true, false)));
    float sum = (float) Math.log(Math.exp(1) + Math.exp(2));
    assertEquals(sum, rows(new ReduceLogSumExp(true, false))[0], 1e-6f);
  }

  @Test
  void reducesEverythingOrNothingWithoutAxes() {
    Tensor all = References.first(Specs.of(new ReduceSum(false, false), X));
    assertEquals(Shape.scalar(), all.shape());
    assertEquals(4, all.toFloatArray()[0]);
    Tensor none = References.first(Specs.of(new ReduceSum(false, true), X));
    assertArrayEquals(X.toFloatArray(), none.toFloatArray());
  }

  @Test
  void staysExactOnIntegers() {
    Tensor x = Tensor.of(new long[] {Long.MAX_VALUE - 1, 1}, 2);
    Tensor sum = References.first(Specs.of(new ReduceSum(false, false), x));
    assertEquals(Long.MAX_VALUE, sum.toLongArray()[0]);
  }
}
