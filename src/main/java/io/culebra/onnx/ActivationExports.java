package io.culebra.onnx;

import io.culebra.op.Celu;
import io.culebra.op.Clip;
import io.culebra.op.Elu;
import io.culebra.op.Gelu;
import io.culebra.op.HardSigmoid;
import io.culebra.op.LeakyRelu;
import io.culebra.op.Mod;
import io.culebra.op.Selu;
import io.culebra.op.Swish;
import io.culebra.op.ThresholdedRelu;

/** Operators of single elements that have attributes. */
final class ActivationExports {
  private ActivationExports() {}

  static void addTo(ExportTable table) {
    table.put(Celu.class, (op, n) -> n.real("alpha", op.alpha()));
    table.put(Elu.class, (op, n) -> n.real("alpha", op.alpha()));
    table.put(LeakyRelu.class, (op, n) -> n.real("alpha", op.alpha()));
    table.put(ThresholdedRelu.class, (op, n) -> n.real("alpha", op.alpha()));
    table.put(Selu.class, (op, n) -> n.real("alpha", op.alpha()).real("gamma", op.gamma()));
    table.put(HardSigmoid.class, (op, n) -> n.real("alpha", op.alpha()).real("beta", op.beta()));
    table.put(
        Gelu.class, (op, n) -> n.requires(20).text("approximate", op.tanh() ? "tanh" : "none"));
    table.put(Mod.class, (op, n) -> n.flag("fmod", op.fmod()));
    table.put(Clip.class, (op, n) -> n.constantInput(op.min()).constantInput(op.max()));
    table.put(Swish.class, ActivationExports::swish);
  }

  /** Swish is too new for most readers: it is written as x times the sigmoid of alpha x. */
  private static void swish(Swish op, NodeExport node) {
    String x = node.input();
    String scaled = op.alpha() == 1 ? x : node.step("Mul", x, node.constant(op.alpha()));
    node.replace("Mul", x, node.step("Sigmoid", scaled));
  }
}
