package io.culebra.perf.kernels;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.ImplementationProvider;
import io.culebra.kernel.KernelSpec;
import io.culebra.perf.PerfException;
import io.culebra.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/** The implementations on the class path. */
final class Implementations {

  /** Backends of plain loops: what the others are checked with. */
  private static final Set<String> PLAIN = Set.of("reference", "portable");

  private static final List<Implementation> ALL =
      ServiceLoader.load(ImplementationProvider.class).stream()
          .map(ServiceLoader.Provider::get)
          .filter(provider -> provider.availability().available())
          .flatMap(provider -> provider.implementations().stream())
          .toList();

  private Implementations() {}

  /** Those of the fast backends that can run the problem; the plain loops if there are none. */
  static List<Implementation> of(Problem problem, int threads) {
    List<Implementation> all = supporting(problem, threads);
    List<Implementation> fast = all.stream().filter(one -> !PLAIN.contains(backend(one))).toList();
    return fast.isEmpty() ? all.stream().limit(1).toList() : fast;
  }

  /** The plain loops that the others are checked with; empty if there are none for the problem. */
  static Optional<Implementation> oracle(Problem problem) {
    return supporting(problem, 1).stream()
        .filter(implementation -> PLAIN.contains(backend(implementation)))
        .findFirst();
  }

  /**
   * The implementation of this name.
   *
   * @throws PerfException if it is not on the class path or cannot run the problem
   */
  static Implementation named(String name, Problem problem, int threads) {
    return supporting(problem, threads).stream()
        .filter(implementation -> implementation.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new PerfException(name + " cannot run " + problem.line()));
  }

  private static String backend(Implementation implementation) {
    return implementation.name().substring(0, implementation.name().indexOf('/'));
  }

  private static List<Implementation> supporting(Problem problem, int threads) {
    List<Tensor> elements = problem.elements();
    KernelSpec spec = problem.spec(elements, threads);
    elements.forEach(Tensor::close);
    return ALL.stream()
        .filter(implementation -> implementation.operator().equals(spec.base().getClass()))
        .filter(implementation -> implementation.supports(spec).isYes())
        .toList();
  }
}
