package io.culebra.plan;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The implementations that can run a step, in their static order but for those that lead where the
 * choice is free, and why the others cannot.
 *
 * @param usable those that can, the first being taken where nothing was measured
 * @param refusals those that cannot, each with its reason
 */
record Candidates(List<Implementation> usable, List<Refusal> refusals) {
  /**
   * An implementation that cannot run a step.
   *
   * @param implementation its name
   * @param reason why not
   */
  record Refusal(String implementation, String reason) {
    @Override
    public String toString() {
      return implementation + ": " + reason;
    }
  }

  /** Asks every implementation that the backends have of the step's operator. */
  static Candidates of(KernelSpec spec, Backends backends) {
    List<Implementation> usable = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>();
    for (Implementation implementation : backends.of(spec.base().getClass())) {
      Support support = implementation.supports(spec);
      if (support.isYes()) {
        usable.add(implementation);
      } else {
        refusals.add(new Refusal(implementation.name(), String.valueOf(support.reason())));
      }
    }
    if (backends.isFree()) {
      usable.sort(Comparator.comparing(implementation -> !implementation.leads(spec)));
    }
    return new Candidates(List.copyOf(usable), List.copyOf(refusals));
  }
}
