package io.culebra.vector.attention;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.op.Attention;
import io.culebra.vector.codegen.Kernels;
import io.culebra.vector.codegen.RowBlock;

/** Attention as one step, in two ways: for few queries and for many. */
public final class AttentionImplementation implements Implementation {
  /** From here on packing the keys pays. */
  private static final int MOST_STREAMED = 4;

  /** A kernel that C2 has not compiled after this long is used as it is. */
  private static final long WARM_UP_NANOS = 3_000_000_000L;

  private final boolean streamed;

  private AttentionImplementation(boolean streamed) {
    this.streamed = streamed;
  }

  /** For a few queries, as in decoding: every key and value is read once, where it lies. */
  public static Implementation streamed() {
    return new AttentionImplementation(true);
  }

  /** For many queries: products of packed blocks. */
  public static Implementation blocked() {
    return new AttentionImplementation(false);
  }

  @Override
  public String name() {
    return streamed ? "vector/attention-streamed" : "vector/attention-blocked";
  }

  @Override
  public Class<Attention> operator() {
    return Attention.class;
  }

  @Override
  public Support supports(KernelSpec spec) {
    return Support.require(
            spec.base(operator()).softmaxPrecision() == null, "a softmax of another precision")
        .and(Heads.support(spec))
        .and(
            streamed
                ? Support.require(
                    Heads.sizes(spec).queries() <= MOST_STREAMED,
                    "more than " + MOST_STREAMED + " queries")
                : Support.require(
                    Heads.sizes(spec).size() <= RowBlock.DEPTH,
                    "heads of more than " + RowBlock.DEPTH + " columns"));
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    Heads heads = Heads.of(spec);
    if (streamed) {
      return new AttentionKernel(spec, heads, new StreamedAttention(heads, spec.threads()));
    }
    BlockedAttention work = new BlockedAttention(heads, spec.threads());
    work.kernels().forEach(kernel -> Kernels.warm(kernel, WARM_UP_NANOS));
    return new AttentionKernel(spec, heads, work);
  }
}
