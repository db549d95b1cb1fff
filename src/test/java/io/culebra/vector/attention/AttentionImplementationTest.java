package io.culebra.vector.attention;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.kernel.AttentionCase;
import io.culebra.kernel.Implementation;
import io.culebra.kernel.KernelHarness;
import io.culebra.kernel.Tensors;
import io.culebra.op.Attention;
import io.culebra.reference.References;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ways to run Attention against the plain loops. */
class AttentionImplementationTest {
  private static final Implementation STREAMED = AttentionImplementation.streamed();
  private static final Implementation BLOCKED = AttentionImplementation.blocked();
  private static final double TOLERANCE = 1e-5;

  private static void check(AttentionCase attention, int threads) {
    List<Tensor> expected = References.run(attention.specs(3));
    for (Implementation way : List.of(STREAMED, BLOCKED)) {
      if (way.supports(attention.specs(3).build()).isYes()) {
        List<Tensor> actual = KernelHarness.run(way, attention.specs(3).threads(threads));
        for (int i = 0; i < 3; i++) {
          Tensors.assertClose(expected.get(i), actual.get(i), TOLERANCE);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19})
  void agreesWithThePlainLoops(int seed) {
    check(AttentionCase.random(seed, false), 1 + seed % 3);
  }

  /** Without past keys: batch, heads, queries, keys, columns. */
  private static AttentionCase plain(
      boolean causal, int batch, int heads, int queries, int keys, int size) {
    List<@Nullable Tensor> inputs = new ArrayList<>();
    inputs.add(Tensors.normal(1, batch, heads, queries, size));
    inputs.add(Tensors.normal(2, batch, 1, keys, size));
    inputs.add(Tensors.normal(3, batch, 1, keys, size));
    inputs.addAll(Arrays.asList(null, null, null, null));
    return new AttentionCase(new Attention(causal, 0, 0, 1f, 0, 0), inputs);
  }

  @Test
  void keepsTheGreatestScoreFromBlockToBlock() {
    check(plain(false, 1, 2, 50, 1300, 16), 2);
    check(plain(true, 1, 1, 700, 700, 5), 1);
    check(plain(true, 2, 1, 2, 1300, 64), 1);
  }

  @Test
  void aQueryThatNoKeyTakesPartInGetsZeros() {
    for (int queries : new int[] {2, 9}) {
      AttentionCase some = plain(true, 2, 2, queries, 20, 16);
      List<@Nullable Tensor> inputs = new ArrayList<>(some.inputs());
      inputs.set(6, Tensor.of(new long[] {queries - 1, 0}, 2));
      check(new AttentionCase(some.op(), inputs), 1);
      inputs.set(6, null);
      boolean[] mask = new boolean[queries * 20];
      Arrays.fill(mask, 20, mask.length, true);
      inputs.set(3, Tensor.of(mask, queries, 20));
      check(new AttentionCase(some.op(), inputs), 1);
    }
  }

  @Test
  void aMaskMayHaveFewerColumnsThanKeys() {
    for (int queries : new int[] {1, 9}) {
      AttentionCase some = plain(false, 1, 2, queries, 20, 16);
      List<@Nullable Tensor> inputs = new ArrayList<>(some.inputs());
      inputs.set(3, Tensors.normal(4, queries, 13));
      check(new AttentionCase(some.op(), inputs), 1);
    }
  }

  @Test
  void refusesWhatItCannotDo() {
    AttentionCase some = plain(false, 1, 1, 5, 6, 8);
    assertTrue(BLOCKED.supports(some.specs(3).build()).isYes());
    assertFalse(STREAMED.supports(some.specs(1).build()).isYes());
    assertFalse(BLOCKED.supports(some.specs(4).build()).isYes());
  }
}
