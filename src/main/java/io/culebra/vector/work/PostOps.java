package io.culebra.vector.work;

import io.culebra.kernel.Binding;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.op.PostOp;
import io.culebra.tensor.DataType;
import io.culebra.vector.elementwise.Arithmetic;
import io.culebra.vector.loop.BinaryLoop;
import io.culebra.vector.loop.UnaryLoop;
import java.util.ArrayList;
import java.util.List;

/** The post-ops of a step, applied to runs of its first output. */
public final class PostOps {
  private final List<Stage> stages;

  private PostOps(List<Stage> stages) {
    this.stages = stages;
  }

  /** One post-op on {@code count} elements from element {@code first} on. */
  @FunctionalInterface
  private interface Stage {
    void run(Binding binding, long first, long count);
  }

  /** Whether every post-op of the step can be done. */
  public static Support support(KernelSpec spec) {
    Support support = Support.yes();
    for (PostOp postOp : spec.postOps()) {
      support =
          support.and(
              switch (postOp) {
                case PostOp.Activation activation ->
                    Support.require(
                        UnaryLoop.exists(activation.op()),
                        "no vector form of the post-op " + activation.op().name());
                case PostOp.Add add ->
                    Support.require(
                        spec.input(add.input()).shape().equals(spec.output().shape())
                            && spec.input(add.input()).dataType() == DataType.FLOAT,
                        "the added tensor differs in shape or type");
                case PostOp.Bias bias -> Support.no("the post-op Bias belongs to MatMul");
              });
    }
    return support;
  }

  /** The post-ops of a step that {@link #support} accepts. */
  public static PostOps of(KernelSpec spec) {
    return from(spec, 0);
  }

  /** Those from the {@code first} on, for a kernel that does the ones before itself. */
  public static PostOps from(KernelSpec spec, int first) {
    List<PostOp> postOps = spec.postOps();
    List<Stage> stages = new ArrayList<>();
    for (PostOp postOp : postOps.subList(first, postOps.size())) {
      stages.add(
          switch (postOp) {
            case PostOp.Activation activation -> activation(UnaryLoop.of(activation.op()));
            case PostOp.Add add -> residual(add.input());
            case PostOp.Bias bias -> throw spec.fail("vector", "the post-op Bias");
          });
    }
    return new PostOps(List.copyOf(stages));
  }

  private static Stage activation(UnaryLoop loop) {
    return (binding, first, count) -> {
      long target = binding.output(0) + first * Float.BYTES;
      loop.run(target, target, count);
    };
  }

  private static Stage residual(int input) {
    BinaryLoop add = Arithmetic.ADD.loop();
    return (binding, first, count) -> {
      long target = binding.output(0) + first * Float.BYTES;
      add.vectors(target, binding.input(input) + first * Float.BYTES, target, count);
    };
  }

  /** Applies all of them to a run of elements, as they lie in memory. */
  public void run(Binding binding, long first, long count) {
    for (int i = 0; i < stages.size(); i++) {
      stages.get(i).run(binding, first, count);
    }
  }
}
