package io.culebra.onnx;

import io.culebra.graph.Value;
import io.culebra.op.Add;
import io.culebra.op.Celu;
import io.culebra.op.Clip;
import io.culebra.op.Elu;
import io.culebra.op.Gelu;
import io.culebra.op.HardSigmoid;
import io.culebra.op.HardSwish;
import io.culebra.op.Identity;
import io.culebra.op.LeakyRelu;
import io.culebra.op.Max;
import io.culebra.op.Min;
import io.culebra.op.Mish;
import io.culebra.op.PRelu;
import io.culebra.op.Relu;
import io.culebra.op.Selu;
import io.culebra.op.Sigmoid;
import io.culebra.op.Softplus;
import io.culebra.op.Softsign;
import io.culebra.op.Swish;
import io.culebra.op.Tanh;
import io.culebra.op.ThresholdedRelu;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Activations. */
final class ActivationImports {
  private static final float SELU_ALPHA = 1.6732632f;
  private static final float SELU_GAMMA = 1.050701f;

  private ActivationImports() {}

  static void addTo(ImportTable table) {
    table.put("Relu", n -> n.becomes(new Relu()));
    table.put("Sigmoid", n -> n.becomes(new Sigmoid()));
    table.put("Tanh", n -> n.becomes(new Tanh()));
    table.put("HardSwish", n -> n.becomes(new HardSwish()));
    table.put("Softplus", n -> n.becomes(new Softplus()));
    table.put("Softsign", n -> n.becomes(new Softsign()));
    table.put("Mish", n -> n.becomes(new Mish()));
    table.put("PRelu", n -> n.becomes(new PRelu()));
    table.put("Celu", n -> n.becomes(new Celu(alpha(n, 1))));
    table.put("Elu", n -> n.becomes(new Elu(alpha(n, 1))));
    table.put("LeakyRelu", n -> n.becomes(new LeakyRelu(alpha(n, 0.01f))));
    table.put("Swish", n -> n.becomes(new Swish(alpha(n, 1))));
    table.put("ThresholdedRelu", n -> n.becomes(new ThresholdedRelu(alpha(n, 1))));
    table.put(
        "HardSigmoid",
        n -> n.becomes(new HardSigmoid(alpha(n, 0.2f), n.attributes().real("beta", 0.5f))));
    table.put(
        "Selu",
        n -> n.becomes(new Selu(alpha(n, SELU_ALPHA), n.attributes().real("gamma", SELU_GAMMA))));
    table.put("Gelu", ActivationImports::gelu);
    table.put("Clip", ActivationImports::clip);
    table.put(ImportTable.MICROSOFT, "Gelu", n -> n.becomes(new Gelu(false)));
    table.put(ImportTable.MICROSOFT, "FastGelu", n -> biasGelu(n, true));
    table.put(ImportTable.MICROSOFT, "BiasGelu", n -> biasGelu(n, false));
    table.put(ImportTable.MICROSOFT, "QuickGelu", n -> n.becomes(new Swish(alpha(n, 1.702f))));
  }

  private static float alpha(NodeImport node, float otherwise) {
    return node.attributes().real("alpha", otherwise);
  }

  private static void gelu(NodeImport node) {
    String approximate = node.attributes().text("approximate", "none");
    switch (approximate) {
      case "none" -> node.becomes(new Gelu(false));
      case "tanh" -> node.becomes(new Gelu(true));
      default -> throw node.fail("approximate '" + approximate + "' is neither none nor tanh");
    }
  }

  private static void biasGelu(NodeImport node, boolean tanh) {
    Value bias = node.input(1);
    Value x = node.required(0);
    node.becomes(new Gelu(tanh), bias == null ? x : node.step(new Add(), x, bias));
  }

  /**
   * Bounds are attributes before opset 11, the least and the greatest float where they are left
   * out, and inputs since.
   */
  private static void clip(NodeImport node) {
    Value x = node.required(0);
    if (node.opset() < 11) {
      float min = node.attributes().real("min", -Float.MAX_VALUE);
      float max = node.attributes().real("max", Float.MAX_VALUE);
      node.becomes(new Clip(min, max), x);
      return;
    }
    Value least = node.input(1);
    Value most = node.input(2);
    Float min = bound(least, Float.NEGATIVE_INFINITY);
    Float max = bound(most, Float.POSITIVE_INFINITY);
    if (least == null && most == null) {
      node.becomes(new Identity(), x);
    } else if (min != null && max != null && node.dataType(x) == DataType.FLOAT) {
      node.becomes(new Clip(min, max), x);
    } else if (most == null) {
      node.becomes(new Max(), x, least);
    } else {
      node.becomes(new Min(), least == null ? x : node.step(new Max(), x, least), most);
    }
  }

  /**
   * The constant number that a bound is, {@code otherwise} where there is none, null where it is
   * something else.
   */
  private static @Nullable Float bound(@Nullable Value value, float otherwise) {
    if (value == null) {
      return otherwise;
    }
    if (value.constant() == null
        || value.constant().dataType() != DataType.FLOAT
        || value.constant().shape().elements() != 1) {
      return null;
    }
    try (Tensor tensor = value.constant().toTensor()) {
      float bound = tensor.toFloatArray()[0];
      return Float.isNaN(bound) ? null : bound;
    }
  }
}
