package io.culebra.vector.gemm;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.op.Clip;
import io.culebra.op.PostOp;
import io.culebra.op.Relu;
import io.culebra.op.UnaryElementwise;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is fused to a product, as the driver does it: a bias and a residual that the accumulators
 * start from, a Relu or Clip of the accumulators, and the rest as passes over finished blocks.
 */
public final class GemmPostOps {
  private int bias = Source.NONE;
  private int residual = Source.NONE;
  private int operand = Source.NONE;
  private @Nullable UnaryElementwise end;
  private final List<PostOp> passes = new ArrayList<>();

  /**
   * Sorts the post-ops of a step.
   *
   * @param residualTaken whether the accumulators start from a matrix already
   */
  public GemmPostOps(KernelSpec spec, boolean residualTaken) {
    for (PostOp postOp : spec.postOps()) {
      boolean first = end == null && passes.isEmpty();
      switch (postOp) {
        case PostOp.Bias(int input) when first -> bias = input;
        case PostOp.Add(int input) when first && !residualTaken && residual == Source.NONE ->
            residual = input;
        case PostOp.Activation(UnaryElementwise op) when first && fitsKernel(op) -> end = op;
        default -> passes.add(postOp);
      }
    }
    for (PostOp pass : passes) {
      if (pass instanceof PostOp.Add(int input) && operand == Source.NONE) {
        operand = input;
      }
    }
  }

  /** Whether the driver can do all of it. */
  public Support support() {
    long adds = passes.stream().filter(pass -> !(pass instanceof PostOp.Activation)).count();
    Support support = Support.require(adds <= 1, "more than one addition after the activation");
    for (PostOp pass : passes) {
      if (pass instanceof PostOp.Activation(UnaryElementwise op)) {
        support = support.and(Passes.support(op));
      }
    }
    return support;
  }

  /** The input that holds a bias. */
  Source bias() {
    return Source.input(bias);
  }

  /** The input that the accumulators start from. */
  public Source residual() {
    return Source.input(residual);
  }

  /** The input that the epilogue reads. */
  public Source operand() {
    return Source.input(operand);
  }

  /** The product with all of this; a residual's rows are as far apart as C's. */
  public GemmSpec addTo(GemmSpec product) {
    GemmSpec result = product;
    if (bias != Source.NONE) {
      result = result.withBias();
    }
    if (residual != Source.NONE) {
      result = result.withResidual(product.cStride());
    }
    if (end instanceof Relu) {
      result = result.withBounds(0, Float.POSITIVE_INFINITY);
    } else if (end instanceof Clip(float min, float max)) {
      result = result.withBounds(min, max);
    }
    @Nullable Epilogue epilogue = Passes.of(passes);
    return epilogue == null ? result : result.withEpilogue(epilogue);
  }

  private static boolean fitsKernel(UnaryElementwise op) {
    return op instanceof Relu || op instanceof Clip;
  }
}
