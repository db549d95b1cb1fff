package io.culebra.onednn;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.KernelHarness;
import io.culebra.kernel.RecurrentSteps;
import io.culebra.kernel.Specs;
import io.culebra.kernel.Support;
import io.culebra.kernel.Tensors;
import io.culebra.reference.References;
import io.culebra.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** LSTM, GRU and RNN against plain loops. */
class OnednnRecurrentTest {
  private static final int CASES = 120;
  private static final double TOLERANCE = 2e-5;

  @Test
  void agreesWithPlainLoopsOrTellsWhyNot() {
    int usual = 0;
    int any = 0;
    for (int seed = 0; seed < CASES; seed++) {
      usual += runs(RecurrentSteps.usual(seed)) ? 1 : 0;
      any += runs(RecurrentSteps.any(seed)) ? 1 : 0;
    }
    assertTrue(usual > CASES / 3, usual + " of the usual cases");
    assertTrue(any > 0 && any < CASES, any + " of all cases");
  }

  private static boolean runs(Specs specs) {
    Implementation implementation = Agreement.onednn(specs.build().base().getClass());
    Support support = implementation.supports(specs.build());
    if (!support.isYes()) {
      assertNotNull(support.reason());
      return false;
    }
    List<Tensor> expected = References.run(specs);
    List<Tensor> actual = KernelHarness.run(implementation, specs);
    for (int i = 0; i < expected.size(); i++) {
      Tensors.assertClose(expected.get(i), actual.get(i), TOLERANCE);
    }
    return true;
  }

  @Test
  void weightsGivenAtRunTimeAreRefused() {
    Agreement.checkRefusal(
        RecurrentSteps.withWeightsAtRunTime(RecurrentSteps.usual(0)), "not constant");
  }
}
