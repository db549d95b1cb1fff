package io.culebra.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One way to lay out the operands of a step.
 *
 * @param inputs a layout per input, of the operand's rank; an absent one's is ignored
 * @param outputs a layout per output, of the operand's rank; an absent one's is ignored
 * @param penalty what this way costs more than the implementation's best, in bytes moved through
 *     memory, so that it can be weighed against reorders; 0 for the best
 */
public record Layouts(List<Layout> inputs, List<Layout> outputs, long penalty) {
  private static final Layout ABSENT = Layout.rowMajor(0);

  /** Copies the lists. */
  public Layouts {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** Every operand as it is written, at no penalty. */
  public static Layouts rowMajor(KernelSpec spec) {
    return rowMajor(spec, 0);
  }

  /** Every operand as it is written. */
  public static Layouts rowMajor(KernelSpec spec, long penalty) {
    Function<Operand, Layout> asWritten = operand -> Layout.rowMajor(operand.shape().rank());
    return new Layouts(each(spec.inputs(), asWritten), each(spec.outputs(), asWritten), penalty);
  }

  /**
   * Every output with its channels last, and every input as it is walked in step with the first
   * output: with its channels last, too, or in the {@linkplain Layout#trailing trailing} layout
   * where it is of a lower rank. An input of a higher rank is row-major.
   */
  public static Layouts channelsLast(KernelSpec spec) {
    Layout first = Layout.channelsLast(spec.output().shape().rank());
    return new Layouts(
        each(spec.inputs(), input -> inStepWith(first, input.shape().rank())),
        each(spec.outputs(), output -> Layout.channelsLast(output.shape().rank())),
        0);
  }

  private static Layout inStepWith(Layout output, int rank) {
    return rank > output.rank() ? Layout.rowMajor(rank) : output.trailing(rank);
  }

  private static List<Layout> each(
      List<@Nullable Operand> operands, Function<Operand, Layout> layout) {
    return operands.stream().map(o -> o == null ? ABSENT : layout.apply(o)).toList();
  }

  /** The same with this input of the step as it is written. */
  public Layouts withRowMajor(int input) {
    List<Layout> changed = new ArrayList<>(inputs);
    if (input < changed.size()) {
      changed.set(input, Layout.rowMajor(changed.get(input).rank()));
    }
    return new Layouts(changed, outputs, penalty);
  }

  /** The same with this input of the step in another layout of its rank. */
  public Layouts withInput(int input, Layout layout) {
    List<Layout> changed = new ArrayList<>(inputs);
    changed.set(input, layout);
    return new Layouts(changed, outputs, penalty);
  }

  /** The same at this penalty. */
  public Layouts withPenalty(long bytes) {
    return new Layouts(inputs, outputs, bytes);
  }
}
