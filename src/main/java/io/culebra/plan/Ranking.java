package io.culebra.plan;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Operand;
import io.culebra.select.Candidate;
import io.culebra.select.Problem;
import io.culebra.select.Timings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which of the ways to run a step come into question, and what each of them costs. */
interface Ranking {
  /** What a byte that is moved through memory costs where nothing was measured. */
  double NANOS_PER_BYTE = 0.1;

  /**
   * A way to run a step.
   *
   * @param candidate the way
   * @param nanos what it costs
   * @param isMeasured whether that is what it was measured to take
   */
  record Ranked(Candidate candidate, double nanos, boolean isMeasured) {}

  /**
   * The ways that come into question; none where none can be run.
   *
   * @param usable the implementations that can run the step, in their static order
   */
  List<Ranked> rank(KernelSpec spec, List<Implementation> usable);

  /** The same without ways that would keep the first answer waiting, where there are others. */
  default Ranking without(ColdWays cold) {
    return this;
  }

  /** The first implementation in its layouts. */
  static Ranking inStaticOrder() {
    return (spec, usable) -> {
      List<Ranked> ranked = new ArrayList<>();
      if (!usable.isEmpty()) {
        for (Layouts layouts : usable.getFirst().layouts(spec)) {
          ranked.add(
              new Ranked(
                  new Candidate(usable.getFirst(), layouts),
                  layouts.penalty() * NANOS_PER_BYTE,
                  false));
        }
      }
      return ranked;
    };
  }

  /** The ways that were measured, if all that are worth it were; else the static order. */
  static Ranking measured(Timings timings) {
    return new Measured(timings, null);
  }

  /**
   * By what was measured.
   *
   * @param cold knows the ways that are left out; null for none
   */
  record Measured(Timings timings, @Nullable ColdWays cold) implements Ranking {
    @Override
    public Ranking without(ColdWays ways) {
      return new Measured(timings, ways);
    }

    @Override
    public List<Ranked> rank(KernelSpec spec, List<Implementation> usable) {
      Problem problem = Problem.of(spec);
      Map<String, Double> nanos = timings.of(problem);
      List<Ranked> ranked = new ArrayList<>();
      if (!nanos.isEmpty() && isMeasured(spec, usable, nanos)) {
        for (Candidate candidate : all(spec, usable)) {
          Double took = nanos.get(candidate.name(spec));
          if (took != null) {
            ranked.add(new Ranked(candidate, took, true));
          }
        }
      }
      if (ranked.isEmpty()) {
        return inStaticOrder().rank(spec, usable);
      }
      return cold == null ? ranked : cold.without(spec, problem, ranked);
    }
  }

  /** Whether every way is known that is worth a measurement. */
  static boolean isMeasured(
      KernelSpec spec, List<Implementation> usable, Map<String, Double> nanos) {
    return worthMeasuring(spec, usable).stream()
        .allMatch(candidate -> nanos.containsKey(candidate.name(spec)));
  }

  /** The ways of the fast backends, without those that are known to be slow. */
  static List<Candidate> worthMeasuring(KernelSpec spec, List<Implementation> usable) {
    return all(spec, usable).stream()
        .filter(candidate -> Backends.isFast(candidate.implementation().name()))
        .filter(candidate -> candidate.layouts().penalty() <= MOST_PENALTY * traffic(spec))
        .limit(MOST_WAYS)
        .toList();
  }

  /** How many times everything may be moved through memory for a way to be measured. */
  long MOST_PENALTY = 8;

  /** How many ways of a step are measured. */
  int MOST_WAYS = 12;

  private static long traffic(KernelSpec spec) {
    return Stream.of(spec.inputs(), spec.outputs())
        .flatMap(List::stream)
        .filter(Objects::nonNull)
        .mapToLong(Operand::bytes)
        .sum();
  }

  private static List<Candidate> all(KernelSpec spec, List<Implementation> usable) {
    List<Candidate> all = new ArrayList<>();
    for (Implementation implementation : usable) {
      for (Layouts layouts : implementation.layouts(spec)) {
        all.add(new Candidate(implementation, layouts));
      }
    }
    return all;
  }
}
