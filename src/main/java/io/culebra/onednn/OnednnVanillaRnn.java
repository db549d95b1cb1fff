package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.dnnl_eltwise_logistic;
import static io.culebra.onednn.ffi.dnnl.dnnl_eltwise_relu;
import static io.culebra.onednn.ffi.dnnl.dnnl_eltwise_tanh;
import static io.culebra.onednn.ffi.dnnl.dnnl_forward_inference;
import static io.culebra.onednn.ffi.dnnl.dnnl_rnn_flags_undef;
import static io.culebra.onednn.ffi.dnnl.dnnl_vanilla_rnn_forward_primitive_desc_create;

import io.culebra.kernel.Support;
import io.culebra.op.LeakyRelu;
import io.culebra.op.RNN;
import io.culebra.op.Relu;
import io.culebra.op.Sigmoid;
import io.culebra.op.Tanh;
import io.culebra.op.UnaryElementwise;
import java.util.List;

/** RNN, with any of the activations that the primitive knows. */
final class OnednnVanillaRnn extends OnednnRecurrent<RNN> {
  private static final int NONE = -1;

  OnednnVanillaRnn() {
    super("vanilla_rnn", RNN.class);
  }

  @Override
  Support accepts(List<UnaryElementwise> activations) {
    UnaryElementwise activation = activations.getFirst();
    return Support.require(
        algorithm(activation) != NONE, "oneDNN has no rnn with " + activation.name());
  }

  private static int algorithm(UnaryElementwise activation) {
    return switch (activation) {
      case Tanh _ -> dnnl_eltwise_tanh();
      case Sigmoid _ -> dnnl_eltwise_logistic();
      case Relu _ -> dnnl_eltwise_relu();
      case LeakyRelu _ -> dnnl_eltwise_relu();
      default -> NONE;
    };
  }

  @Override
  PrimitiveDesc describe(RNN op, Described tensors, PostOps attributes) {
    UnaryElementwise activation = op.activations().getFirst();
    float alpha = activation instanceof LeakyRelu(float slope) ? slope : 0;
    return PrimitiveDesc.create(
        primitive(),
        attributes,
        (desc, engine, attr) ->
            dnnl_vanilla_rnn_forward_primitive_desc_create(
                desc,
                engine,
                dnnl_forward_inference(),
                algorithm(activation),
                tensors.direction(),
                tensors.srcLayer(),
                tensors.srcIter(),
                tensors.weightsLayer(),
                tensors.weightsIter(),
                tensors.bias(),
                tensors.dstLayer(),
                tensors.dstIter(),
                dnnl_rnn_flags_undef(),
                alpha,
                0,
                attr));
  }
}
