package io.culebra.reference;

import io.culebra.kernel.Binding;
import io.culebra.kernel.KernelSpec;
import org.jspecify.annotations.Nullable;

/** The operands of one step in one lane, as numbers. */
final class Operands {
  private final @Nullable Numbers[] inputs;
  private final @Nullable Numbers[] outputs;

  Operands(KernelSpec spec, Binding binding) {
    inputs = new Numbers[spec.inputs().size()];
    outputs = new Numbers[spec.outputs().size()];
    for (int i = 0; i < inputs.length; i++) {
      if (spec.inputs().get(i) != null) {
        inputs[i] = Numbers.of(spec.input(i), binding.inputSegment(i));
      }
    }
    for (int i = 0; i < outputs.length; i++) {
      if (spec.outputs().get(i) != null) {
        outputs[i] = Numbers.of(spec.output(i), binding.outputSegment(i));
      }
    }
  }

  /** How many inputs there are, absent ones included. */
  int inputs() {
    return inputs.length;
  }

  /** Input {@code i}, which must be there. */
  Numbers input(int i) {
    return present(inputs[i]);
  }

  /** Input {@code i}, or null where it is left out. */
  @Nullable Numbers optionalInput(int i) {
    return i < inputs.length ? inputs[i] : null;
  }

  /** The first output. */
  Numbers output() {
    return present(outputs[0]);
  }

  /** Output {@code i}, or null where it is left out. */
  @Nullable Numbers optionalOutput(int i) {
    return i < outputs.length ? outputs[i] : null;
  }

  private static Numbers present(@Nullable Numbers numbers) {
    if (numbers == null) {
      throw new IllegalStateException("an operand is absent that must be there");
    }
    return numbers;
  }
}
