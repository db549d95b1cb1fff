package io.culebra.vector.recurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.KernelHarness;
import io.culebra.kernel.RecurrentSteps;
import io.culebra.kernel.Specs;
import io.culebra.kernel.Tensors;
import io.culebra.op.GRU;
import io.culebra.op.LSTM;
import io.culebra.op.RNN;
import io.culebra.op.Recurrent;
import io.culebra.op.RecurrentDirection;
import io.culebra.op.Sigmoid;
import io.culebra.op.Tanh;
import io.culebra.reference.References;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** LSTM, GRU and RNN as vector loops against plain loops. */
class RecurrentImplementationTest {
  private static final int CASES = 24;
  private static final double TOLERANCE = 2e-5;

  private static Implementation implementation(Specs specs) {
    return RecurrentImplementation.all().stream()
        .filter(i -> i.operator() == specs.build().base().getClass())
        .findFirst()
        .orElseThrow();
  }

  private static void check(Specs specs) {
    List<Tensor> expected = References.run(specs);
    List<Tensor> actual = KernelHarness.run(implementation(specs), specs);
    for (int i = 0; i < expected.size(); i++) {
      Tensors.assertClose(expected.get(i), actual.get(i), TOLERANCE);
    }
  }

  @Test
  void agreesWithPlainLoopsWhateverTheOperatorHas() {
    for (int seed = 0; seed < CASES; seed++) {
      check(RecurrentSteps.any(seed));
      check(RecurrentSteps.usual(seed));
    }
  }

  @Test
  void takesWeightsThatAreGivenAtRunTime() {
    for (int seed = 0; seed < CASES / 4; seed++) {
      Specs specs = RecurrentSteps.any(seed);
      check(RecurrentSteps.withWeightsAtRunTime(specs));
    }
  }

  /** Sizes at which threads share the time steps, and at which products are cut in depth. */
  @Test
  void agreesWithPlainLoopsWhereThreadsMeetInEveryStep() {
    float none = Float.POSITIVE_INFINITY;
    RecurrentDirection forward = RecurrentDirection.FORWARD;
    List<Recurrent> operators =
        List.of(
            new LSTM(forward, 150, List.of(new Sigmoid(), new Tanh(), new Tanh()), none, false),
            new GRU(forward, 170, List.of(new Sigmoid(), new Tanh()), none, false),
            new GRU(forward, 170, List.of(new Sigmoid(), new Tanh()), none, true),
            new RNN(RecurrentDirection.REVERSE, 600, List.of(new Tanh()), none));
    for (Recurrent op : operators) {
      check(RecurrentSteps.of(op, 1, 4, 1, 20).threads(2));
      check(RecurrentSteps.of(op, 2, 3, 5, 20).threads(3));
    }
  }

  @Test
  void aSequenceLongerThanTheInputIsRefused() {
    RNN op = new RNN(RecurrentDirection.FORWARD, 3, List.of(new Tanh()), Float.POSITIVE_INFINITY);
    Specs specs =
        Specs.of(
            op, Tensors.normal(1, 2, 1, 4), Tensors.normal(2, 1, 3, 4), Tensors.normal(3, 1, 3, 3));
    specs.absent().input(Tensor.of(new int[] {3}, 1));
    for (Implementation implementation : List.of(implementation(specs))) {
      Exception e =
          assertThrows(InvalidInputException.class, () -> KernelHarness.run(implementation, specs));
      assertTrue(String.valueOf(e.getMessage()).contains("length 3 in 2 steps"), e.getMessage());
    }
    assertThrows(InvalidInputException.class, () -> References.run(specs));
  }

  @Test
  void everyUnitLiesInOneSlice() {
    for (int units : new int[] {1, 15, 16, 17, 100, 256}) {
      for (int count = 1; count <= Math.max(1, units / 16); count++) {
        UnitSlices slices = new UnitSlices(units, count);
        int sum = 0;
        for (int slice = 0; slice < count; slice++) {
          sum += slices.units(slice);
          assertTrue(slices.units(slice) > 0 && slices.padded(slice) >= slices.units(slice));
        }
        assertEquals(units, sum);
      }
    }
  }
}
