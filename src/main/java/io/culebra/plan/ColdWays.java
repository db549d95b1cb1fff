package io.culebra.plan;

import io.culebra.kernel.KernelSpec;
import io.culebra.select.Candidate;
import io.culebra.select.Problem;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ways to run a step that wait for the JVM to compile their loops when they are first made in a
 * process; and whether a plan was made without one of them, to answer sooner.
 *
 * <p>For one plan and one thread; what is known to be compiled is known to all.
 */
final class ColdWays {
  /**
   * Beyond this, what is compiled is forgotten, and at worst a better plan comes a little later.
   */
  private static final int MOST = 100_000;

  private static final Set<String> COMPILED = ConcurrentHashMap.newKeySet();

  private boolean isAnyLeftOut;

  /** Notes the steps of a plan that has been made: their kernels are warm. */
  static void noteMade(List<Step> steps) {
    if (COMPILED.size() > MOST) {
      COMPILED.clear();
    }
    for (Step step : steps) {
      if (Backends.isCompiledByJvm(step.implementation())) {
        COMPILED.add(
            name(Problem.of(step.spec()), Candidate.name(step.implementation(), step.spec())));
      }
    }
  }

  /** Takes every way for one that has not been made yet. */
  static void forget() {
    COMPILED.clear();
  }

  private static String name(Problem problem, String way) {
    return problem.text() + " " + way;
  }

  /** The ways that need not wait; all of them where each has to. */
  List<Ranking.Ranked> without(KernelSpec spec, Problem problem, List<Ranking.Ranked> ranked) {
    List<Ranking.Ranked> ready =
        ranked.stream().filter(way -> isReady(spec, problem, way.candidate())).toList();
    if (ready.isEmpty() || ready.size() == ranked.size()) {
      return ranked;
    }
    noteLeftOut();
    return ready;
  }

  /** Notes that a plan does without a way that may be the better one. */
  void noteLeftOut() {
    isAnyLeftOut = true;
  }

  private static boolean isReady(KernelSpec spec, Problem problem, Candidate candidate) {
    return !Backends.isCompiledByJvm(candidate.implementation().name())
        || COMPILED.contains(name(problem, candidate.name(spec)));
  }

  /** Whether there may be a better plan. */
  boolean isAnyLeftOut() {
    return isAnyLeftOut;
  }
}
