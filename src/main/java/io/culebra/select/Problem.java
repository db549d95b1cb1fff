package io.culebra.select;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Operand;
import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

  /**
   * Factors, bounds and the like, by which no kernel gets faster or slower; but 0, 1 and -1, with
   * which there is less to do.
   */
  private static final Pattern NUMBER =
      Pattern.compile("=(?!-?[01]\\.0(?![0-9E]))-?(\\d+\\.\\d+(E-?\\d+)?|Infinity|NaN)");

  /** How objects without a text of their own show themselves, in every process in another way. */
  private static final Pattern IDENTITY = Pattern.compile("@[0-9a-f]{1,8}\\b");

  /** Exponents and factors for which there are kernels of their own. */
  private static final Set<Float> SPECIAL = Set.of(-1f, -0.5f, 0f, 0.5f, 1f, 2f, 3f);

  private static final Pattern SPACE = Pattern.compile("\\s+");

  /** What a step is, however its operands are laid out. */
  public static Problem of(KernelSpec spec) {
    List<String> operands = new ArrayList<>();
    spec.inputs().forEach(operand -> operands.add(shown(operand)));
    operands.add(">");
    spec.outputs().forEach(operand -> operands.add(shown(operand)));
    String line = spec.op() + " " + String.join(" ", operands) + " threads=" + spec.threads();
    String text = NUMBER.matcher(line).replaceAll("=#");
    return new Problem(SPACE.matcher(IDENTITY.matcher(text).replaceAll("")).replaceAll(" "));
  }

  private static String shown(@Nullable Operand operand) {
    if (operand == null) {
      return ABSENT;
    }
    String type = operand.type().toString().replace(" ", "");
    Constant constant = operand.constant();
    return constant == null ? type : type + "!" + special(constant);
  }

  /** The value of a constant number for which there are kernels of their own. */
  private static String special(Constant constant) {
    if (constant.dataType() != DataType.FLOAT || constant.shape().elements() != 1) {
      return "";
    }
    try (Tensor tensor = constant.toTensor()) {
      float value = tensor.toFloatArray()[0];
      return SPECIAL.contains(value) ? "" + value : "";
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
