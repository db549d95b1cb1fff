package io.culebra.onednn;

import io.culebra.kernel.Binding;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Team;
import io.culebra.op.Fused;
import io.culebra.op.PostOp;
import io.culebra.scalar.UnaryFunction;
import io.culebra.tensor.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The post-ops of a step from the first on that oneDNN does wrongly to NaN or infinities, as plain
 * loops over what a primitive without them has made. For one thread at a time.
 */
final class ExactPostOps implements Team.Task {
  private static final MemorySegment MEMORY = NativeMemory.everything();
  private static final long BASE = NativeMemory.base();
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

  private final List<PostOp> postOps;
  private final List<DoubleUnaryOperator> functions = new ArrayList<>();
  private final long elements;
  private final Binding binding;
  private final int tasks;
  private long from;

  /** The loops for a step bound to a lane. */
  ExactPostOps(KernelSpec spec, Binding binding) {
    this.postOps = spec.postOps().subList(first(spec), spec.postOps().size());
    this.binding = binding;
    this.elements = spec.output().shape().elements();
    this.tasks = binding.team().size();
    for (PostOp postOp : postOps) {
      functions.add(
          postOp instanceof PostOp.Activation activation
              ? UnaryFunction.doubles(activation.op())
              : DoubleUnaryOperator.identity());
    }
  }

  /** Which post-op of a step is the first that oneDNN does wrongly; their number if none is. */
  static int first(KernelSpec spec) {
    List<PostOp> postOps = spec.postOps();
    for (int i = 0; i < postOps.size(); i++) {
      if (postOps.get(i) instanceof PostOp.Activation activation
          && !Eltwise.isExact(activation.op())) {
        return i;
      }
    }
    return postOps.size();
  }

  /** Whether oneDNN does one of a step's post-ops wrongly to NaN or infinities. */
  static boolean areNeeded(KernelSpec spec) {
    return first(spec) < spec.postOps().size();
  }

  /** The step without what these loops do. */
  static KernelSpec before(KernelSpec spec) {
    Fused fused = (Fused) spec.op();
    List<PostOp> kept = fused.postOps().subList(0, first(spec));
    return kept.isEmpty()
        ? new KernelSpec(
            spec.node(),
            fused.base(),
            spec.inputs().subList(0, Math.min(fused.baseInputs(), spec.inputs().size())),
            spec.outputs(),
            spec.threads())
        : new KernelSpec(
            spec.node(),
            new Fused(fused.base(), fused.baseInputs(), kept),
            spec.inputs(),
            spec.outputs(),
            spec.threads());
  }

  /**
   * Whether these loops read inputs of the step, so that what they start from must not lie in its
   * output, which may be one of the inputs.
   */
  static boolean readInputs(KernelSpec spec) {
    return spec.postOps().stream().skip(first(spec)).anyMatch(PostOp.Add.class::isInstance);
  }

  /** Makes the step's output of what lies, dense and in the output's layout, at this address. */
  void run(long from) {
    this.from = from;
    binding.team().run(tasks, this);
  }

  @Override
  public void run(int index, int worker) {
    long end = elements * (index + 1) / tasks;
    long to = binding.output(0);
    for (long i = elements * index / tasks; i < end; i++) {
      float value = get(from, i);
      for (int p = 0; p < postOps.size(); p++) {
        value =
            postOps.get(p) instanceof PostOp.Add add
                ? value + get(binding.input(add.input()), i)
                : (float) functions.get(p).applyAsDouble(value);
      }
      MEMORY.set(FLOAT, to + i * Float.BYTES - BASE, value);
    }
  }

  private static float get(long address, long i) {
    return MEMORY.get(FLOAT, address + i * Float.BYTES - BASE);
  }
}
