package io.culebra;

import io.culebra.graph.Census;
import io.culebra.plan.ExplainedStep;
import io.culebra.tensor.TensorType;
import java.util.List;
import java.util.Map;

/**
 * One step of a planned session, for people.
 *
 * @param node the node of the model
 * @param operator its operator, with what is fused to it
 * @param implementation who runs it: {@code backend/operator-algorithm}
 * @param inputs the types of the inputs
 * @param outputs the types of the outputs
 * @param layout how the first output lies in memory, as oneDNN writes it: {@code abcd} is
 *     row-major, {@code acdb} has the channels last
 * @param refusals the implementations that come before this one and cannot run the step, each with
 *     its reason
 * @param way how it is run: the implementation with the layouts of its operands
 * @param measured nanoseconds of all ways that were measured for steps like this one, by way; empty
 *     where none was, or the step was not asked for by {@link Session#explain}
 */
public record StepInfo(
    String node,
    String operator,
    String implementation,
    List<TensorType> inputs,
    List<TensorType> outputs,
    String layout,
    List<String> refusals,
    String way,
    Map<String, Double> measured) {

  static StepInfo of(ExplainedStep step) {
    return new StepInfo(
        step.node(),
        step.operator(),
        step.implementation(),
        step.inputs(),
        step.outputs(),
        step.layout(),
        step.refusals(),
        step.way(),
        step.measured());
  }

  /** The multiply-adds of a product or a convolution; 0 for every other operator. */
  public long multiplyAdds() {
    return outputs.isEmpty() ? 0 : Census.multiplyAdds(operator, inputs, outputs.getFirst());
  }

  /**
   * The backend that runs it: {@code vector}, {@code onednn}, {@code reference}, or {@code
   * portable} for all of them.
   */
  public String backend() {
    return implementation.substring(0, implementation.indexOf('/'));
  }
}
