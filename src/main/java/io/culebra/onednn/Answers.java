package io.culebra.onednn;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layout;
import io.culebra.kernel.Operand;
import io.culebra.kernel.Support;
import io.culebra.op.Op;
import io.culebra.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What oneDNN said to steps, so that it is asked once about layers that are alike. Bounded; for any
 * number of threads. Holds on to no weights.
 */
final class Answers {
  private static final int CAPACITY = 256;

  private final Map<Question, Answer> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Answer> eldest) {
          return size() > CAPACITY;
        }
      };

  /**
   * What oneDNN says to a step.
   *
   * @param support whether it can
   * @param isReference whether only with its plain C++ loops
   * @param scratchBytes the scratch that it needs
   */
  record Answer(Support support, boolean isReference, long scratchBytes) {
    /** An answer where the scratch doesn't matter. */
    Answer(Support support, boolean isReference) {
      this(support, isReference, 0);
    }
  }

  /** Everything about a step that an answer depends on, but for the values of constants. */
  private record Question(
      Op op, List<@Nullable Side> inputs, List<@Nullable Side> outputs, int threads) {
    static Question of(KernelSpec spec) {
      return new Question(spec.op(), sides(spec.inputs()), sides(spec.outputs()), spec.threads());
    }

    private static List<@Nullable Side> sides(List<@Nullable Operand> operands) {
      return operands.stream().<@Nullable Side>map(o -> o == null ? null : Side.of(o)).toList();
    }
  }

  /** An operand without its value. */
  private record Side(TensorType type, Layout layout, boolean isConstant) {
    static Side of(Operand operand) {
      return new Side(operand.type(), operand.layout(), operand.isConstant());
    }
  }

  /** The answer for a step; found out by {@code ask} if nobody asked about one like it. */
  Answer get(KernelSpec spec, Supplier<Answer> ask) {
    Question question = Question.of(spec);
    synchronized (known) {
      Answer answer = known.get(question);
      if (answer != null) {
        return answer;
      }
    }
    Answer answer = ask.get();
    synchronized (known) {
      known.put(question, answer);
    }
    return answer;
  }
}
