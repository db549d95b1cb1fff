package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.dnnl_eltwise_forward_primitive_desc_create;
import static io.culebra.onednn.ffi.dnnl.dnnl_forward_inference;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Support;
import io.culebra.op.UnaryElementwise;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** An operator that maps every element by itself. */
final class OnednnEltwise<T extends UnaryElementwise> extends OnednnImplementation<T> {
  OnednnEltwise(Class<T> operator) {
    super("eltwise", operator);
  }

  @Override
  Support accepts(KernelSpec spec, T op) {
    return Support.require(!Eltwise.of(op).isEmpty(), "oneDNN has no eltwise algorithm for " + op);
  }

  @Override
  List<Layouts> ways(KernelSpec spec, T op) {
    return anyLayout(spec);
  }

  @Override
  PrimitiveDesc describe(KernelSpec spec, T op, Arena arena) {
    return describe(spec, Eltwise.of(op), arena);
  }

  /** One algorithm after another, over the elements in the order in which they lie. */
  static PrimitiveDesc describe(KernelSpec spec, List<Eltwise> chain, Arena arena) {
    MemorySegment elements = MemoryDescs.dense(arena, spec.output().shape().elements());
    PostOps postOps = new PostOps(arena);
    chain.subList(1, chain.size()).forEach(postOps::add);
    Eltwise first = chain.getFirst();
    return PrimitiveDesc.create(
        "eltwise",
        postOps.addAll(spec, elements),
        (desc, engine, attributes) ->
            dnnl_eltwise_forward_primitive_desc_create(
                desc,
                engine,
                dnnl_forward_inference(),
                first.algorithm(),
                elements,
                elements,
                first.alpha(),
                first.beta(),
                attributes));
  }

  @Override
  int inPlaceInput(KernelSpec spec, T op) {
    return 0;
  }
}
