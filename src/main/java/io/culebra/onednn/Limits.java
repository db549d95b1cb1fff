package io.culebra.onednn;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Operand;
import io.culebra.kernel.Support;
import io.culebra.op.MatMul;
import io.culebra.op.PostOp;
import io.culebra.tensor.DataType;
import java.util.stream.Stream;

/** What no primitive is asked to do, whatever its own limits are. */
final class Limits {
  /** Some of oneDNN's kernels count bytes in 32 bits. */
  private static final long MAX_BYTES = Integer.MAX_VALUE;

  private Limits() {}

  /**
   * Whether oneDNN may be asked about a step.
   *
   * @param operands the tensors that the primitive works on
   */
  static Support of(Stream<Operand> operands, KernelSpec spec) {
    return Stream.concat(
            operands.map(Limits::of), spec.postOps().stream().map(postOp -> of(spec, postOp)))
        .filter(support -> !support.isYes())
        .findFirst()
        .orElse(Support.yes());
  }

  private static Support of(Operand operand) {
    return Support.require(operand.dataType() == DataType.FLOAT, "only float32")
        .and(Support.require(operand.shape().rank() <= MemoryDescs.MAX_RANK, "too many axes"))
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
