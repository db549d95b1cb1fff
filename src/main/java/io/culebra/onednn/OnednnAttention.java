package io.culebra.onednn;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.op.Attention;
import io.culebra.op.AttentionSizes;
import io.culebra.tensor.Shape;
import java.lang.foreign.Arena;
import java.util.stream.Stream;

/**
 * Attention as one step of three primitives: the product of queries and keys with scale, cap and
 * mask behind it, the softmax in place, and the product with the values. The scores stay in the
 * scratch.
 */
final class OnednnAttention implements Implementation {
  private static final int MASK = 3;
  private static final int PAST_KEYS = 4;
  private static final int COUNTS = 6;

  private final Answers answers = new Answers();

  @Override
  public String name() {
    return OnednnProvider.BACKEND + "/attention";
  }

  @Override
  public Class<Attention> operator() {
    return Attention.class;
  }

  @Override
  public Support supports(KernelSpec spec) {
    Support support =
        Support.require(!spec.base(Attention.class).causal(), "each query has keys of its own")
            .and(
                Support.require(
                    spec.base(Attention.class).softmaxPrecision() == null,
                    "a softmax of another precision"))
            .and(Support.require(spec.postOps().isEmpty(), "something is fused to it"))
            .and(Support.require(!spec.hasInput(PAST_KEYS), "keys of the past"))
            .and(Support.require(!spec.hasInput(COUNTS), "each sequence has a number of keys"))
            .and(Support.require(OnednnImplementation.hasOneOutput(spec), "more than the result"));
    if (support.isYes()) {
      support =
          Limits.of(
              Stream.concat(spec.inputs().stream(), spec.outputs().stream())
                  .flatMap(Stream::ofNullable),
              spec);
    }
    if (support.isYes()) {
      support = acceptsScores(spec);
    }
    return support.isYes() ? answers.get(spec, () -> ask(spec)).support() : support;
  }

  private static Support acceptsScores(KernelSpec spec) {
    AttentionSizes sizes = AttentionViews.sizes(spec);
    Shape mask = spec.hasInput(MASK) ? spec.input(MASK).shape() : null;
    boolean whole =
        mask == null || mask.rank() == 0 || mask.size(-1) == 1 || mask.size(-1) == sizes.keys();
    long scores = Float.BYTES * AttentionViews.of(spec).scoreCount();
    return Support.require(whole, "a mask of fewer columns than there are keys")
        .and(Support.require(scores <= Integer.MAX_VALUE, "the scores are larger than 2 GiB"));
  }

  private static Answers.Answer ask(KernelSpec spec) {
    return OpenMp.withThreads(
        TeamSize.of(spec),
        () -> {
          try (Arena arena = Arena.ofConfined();
              AttentionPrimitives primitives = AttentionPrimitives.describe(spec, arena)) {
            boolean fast = !primitives.isReference();
            return new Answers.Answer(Support.require(fast, "oneDNN has plain loops only"), !fast);
          } catch (OnednnException e) {
            return new Answers.Answer(Support.no("oneDNN refuses: " + e.getMessage()), false);
          }
        });
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    try {
      return OpenMp.withThreads(
          TeamSize.of(spec),
          () -> {
            try (Arena arena = Arena.ofConfined()) {
              return new AttentionKernel(spec, AttentionPrimitives.describe(spec, arena));
            }
          });
    } catch (OnednnException e) {
      throw spec.fail(OnednnProvider.BACKEND, e.getMessage());
    }
  }
}
