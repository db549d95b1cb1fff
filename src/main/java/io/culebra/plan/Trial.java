package io.culebra.plan;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.KernelSpec;
import io.culebra.select.Candidate;
import java.util.List;

/** Runs every step in the way of one number, or its last, of those that are worth measuring. */
final class Trial implements Ranking {
  private final int number;
  private final Ranking otherwise = Ranking.inStaticOrder();
  private int most = 1;

  Trial(int number) {
    this.number = number;
  }

  /** The most ways that a step was seen to have. */
  synchronized int most() {
    return most;
  }

  @Override
  public synchronized List<Ranked> rank(KernelSpec spec, List<Implementation> usable) {
    List<Candidate> worth = Ranking.worthMeasuring(spec, usable);
    if (worth.isEmpty()) {
      return otherwise.rank(spec, usable);
    }
    most = Math.max(most, worth.size());
    return List.of(new Ranked(worth.get(Math.min(number, worth.size() - 1)), 0, false));
  }
}
