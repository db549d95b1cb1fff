package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.dnnl_forward_inference;
import static io.culebra.onednn.ffi.dnnl.dnnl_rnn_flags_undef;

import io.culebra.kernel.Support;
import io.culebra.onednn.ffi.dnnl;
import io.culebra.op.GRU;
import io.culebra.op.UnaryElementwise;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** GRU, which oneDNN calls lbr_gru where the reset gate comes behind the product. */
final class OnednnGru extends OnednnRecurrent<GRU> {
  OnednnGru() {
    super("gru", GRU.class);
  }

  @Override
  Support accepts(List<UnaryElementwise> activations) {
    return usual(activations);
  }

  @Override
  PrimitiveDesc describe(GRU op, Described tensors, PostOps attributes) {
    return op.linearBeforeReset()
        ? describe("lbr_gru", dnnl::dnnl_lbr_gru_forward_primitive_desc_create, tensors, attributes)
        : describe(primitive(), dnnl::dnnl_gru_forward_primitive_desc_create, tensors, attributes);
  }

  private static PrimitiveDesc describe(
      String primitive, Forward forward, Described tensors, PostOps attributes) {
    return PrimitiveDesc.create(
        primitive,
        attributes,
        (desc, engine, attr) ->
            forward.create(
                desc,
                engine,
                dnnl_forward_inference(),
                tensors.direction(),
                tensors.srcLayer(),
                tensors.srcIter(),
                tensors.weightsLayer(),
                tensors.weightsIter(),
                tensors.bias(),
                tensors.dstLayer(),
                tensors.dstIter(),
                dnnl_rnn_flags_undef(),
                attr));
  }

  /** One of oneDNN's two functions, which take the same. */
  private interface Forward {
    int create(
        MemorySegment desc,
        MemorySegment engine,
        int propagation,
        int direction,
        MemorySegment srcLayer,
        MemorySegment srcIter,
        MemorySegment weightsLayer,
        MemorySegment weightsIter,
        MemorySegment bias,
        MemorySegment dstLayer,
        MemorySegment dstIter,
        int flags,
        MemorySegment attributes);
  }
}
