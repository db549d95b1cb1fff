package io.culebra.kernel;

import io.culebra.op.Fused;
import io.culebra.op.Op;
import io.culebra.op.PostOp;
import io.culebra.tensor.BackendException;
import io.culebra.tensor.CulebraException;
import io.culebra.tensor.DataType;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step as the planner describes it to the backends: an operator with concrete shapes.
 *
 * @param node the node as messages name it
 * @param op the operator, a {@link Fused} one included
 * @param inputs an operand per input, null where an optional one is left out
 * @param outputs an operand per output, null where an optional one is left out
 * @param threads how many threads a run will have
 */
public record KernelSpec(
    String node,
    Op op,
    List<@Nullable Operand> inputs,
    List<@Nullable Operand> outputs,
    int threads) {

  /** The operator without what is fused to it. */
  public Op base() {
    return op instanceof Fused fused ? fused.base() : op;
  }

  /** The operator without what is fused to it, as the type that the implementation serves. */
  public <T extends Op> T base(Class<T> type) {
    return type.cast(base());
  }

  /**
   * What is done to every element of the result; empty for an operator that nothing is fused to.
   */
  public List<PostOp> postOps() {
    return op instanceof Fused fused ? fused.postOps() : List.of();
  }

  /** Whether input {@code i} is there. For an input of the base operator, not of a post-op. */
  public boolean hasInput(int i) {
    boolean own = !(op instanceof Fused fused) || i < fused.baseInputs();
    return own && i < inputs.size() && inputs.get(i) != null;
  }

  /** Input {@code i}, which must be there. */
  public Operand input(int i) {
    Operand operand = inputs.get(i);
    if (operand == null) {
      throw new IllegalStateException(node + " has no input " + i);
    }
    return operand;
  }

  /** The first output. */
  public Operand output() {
    return output(0);
  }

  /** Output {@code i}, which must be there. */
  public Operand output(int i) {
    Operand operand = outputs.get(i);
    if (operand == null) {
      throw new IllegalStateException(node + " has no output " + i);
    }
    return operand;
  }

  /** Whether every present input and output is of this element type. */
  public boolean isAll(DataType dataType) {
    return inputs.stream().allMatch(o -> o == null || o.dataType() == dataType)
        && outputs.stream().allMatch(o -> o == null || o.dataType() == dataType);
  }

  /**
   * The sizes of input {@code i}, which broadcasts to the first output, along the axes of that
   * output as they lie in memory: ones where it has none.
   *
   * @throws IllegalStateException if the input lies in another order, so that the two cannot be
   *     walked in step
   */
  public Shape physicalInput(int i) {
    Operand operand = input(i);
    Layout target = output().layout();
    Shape shape = operand.shape();
    if (!Layout.alike(shape, operand.layout(), target.trailing(shape.rank()))) {
      throw new IllegalStateException(
          node + ": input " + i + " lies as " + operand.layout() + " beside " + target);
    }
    return target.physical(shape.padLeft(target.rank()));
  }

  /** The sizes of the first output as they lie in memory. */
  public Shape physicalOutput() {
    return output().layout().physical(output().shape());
  }

  /** The same step with its operands in these layouts. */
  public KernelSpec in(Layouts layouts) {
    return new KernelSpec(
        node, op, laidOut(inputs, layouts.inputs()), laidOut(outputs, layouts.outputs()), threads);
  }

  private static List<@Nullable Operand> laidOut(
      List<@Nullable Operand> operands, List<Layout> layouts) {
    List<@Nullable Operand> result = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      Operand operand = operands.get(i);
      result.add(operand == null ? null : operand.in(layouts.get(i)));
    }
    return result;
  }

  /**
   * The exception that says that an operand holds what the operator cannot take: the model's fault
   * where the operand is constant, else the caller's.
   */
  public CulebraException invalid(int operand, String reason) {
    String message = node + ": " + reason;
    return input(operand).isConstant()
        ? new InvalidModelException(message)
        : new InvalidInputException(message);
  }

  /** The exception that says why a backend failed at this step. */
  public BackendException fail(String backend, String reason) {
    return new BackendException(node + " on " + backend + ": " + reason);
  }
}
