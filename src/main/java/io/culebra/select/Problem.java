package io.culebra.select;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a step is to whoever wants to know how fast it runs: operator with what is fused to it,
 * types of the operands, which of them are constant, and threads. No names, no values, no layouts,
 * and no attributes that are floating-point numbers.
 *
 * @param text all of it, in one line
 */
public record Problem(String text) {
  private static final String ABSENT = "-";

  /** Factors, bounds and the like, by which no kernel gets faster or slower. */
  private static final Pattern NUMBER = Pattern.compile("=-?(\\d+\\.\\d+(E-?\\d+)?|Infinity|NaN)");

  private static final Pattern SPACE = Pattern.compile("\\s+");

  /** What a step is, however its operands are laid out. */
  public static Problem of(KernelSpec spec) {
    List<String> operands = new ArrayList<>();
    spec.inputs().forEach(operand -> operands.add(shown(operand)));
    operands.add(">");
    spec.outputs().forEach(operand -> operands.add(shown(operand)));
    String line = spec.op() + " " + String.join(" ", operands) + " threads=" + spec.threads();
    return new Problem(SPACE.matcher(NUMBER.matcher(line).replaceAll("=#")).replaceAll(" "));
  }

  private static String shown(@Nullable Operand operand) {
    if (operand == null) {
      return ABSENT;
    }
    return operand.type().toString().replace(" ", "") + (operand.isConstant() ? "!" : "");
  }

  @Override
  public String toString() {
    return text;
  }
}
