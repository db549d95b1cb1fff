package io.culebra.op;

import io.culebra.tensor.TensorType;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An operator and what is done to every element of its result, as one step. Made by rewrites, not
 * by models.
 *
 * <p>The inputs are those of {@code base}, padded with absent ones to {@code baseInputs}, then
 * those that the post-ops read.
 *
 * @param base the operator: Conv, Gemm, MatMul
 * @param baseInputs how many of the inputs are the operator's own
 * @param postOps what follows, in order; at least one
 */
public record Fused(Op base, int baseInputs, List<PostOp> postOps) implements Op {
  /** Copies the list. */
  public Fused {
    postOps = List.copyOf(postOps);
    if (postOps.isEmpty()) {
      throw new IllegalArgumentException("nothing is fused into " + base.name());
    }
  }

  @Override
  public String name() {
    return base.name()
        + postOps.stream()
            .map(p ->
                switch (p) {
                  case PostOp.Activation activation -> "+" + activation.op().name();
                  case PostOp.Bias bias -> "+Bias";
                  case PostOp.Add add -> "+Add";
                })
            .collect(Collectors.joining());
  }

  @Override
  public List<TensorType> infer(OpInputs inputs) {
    return base.infer(inputs.first(baseInputs));
  }
}
