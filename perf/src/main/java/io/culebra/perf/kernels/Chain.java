package io.culebra.perf.kernels;

import io.culebra.op.Fused;
import io.culebra.op.Gelu;
import io.culebra.op.HardSwish;
import io.culebra.op.PostOp;
import io.culebra.op.Relu;
import io.culebra.op.Sigmoid;
import io.culebra.op.UnaryElementwise;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Adds to a problem what is done to each of its results in the same pass. */
final class Chain {

  private Chain() {}

  /**
   * The problem with post-ops.
   *
   * @param names their operators: Bias and activations, or Add of another tensor where the problem
   *     has no weights
   */
  static Problem of(Problem base, List<String> names) {
    List<TensorType> inputs = new ArrayList<>(base.inputs());
    List<PostOp> postOps = new ArrayList<>();
    int weights = base.weights();
    for (String name : names) {
      switch (name) {
        case "Bias" -> {
          Shape result = Shapes.of(base.output());
          postOps.add(new PostOp.Bias(inputs.size()));
          inputs.add(TensorType.f32(result.size(-1)));
          weights++;
        }
        case "Add" -> {
          if (weights > 0) {
            throw new IllegalArgumentException("Add after an operator with weights");
          }
          postOps.add(new PostOp.Add(inputs.size()));
          inputs.add(base.output());
        }
        default -> postOps.add(new PostOp.Activation(activation(name)));
      }
    }
    Fused fused = new Fused(base.op(), base.inputs().size(), postOps);
    return new Problem(base.line(), fused, inputs, weights, base.flops());
  }

  private static UnaryElementwise activation(String name) {
    return switch (name) {
      case "Relu" -> new Relu();
      case "Gelu" -> new Gelu(false);
      case "Sigmoid" -> new Sigmoid();
      case "HardSwish" -> new HardSwish();
      default -> throw new IllegalArgumentException("no activation " + name);
    };
  }
}
