package io.culebra.onnx;

import io.culebra.op.AffineGrid;
import io.culebra.op.Attention;
import io.culebra.op.GridSample;
import io.culebra.op.PaddingMode;
import io.culebra.op.ResizeMode;
import io.culebra.op.RotaryEmbedding;
import io.culebra.tensor.DataType;
import org.jspecify.annotations.Nullable;

/** Attention, and sampling at places that are computed. */
final class AttentionImports {
  private AttentionImports() {}

  static void addTo(ImportTable table) {
    table.put("Attention", AttentionImports::attention);
    table.put("RotaryEmbedding", AttentionImports::rotaryEmbedding);
    table.put("GridSample", AttentionImports::gridSample);
    table.put(
        "AffineGrid", n -> n.becomes(new AffineGrid(n.attributes().flag("align_corners", false))));
  }

  private static void attention(NodeImport node) {
    Attributes attributes = node.attributes();
    node.becomes(
        new Attention(
            attributes.flag("is_causal", false),
            attributes.integer("q_num_heads", 0),
            attributes.integer("kv_num_heads", 0),
            attributes.has("scale") ? attributes.real("scale", 1) : null,
            attributes.real("softcap", 0),
            attributes.integer("qk_matmul_output_mode", 0),
            false,
            softmaxPrecision(node)));
  }

  /** The type of the softmax; null where it is that of Q, or where both have 32 bits or more. */
  private static @Nullable DataType softmaxPrecision(NodeImport node) {
    int number = node.attributes().integer("softmax_precision", 0);
    if (number == 0) {
      return null;
    }
    DataType own = node.dataType(node.required(0));
    DataType given = DataType.ofOnnxNumber(number);
    boolean known =
        switch (given) {
          case FLOAT, DOUBLE, FLOAT16, BFLOAT16 -> true;
          default -> false;
        };
    if (!known) {
      throw node.fail("softmax_precision " + given);
    }
    return given == own || (given.bits() > 16 && own.bits() > 16) ? null : given;
  }

  private static void rotaryEmbedding(NodeImport node) {
    Attributes attributes = node.attributes();
    node.becomes(
        new RotaryEmbedding(
            attributes.flag("interleaved", false),
            attributes.integer("num_heads", 0),
            attributes.integer("rotary_embedding_dim", 0)));
  }

  /** Modes are called bilinear and bicubic before opset 20. */
  private static void gridSample(NodeImport node) {
    String mode = node.attributes().text("mode", "linear");
    ResizeMode known =
        switch (mode) {
          case "linear", "bilinear" -> ResizeMode.LINEAR;
          case "cubic", "bicubic" -> ResizeMode.CUBIC;
          case "nearest" -> ResizeMode.NEAREST;
          default -> throw node.fail("mode '" + mode + "' is not linear, cubic or nearest");
        };
    node.becomes(
        new GridSample(
            known,
            node.attributes().choice("padding_mode", PaddingMode.ZEROS),
            node.attributes().flag("align_corners", false)));
  }
}
