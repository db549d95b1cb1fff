package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.dnnl_forward_inference;
import static io.culebra.onednn.ffi.dnnl.dnnl_gru_forward_primitive_desc_create;
import static io.culebra.onednn.ffi.dnnl.dnnl_lbr_gru_forward_primitive_desc_create;
import static io.culebra.onednn.ffi.dnnl.dnnl_rnn_flags_undef;

import io.culebra.kernel.Support;
import io.culebra.op.GRU;
import io.culebra.op.UnaryElementwise;
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
    return op.linearBeforeReset() ? linear(tensors, attributes) : plain(tensors, attributes);
  }

  private PrimitiveDesc plain(Described tensors, PostOps attributes) {
    return PrimitiveDesc.create(
        primitive(),
        attributes,
        (desc, engine, attr) ->
            dnnl_gru_forward_primitive_desc_create(
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

  private static PrimitiveDesc linear(Described tensors, PostOps attributes) {
    return PrimitiveDesc.create(
        "lbr_gru",
        attributes,
        (desc, engine, attr) ->
            dnnl_lbr_gru_forward_primitive_desc_create(
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
}
