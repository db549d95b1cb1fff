package io.culebra.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Operand;
import io.culebra.op.Identity;
import io.culebra.op.MagnitudeBound;
import io.culebra.tensor.Constant;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepOperandsTest {
  private static double norm(float[] elements, long outer, long summed, long kept, long inner) {
    TensorType type = TensorType.f32(elements.length);
    try (Tensor tensor = Tensor.of(elements, elements.length);
        WeightStore store = new WeightStore();
        WeightStore.Lease lease = store.lease(new MemoryBudget(Long.MAX_VALUE))) {
      Operand constant = Operand.rowMajor(type, Constant.of(tensor));
      KernelSpec spec =
          new KernelSpec(
              "test", new Identity(), List.of(constant), List.of(Operand.rowMajor(type, null)), 1);
      return new StepOperands(spec, lease, input -> MagnitudeBound.UNKNOWN)
          .norm(0, outer, summed, kept, inner);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 3, 5000, 1",
    "2, 3, 4097, 1",
    "1, 1, 1, 9001",
    "3, 5, 7, 11",
    "2, 2, 2, 5001",
    "4, 9, 1, 3",
    "1, 10000, 1, 1",
    "5, 1, 4096, 1"
  })
  void theLargestSumOfMagnitudesIsFound(int outer, int summed, int kept, int inner) {
    Random random = new Random(outer + summed + kept + inner);
    float[] elements = new float[outer * summed * kept * inner];
    double largest = 0;
    for (int i = 0; i < elements.length; i++) {
      elements[i] = random.nextFloat() - 0.5f;
    }
    for (int o = 0; o < outer; o++) {
      for (int k = 0; k < kept; k++) {
        double sum = 0;
        for (int s = 0; s < summed; s++) {
          for (int i = 0; i < inner; i++) {
            sum += Math.abs(elements[((o * summed + s) * kept + k) * inner + i]);
          }
        }
        largest = Math.max(largest, sum);
      }
    }
    assertEquals(largest, norm(elements, outer, summed, kept, inner), 1e-9 * largest);
  }

  @Test
  void whatIsNoNumberHasNoBound() {
    for (float special : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      float[] elements = new float[5000];
      elements[4321] = special;
      assertEquals(MagnitudeBound.UNKNOWN, norm(elements, 1, 1, 5000, 1));
      assertEquals(MagnitudeBound.UNKNOWN, norm(elements, 1, 5000, 1, 1));
    }
  }
}
