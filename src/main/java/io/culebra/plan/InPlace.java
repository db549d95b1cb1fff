package io.culebra.plan;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which steps may write their first output over an input: where the kernel offers it, where nobody
 * needs that input afterwards, and where no other operand of the step lies in the same memory,
 * because the kernel may read such an operand after it has overwritten it. A residual that is also
 * what the convolution before it reads is such a case, and so is a view of it.
 */
final class InPlace {
  private InPlace() {}

  /** Lets the outputs of steps lie where the inputs have lain that they may take over. */
  static void share(List<Step> steps) {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      Buffer input = takenOver(step, i);
      Buffer output = step.outputs().getFirst();
      if (input != null
          && output != null
          && input.place() == Buffer.Place.ARENA
          && output.place() == Buffer.Place.ARENA) {
        output.takeOver(input);
      }
    }
  }

  /**
   * For every output of a plan, the input whose tensor may be given for it too; -1 for none.
   *
   * @param outputs how many outputs the plan has
   */
  static int[] ofCaller(List<Step> steps, int outputs) {
    int[] inputs = new int[outputs];
    Arrays.fill(inputs, -1);
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      Buffer input = takenOver(step, i);
      Buffer output = step.outputs().getFirst();
      if (input != null
          && output != null
          && input.place() == Buffer.Place.INPUT
          && output.place() == Buffer.Place.OUTPUT) {
        inputs[output.index()] = input.index();
      }
    }
    return inputs;
  }

  /** The input whose memory the first output of a step may have; null for none. */
  private static @Nullable Buffer takenOver(Step step, int index) {
    int offered = step.kernel().inPlaceInput();
    Buffer input = offered < 0 ? null : step.inputs().get(offered);
    Buffer output = step.outputs().getFirst();
    boolean may =
        input != null
            && output != null
            && input.lastStep() == index
            && output.firstStep() == index
            && output.isWrittenOnlyBy(index)
            && hasWhole(input, output.bytes())
            && hasWhole(output, input.bytes())
            && isAlone(input, offered, step.inputs())
            && isAlone(output, 0, step.outputs())
            && isAlone(input, -1, step.outputs());
    return may ? input : null;
  }

  /** Whether the buffer is of this size and so is all of the memory that it lies in. */
  private static boolean hasWhole(Buffer buffer, long bytes) {
    return buffer.bytes() == bytes && buffer.root().bytes() == bytes;
  }

  /** Whether none of the operands but the one at its own place lies in the buffer's memory. */
  private static boolean isAlone(Buffer buffer, int place, List<@Nullable Buffer> operands) {
    for (int i = 0; i < operands.size(); i++) {
      Buffer other = operands.get(i);
      if (i != place && other != null && other.root() == buffer.root()) {
        return false;
      }
    }
    return true;
  }
}
