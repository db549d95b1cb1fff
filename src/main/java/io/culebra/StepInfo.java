package io.culebra;

import io.culebra.graph.Census;
import io.culebra.plan.ExplainedStep;
import io.culebra.tensor.TensorType;
import java.util.List;

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
 */
public record StepInfo(
    String node,
    String operator,
    String implementation,
    List<TensorType> inputs,
    List<TensorType> outputs,
    String layout,
    List<String> refusals) {

  static StepInfo of(ExplainedStep step) {
    return new StepInfo(
        step.node(),
        step.operator(),
        step.implementation(),
        step.inputs(),
        step.outputs(),
        step.layout(),
        step.refusals());
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
