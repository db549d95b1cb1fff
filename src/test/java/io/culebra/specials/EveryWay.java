package io.culebra.specials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.ImplementationProvider;
import io.culebra.kernel.KernelHarness;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Specs;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Runs a step in every way in which the library can. */
final class EveryWay {
  private static final List<Implementation> ALL =
      ServiceLoader.load(ImplementationProvider.class).stream()
          .map(ServiceLoader.Provider::get)
          .filter(provider -> provider.availability().available())
          .flatMap(provider -> provider.implementations().stream())
          .toList();

  private EveryWay() {}

  /**
   * Fails unless every implementation that supports the step gives the right answer, in every
   * layout that it takes, on one and two threads.
   */
  static void check(SpecialCase one) {
    List<String> faults = new ArrayList<>();
    int ran = 0;
    for (int threads = 1; threads <= 2; threads++) {
      Specs specs = specs(one).threads(threads);
      KernelSpec spec = specs.build();
      for (Implementation implementation : ALL) {
        boolean runs =
            implementation.operator() == one.op().getClass()
                && implementation.supports(spec).isYes();
        for (Layouts layouts : runs ? implementation.layouts(spec) : List.<Layouts>of()) {
          ran++;
          List<Tensor> outputs = run(implementation, specs, layouts);
          String fault = one.expected().faults(outputs.getFirst());
          if (!fault.isEmpty()) {
            faults.add(implementation.name() + " " + layouts + " x" + threads + ": " + fault);
          }
          outputs.forEach(Tensor::close);
        }
      }
    }
    assertTrue(ran > 0, () -> "nobody runs " + one);
    assertEquals(List.of(), faults, one::toString);
  }

  /** The way that a plan takes where operands are not finite. */
  private static List<Tensor> run(Implementation implementation, Specs specs, Layouts layouts) {
    return KernelHarness.needsFinite(implementation, specs, layouts)
        ? KernelHarness.runExact(implementation, specs, layouts)
        : KernelHarness.run(implementation, specs, layouts);
  }

  private static Specs specs(SpecialCase one) {
    Specs specs = Specs.of(one.op());
    for (int i = 0; i < one.inputs().size(); i++) {
      boolean constant = i >= one.inputs().size() - one.constants();
      Tensor input = one.inputs().get(i);
      specs = constant ? specs.constant(input) : specs.input(input);
    }
    return specs;
  }
}
