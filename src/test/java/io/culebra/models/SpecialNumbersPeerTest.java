package io.culebra.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.culebra.op.Affine;
import io.culebra.specials.AttentionCases;
import io.culebra.specials.ElementwiseCases;
import io.culebra.specials.FoldCases;
import io.culebra.specials.LayerCases;
import io.culebra.specials.PoolingCases;
import io.culebra.specials.SpecialCase;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Special numbers in models of one operator: every backend gives the right answer, and so does ONNX
 * Runtime, except where that is known not to.
 */
class SpecialNumbersPeerTest {
  /** Only its importer makes it, of other operators. */
  private static boolean canBeWritten(SpecialCase one) {
    return !(one.op() instanceof Affine);
  }

  private static Stream<SpecialCase> cases() {
    return Stream.of(
            ElementwiseCases.functions(),
            ElementwiseCases.powers(),
            ElementwiseCases.pairs(),
            ElementwiseCases.slopes(),
            FoldCases.reductions(),
            FoldCases.softmax(),
            FoldCases.extremes(),
            PoolingCases.all(),
            LayerCases.normalizations(),
            LayerCases.products(),
            LayerCases.convolutions(),
            AttentionCases.all())
        .flatMap(List::stream)
        .filter(SpecialNumbersPeerTest::canBeWritten);
  }

  @Test
  void onnxRuntimeDiffersWhereItIsKnownTo() throws Exception {
    Set<KnownDifference> seen = new HashSet<>();
    for (SpecialCase one : cases().toList()) {
      String faults = one.expected().faults(OneOperator.of(one).peer());
      KnownDifference known = KnownDifference.of(one.op()).orElse(null);
      if (known == null) {
        assertEquals("", faults, one::toString);
      } else if (!faults.isEmpty()) {
        seen.add(known);
      }
    }
    assertEquals(Set.copyOf(KnownDifference.ALL), seen, "what is known and what was seen");
  }

  @Test
  void everyBackendIsRight() throws Exception {
    for (SpecialCase one : cases().toList()) {
      OneOperator.of(one).check();
    }
  }
}
