package io.culebra.onednn;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.ImplementationProvider;
import io.culebra.kernel.KernelHarness;
import io.culebra.kernel.Specs;
import io.culebra.kernel.Support;
import io.culebra.kernel.Tensors;
import io.culebra.op.Op;
import io.culebra.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** Compares what oneDNN computes with plain loops. */
final class Agreement {
  private static final double TOLERANCE = 1e-5;

  private Agreement() {}

  /** The implementation of an operator on oneDNN. */
  static Implementation onednn(Class<? extends Op> operator) {
    return find("onednn", operator).orElseThrow();
  }

  private static Implementation plain(Class<? extends Op> operator) {
    return find("reference", operator)
        .or(() -> find("portable", operator))
        .orElseThrow(() -> new AssertionError("no plain loops for " + operator));
  }

  /** The first output of a step as plain loops compute it. */
  static Tensor plainly(Specs specs) {
    return KernelHarness.run(plain(specs.build().base().getClass()), specs).getFirst();
  }

  private static Optional<Implementation> find(String backend, Class<? extends Op> operator) {
    ImplementationProvider provider =
        ServiceLoader.load(ImplementationProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(p -> p.backend().equals(backend))
            .findFirst()
            .orElseThrow();
    assertTrue(provider.availability().available(), () -> provider.availability().toString());
    return provider.implementations().stream().filter(i -> i.operator() == operator).findFirst();
  }

  /** Asserts that both give the same numbers, in every layout that oneDNN takes. */
  static void check(Specs specs) {
    check(specs, TOLERANCE);
  }

  /**
   * Asserts that both give the same numbers, in every layout that oneDNN takes.
   *
   * @param tolerance the largest difference, relative to the largest number
   */
  static void check(Specs specs, double tolerance) {
    Class<? extends Op> operator = specs.build().base().getClass();
    try (Tensor expected = KernelHarness.run(plain(operator), specs).getFirst()) {
      for (List<Tensor> outputs : KernelHarness.runEveryLayout(onednn(operator), specs)) {
        Tensors.assertClose(expected, outputs.getFirst(), tolerance);
        outputs.forEach(Tensor::close);
      }
    }
  }

  /** Asserts that oneDNN is not asked, for a reason that contains these words. */
  static void checkRefusal(Specs specs, String words) {
    Support support = onednn(specs.build().base().getClass()).supports(specs.build());
    assertFalse(support.isYes());
    assertTrue(String.valueOf(support.reason()).contains(words), support::toString);
  }
}
