package io.culebra.onednn;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Operand;
import io.culebra.kernel.Support;
import io.culebra.op.MatMul;
import io.culebra.op.PostOp;
import java.util.stream.Stream;

/** What no primitive is asked to do, whatever its own limits are. */
final class Limits {
  /** Some of oneDNN's kernels count bytes in 32 bits. */
  private static final long MAX_BYTES = Integer.MAX_VALUE;

  private Limits() {}

  /** Whether sizes and post-ops of a step are such that oneDNN may be asked. */
  static Support of(KernelSpec spec) {
    for (Operand operand :
        Stream.concat(spec.inputs().stream(), spec.outputs().stream()).toList()) {
      Support support = operand == null ? Support.yes() : of(operand);
      if (!support.isYes()) {
        return support;
      }
    }
    for (PostOp postOp : spec.postOps()) {
      Support support = of(spec, postOp);
      if (!support.isYes()) {
        return support;
      }
    }
    return Support.yes();
  }

  private static Support of(Operand operand) {
    return Support.require(operand.shape().rank() <= MemoryDescs.MAX_RANK, "too many dimensions")
        .and(Support.require(operand.bytes() > 0, "a tensor is empty"))
        .and(Support.require(operand.bytes() <= MAX_BYTES, "a tensor is larger than 2 GiB"));
  }

  private static Support of(KernelSpec spec, PostOp postOp) {
    return switch (postOp) {
      case PostOp.Activation activation ->
          Support.require(
              !Eltwise.of(activation.op()).isEmpty(),
              "oneDNN has no eltwise algorithm for " + activation.op());
      case PostOp.Bias _ ->
          Support.require(spec.base() instanceof MatMul, "a bias that is not a MatMul's");
      case PostOp.Add add ->
          Support.require(
              spec.input(add.input()).shape().equals(spec.output().shape()),
              "what is added has another shape than the result");
    };
  }
}
