package io.culebra.onnx;

import io.culebra.op.AffineGrid;
import io.culebra.op.Attention;
import io.culebra.op.Elu;
import io.culebra.op.GRU;
import io.culebra.op.GridSample;
import io.culebra.op.HardSigmoid;
import io.culebra.op.LSTM;
import io.culebra.op.LeakyRelu;
import io.culebra.op.RNN;
import io.culebra.op.Recurrent;
import io.culebra.op.RotaryEmbedding;
import io.culebra.op.ThresholdedRelu;
import io.culebra.op.UnaryElementwise;
import io.culebra.tensor.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/** Recurrent networks, attention, and sampling at places that are computed. */
final class SequenceExports {
  private SequenceExports() {}

  static void addTo(ExportTable table) {
    table.put(LSTM.class, (op, n) -> recurrent(op, n).flag("input_forget", op.inputForget()));
    table.put(
        GRU.class, (op, n) -> recurrent(op, n).flag("linear_before_reset", op.linearBeforeReset()));
    table.put(RNN.class, SequenceExports::recurrent);
    table.put(Attention.class, SequenceExports::attention);
    table.put(
        RotaryEmbedding.class,
        (op, n) ->
            n.requires(23)
                .flag("interleaved", op.interleaved())
                .integer("num_heads", op.heads())
                .integer("rotary_embedding_dim", op.turned()));
    table.put(
        GridSample.class,
        (op, n) ->
            n.requires(20)
                .choice("mode", op.mode())
                .choice("padding_mode", op.padding())
                .flag("align_corners", op.alignCorners()));
    table.put(AffineGrid.class, (op, n) -> n.requires(20).flag("align_corners", op.alignCorners()));
  }

  private static void attention(Attention op, NodeExport node) {
    if (op.literal()) {
      throw new InvalidInputException("a literal Attention cannot be written as ONNX");
    }
    node.requires(node.hasInput(6) ? 24 : 23)
        .flag("is_causal", op.causal())
        .real("softcap", op.softcap())
        .integer("qk_matmul_output_mode", op.scoresStage());
    if (op.queryHeads() > 0) {
      node.integer("q_num_heads", op.queryHeads());
    }
    if (op.keyHeads() > 0) {
      node.integer("kv_num_heads", op.keyHeads());
    }
    if (op.scale() != null) {
      node.real("scale", op.scale());
    }
    if (op.softmaxPrecision() != null) {
      node.integer("softmax_precision", op.softmaxPrecision().onnxNumber());
    }
  }

  private static NodeExport recurrent(Recurrent op, NodeExport node) {
    List<String> names = new ArrayList<>();
    List<Float> alphas = new ArrayList<>();
    List<Float> betas = new ArrayList<>();
    for (UnaryElementwise activation : op.activations()) {
      names.add(activation.name());
      switch (activation) {
        case LeakyRelu leaky -> alphas.add(leaky.alpha());
        case ThresholdedRelu relu -> alphas.add(relu.alpha());
        case Elu elu -> alphas.add(elu.alpha());
        case HardSigmoid hard -> {
          alphas.add(hard.alpha());
          betas.add(hard.beta());
        }
        default -> {}
      }
    }
    if (op.clip() != Float.POSITIVE_INFINITY) {
      node.real("clip", op.clip());
    }
    return node.choice("direction", op.direction())
        .integer("hidden_size", op.hiddenSize())
        .texts("activations", names)
        .reals("activation_alpha", alphas)
        .reals("activation_beta", betas);
  }
}
