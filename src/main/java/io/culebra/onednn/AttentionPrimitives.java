package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_DST;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_SCRATCHPAD;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_SRC;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_WEIGHTS;
import static io.culebra.onednn.ffi.dnnl.dnnl_binary_add;
import static io.culebra.onednn.ffi.dnnl.dnnl_eltwise_tanh;
import static io.culebra.onednn.ffi.dnnl.dnnl_forward_inference;
import static io.culebra.onednn.ffi.dnnl.dnnl_matmul_primitive_desc_create;
import static io.culebra.onednn.ffi.dnnl.dnnl_softmax_accurate;
import static io.culebra.onednn.ffi.dnnl.dnnl_softmax_forward_primitive_desc_create;

import io.culebra.kernel.Footprint;
import io.culebra.kernel.KernelSpec;
import io.culebra.onednn.MatrixProduct.View;
import io.culebra.op.Attention;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The primitives that make up Attention: the product of queries and keys, with scale, cap and mask
 * behind it, the softmax in place, and the product with the values. Closed by the owner, unless
 * kernels have been made of them.
 */
record AttentionPrimitives(
    PrimitiveDesc scoring, PrimitiveDesc softening, PrimitiveDesc weighing, long scoreBytes)
    implements AutoCloseable {
  /** The input that is added to the scores. */
  static final int MASK = 3;

  private static final long ALIGNMENT = 64;

  /**
   * Describes them to oneDNN.
   *
   * @param arena holds what need not outlive the call
   * @throws OnednnException if oneDNN refuses one
   */
  static AttentionPrimitives describe(KernelSpec spec, Arena arena) {
    AttentionViews views = AttentionViews.of(spec);
    List<PrimitiveDesc> made = new ArrayList<>();
    try {
      PostOps onScores = onScores(spec, views, arena);
      made.add(product(views.queries(), views.keys(), views.scores(), onScores, arena));
      made.add(softmax(views.scores(), arena));
      PostOps none = new PostOps(arena);
      made.add(product(views.scores(), views.values(), views.result(), none, arena));
    } catch (OnednnException e) {
      made.forEach(PrimitiveDesc::close);
      throw e;
    }
    long scoreBytes = Float.BYTES * views.scoreCount();
    return new AttentionPrimitives(made.get(0), made.get(1), made.get(2), scoreBytes);
  }

  private static PostOps onScores(KernelSpec spec, AttentionViews views, Arena arena) {
    Attention op = spec.base(Attention.class);
    Float given = op.scale();
    double scale =
        given == null ? 1 / Math.sqrt((double) AttentionViews.sizes(spec).size()) : given;
    PostOps postOps = new PostOps(arena);
    if (op.softcap() == 0) {
      postOps.add(Eltwise.linear((float) scale, 0));
    } else {
      postOps
          .add(Eltwise.linear((float) (scale / op.softcap()), 0))
          .add(new Eltwise(dnnl_eltwise_tanh(), 0, 0))
          .add(Eltwise.linear(op.softcap(), 0));
    }
    return spec.hasInput(MASK)
        ? postOps.addBinary(
            dnnl_binary_add(), views.mask(spec.input(MASK).shape()).desc(arena), MASK)
        : postOps;
  }

  private static PrimitiveDesc product(
      View left, View right, View result, PostOps postOps, Arena arena) {
    MemorySegment from = left.desc(arena);
    MemorySegment with = right.desc(arena);
    MemorySegment to = result.desc(arena);
    return PrimitiveDesc.create(
        "matmul",
        postOps,
        (desc, engine, attributes) ->
            dnnl_matmul_primitive_desc_create(
                desc, engine, from, with, MemorySegment.NULL, to, attributes));
  }

  private static PrimitiveDesc softmax(View scores, Arena arena) {
    MemorySegment elements = scores.desc(arena);
    return PrimitiveDesc.create(
        "softmax",
        new PostOps(arena),
        (desc, engine, attributes) ->
            dnnl_softmax_forward_primitive_desc_create(
                desc,
                engine,
                dnnl_forward_inference(),
                dnnl_softmax_accurate(),
                elements,
                elements,
                scores.dims().length - 1,
                attributes));
  }

  /** Whether oneDNN has nothing but plain C++ loops for one of them. */
  boolean isReference() {
    return all().anyMatch(desc -> desc.implementation().contains("ref:"));
  }

  private Stream<PrimitiveDesc> all() {
    return Stream.of(scoring, softening, weighing);
  }

  /**
   * A kernel of each, in their order. They share the scratch, and behind it stand the scores. Each
   * kernel closes its description; if one cannot be made, all is closed.
   */
  List<OnednnKernel> kernels(KernelSpec spec) {
    long own = all().mapToLong(PrimitiveDesc::scratchBytes).max().orElse(0);
    long place = Math.ceilDiv(own, ALIGNMENT) * ALIGNMENT;
    Footprint footprint = Footprint.dense(spec, place + scoreBytes);
    List<OnednnKernel> kernels = new ArrayList<>();
    try {
      kernels.add(
          kernel(
              spec,
              scoring,
              footprint,
              new Argument.Input(DNNL_ARG_SRC(), 0),
              new Argument.Input(DNNL_ARG_WEIGHTS(), 1),
              scores(DNNL_ARG_DST(), place)));
      kernels.add(
          kernel(
              spec,
              softening,
              footprint,
              scores(DNNL_ARG_SRC(), place),
              scores(DNNL_ARG_DST(), place)));
      kernels.add(
          kernel(
              spec,
              weighing,
              footprint,
              scores(DNNL_ARG_SRC(), place),
              new Argument.Input(DNNL_ARG_WEIGHTS(), 2),
              new Argument.Output(DNNL_ARG_DST(), 0)));
    } catch (OnednnException e) {
      kernels.forEach(OnednnKernel::close);
      all().skip(kernels.size()).forEach(PrimitiveDesc::close);
      throw e;
    }
    return kernels;
  }

  private Argument scores(int arg, long place) {
    return new Argument.Spare(arg, place, scoreBytes);
  }

  private static OnednnKernel kernel(
      KernelSpec spec, PrimitiveDesc desc, Footprint footprint, Argument... arguments) {
    List<Argument> all = new ArrayList<>(List.of(arguments));
    all.addAll(desc.postOpArguments());
    if (desc.scratchBytes() > 0) {
      all.add(new Argument.Scratch(DNNL_ARG_SCRATCHPAD()));
    }
    return new OnednnKernel(spec, desc, all, footprint, -1);
  }

  @Override
  public void close() {
    all().forEach(PrimitiveDesc::close);
  }
}
