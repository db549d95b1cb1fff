package io.culebra.plan;

import io.culebra.select.Candidate;
import io.culebra.select.Problem;
import io.culebra.select.Timings;
import io.culebra.tensor.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What one step of a plan does, for people.
 *
 * @param node the node
 * @param operator its operator, with what is fused to it
 * @param implementation who does it: {@code backend/operator-algorithm}
 * @param inputs the types of the inputs
 * @param outputs the types of the outputs
 * @param layout how the first output lies in memory, as oneDNN writes it
 * @param refusals the implementations that were asked before, each with its reason
 * @param way how it is done: the implementation with the layouts of its operands
 * @param measured nanoseconds of the ways that were measured, by way
 */
public record ExplainedStep(
    String node,
    String operator,
    String implementation,
    List<TensorType> inputs,
    List<TensorType> outputs,
    String layout,
    List<String> refusals,
    String way,
    Map<String, Double> measured) {

  static ExplainedStep of(Step step) {
    return of(step, new Timings());
  }

  static ExplainedStep of(Step step, Timings timings) {
    return new ExplainedStep(
        step.spec().node(),
        step.spec().op().name(),
        step.implementation(),
        step.spec().inputs().stream().filter(Objects::nonNull).map(o -> o.type()).toList(),
        step.spec().outputs().stream().filter(Objects::nonNull).map(o -> o.type()).toList(),
        step.spec().outputs().stream()
            .filter(Objects::nonNull)
            .map(o -> o.layout().tag())
            .findFirst()
            .orElse(""),
        step.refusals().stream().map(Candidates.Refusal::toString).toList(),
        Candidate.name(step.implementation(), step.spec()),
        timings.of(Problem.of(step.spec())));
  }

  /** The backend that does it. */
  public String backend() {
    return implementation.substring(0, implementation.indexOf('/'));
  }
}
