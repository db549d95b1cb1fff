package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.dnnl_forward_inference;
import static io.culebra.onednn.ffi.dnnl.dnnl_lstm_forward_primitive_desc_create;
import static io.culebra.onednn.ffi.dnnl.dnnl_rnn_flags_undef;

import io.culebra.kernel.Support;
import io.culebra.op.LSTM;
import io.culebra.op.UnaryElementwise;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** LSTM, with peepholes too. */
final class OnednnLstm extends OnednnRecurrent<LSTM> {
  OnednnLstm() {
    super("lstm", LSTM.class);
  }

  @Override
  Support accepts(List<UnaryElementwise> activations) {
    return usual(activations);
  }

  @Override
  Support acceptsAlso(LSTM op) {
    return Support.require(!op.inputForget(), "a forget gate that is made of the input gate");
  }

  @Override
  PrimitiveDesc describe(LSTM op, Described tensors, PostOps attributes) {
    return PrimitiveDesc.create(
        primitive(),
        attributes,
        (desc, engine, attr) ->
            dnnl_lstm_forward_primitive_desc_create(
                desc,
                engine,
                dnnl_forward_inference(),
                tensors.direction(),
                tensors.srcLayer(),
                tensors.srcIter(),
                tensors.srcIterC(),
                tensors.weightsLayer(),
                tensors.weightsIter(),
                tensors.weightsPeephole(),
                MemorySegment.NULL,
                tensors.bias(),
                tensors.dstLayer(),
                tensors.dstIter(),
                tensors.dstIterC(),
                dnnl_rnn_flags_undef(),
                attr));
  }
}
