package io.culebra.perf.result;

import io.culebra.perf.worker.StepGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Where the time of a run goes.
 *
 * @param contender its label, such as {@code culebra vector}
 * @param launches how many processes the times come from
 * @param operators in the order in which a run first comes to them
 */
public record Profile(
    String model, String contender, int threads, int launches, List<OperatorTime> operators) {

  /**
   * The steps of a run that run the same operator.
   *
   * @param operator its name with what is fused to it
   * @param flops floating-point operations of products and convolutions in a run
   * @param bytes what the steps of a run read and write at least
   * @param nanos how long they take together, a median per round
   */
  public record OperatorTime(String operator, double flops, double bytes, double[] nanos) {

    /** The median over all rounds in ns. */
    public double medianNanos() {
      return StatUtils.percentile(nanos, 50);
    }
  }

  /** Puts the rounds together. */
  public static Profile of(
      String model, String contender, int threads, int launches, List<List<StepGroup>> rounds) {
    Map<String, List<StepGroup>> byOperator = new LinkedHashMap<>();
    for (List<StepGroup> round : rounds) {
      for (StepGroup group : round) {
        byOperator.computeIfAbsent(group.operator(), key -> new ArrayList<>()).add(group);
      }
    }
    List<OperatorTime> operators = new ArrayList<>();
    byOperator.forEach((operator, groups) ->
        operators.add(
            new OperatorTime(
                operator,
                groups.getFirst().flops(),
                groups.getFirst().bytes(),
                groups.stream().mapToDouble(StepGroup::nanos).toArray())));
    return new Profile(model, contender, threads, launches, operators);
  }

  /** What is measured, the same in every run. */
  public String key(OperatorTime operator) {
    return measurementKey() + ", operator " + operator.operator();
  }

  /** The key of the measurement that this is a part of. */
  public String measurementKey() {
    return "%s, threads: %d, %s".formatted(model, threads, contender);
  }
}
