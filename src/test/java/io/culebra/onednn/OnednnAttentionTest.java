package io.culebra.onednn;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.kernel.AttentionCase;
import io.culebra.kernel.KernelHarness;
import io.culebra.kernel.Specs;
import io.culebra.kernel.Support;
import io.culebra.kernel.Tensors;
import io.culebra.op.Attention;
import io.culebra.reference.References;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Attention as three primitives against plain loops. */
class OnednnAttentionTest {
  private static final int CASES = 200;
  private static final double TOLERANCE = 1e-5;

  private static boolean runs(Specs specs) {
    OnednnAttention attention = new OnednnAttention();
    Support support = attention.supports(specs.build());
    if (!support.isYes()) {
      assertNotNull(support.reason());
      return false;
    }
    Tensors.assertClose(
        References.run(specs).getFirst(),
        KernelHarness.run(attention, specs).getFirst(),
        TOLERANCE);
    return true;
  }

  @Test
  void agreesWithPlainLoopsOrTellsWhyNot() {
    int ran = 0;
    for (int seed = 0; seed < CASES; seed++) {
      ran += runs(AttentionCase.random(seed, false).specs(1).threads(1 + seed % 3)) ? 1 : 0;
    }
    assertTrue(ran > CASES / 10 && ran < CASES, ran + " of all cases");
  }

  private static List<@Nullable Tensor> inputs(int batch, int heads, int length, int size) {
    List<@Nullable Tensor> inputs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      inputs.add(Tensors.normal(i, batch, length, (long) heads * size));
    }
    inputs.addAll(Arrays.asList(null, null, null, null));
    return inputs;
  }

  @Test
  void aQueryThatTheMaskExcludesFromEveryKeyGetsZeros() {
    float none = Float.NEGATIVE_INFINITY;
    List<@Nullable Tensor> inputs = inputs(2, 4, 3, 8);
    inputs.set(3, Tensor.of(new float[] {0, none, 1, none, none, none, 0, 0, 0}, 3, 3));
    Attention op = new Attention(false, 4, 4, null, 0, 0);
    assertTrue(runs(new AttentionCase(op, inputs).specs(1)));
    inputs.set(3, Tensor.of(new float[] {0, none, 1, none, none, none}, 2, 1, 1, 3));
    assertTrue(runs(new AttentionCase(op, inputs).specs(1).threads(2)));
  }

  @Test
  void refusesWhatThePrimitivesCannotMean() {
    List<@Nullable Tensor> inputs = inputs(1, 2, 5, 8);
    Attention causal = new Attention(true, 2, 2, null, 0, 0);
    Agreement.checkRefusal(new AttentionCase(causal, inputs).specs(1), "keys of its own");
    Attention op = new Attention(false, 2, 2, null, 0, 0);
    inputs.set(6, Tensor.of(new long[] {3}, 1));
    Agreement.checkRefusal(new AttentionCase(op, inputs).specs(1), "number of keys");
  }
}
