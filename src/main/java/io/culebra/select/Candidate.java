package io.culebra.select;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layout;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Operand;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A way to run a step: an implementation, and how it has the operands laid out.
 *
 * @param implementation who runs it
 * @param layouts how the operands lie
 */
public record Candidate(Implementation implementation, Layouts layouts) {
  /**
   * The name by which times of the step are kept: the implementation, and the layouts of those
   * operands that are there.
   */
  public String name(KernelSpec spec) {
    return name(implementation.name(), spec.in(layouts));
  }

  /** The name of the way in which a step is run whose operands are laid out. */
  public static String name(String implementation, KernelSpec laidOut) {
    return implementation + "@" + tags(laidOut.inputs()) + ">" + tags(laidOut.outputs());
  }

  private static String tags(List<@Nullable Operand> operands) {
    return IntStream.range(0, operands.size())
        .mapToObj(operands::get)
        .map(operand -> operand == null ? "" : operand.layout())
        .map(layout -> layout instanceof Layout known ? known.tag().replace(" ", "") : "")
        .collect(Collectors.joining(","));
  }
}
