package io.culebra.onnx;

import io.culebra.graph.Value;
import io.culebra.op.BatchNormalization;
import io.culebra.op.InstanceNormalization;
import io.culebra.op.LRN;
import io.culebra.op.LayerNormalization;
import io.culebra.op.LogSoftmax;
import io.culebra.op.Op;
import io.culebra.op.RMSNormalization;
import io.culebra.op.Reshape;
import io.culebra.op.Softmax;
import java.util.function.IntFunction;

/** Normalisations, Softmax among them. */
final class NormalizationImports {
  private static final float EPSILON = 1e-5f;

  private NormalizationImports() {}

  static void addTo(ImportTable table) {
    table.put("BatchNormalization", NormalizationImports::batchNormalization);
    table.put("InstanceNormalization", n -> n.becomes(new InstanceNormalization(epsilon(n))));
    table.put("LayerNormalization", NormalizationImports::layerNormalization);
    table.put("RMSNormalization", NormalizationImports::rmsNormalization);
    table.put("LRN", NormalizationImports::lrn);
    table.put("Softmax", n -> softmax(n, Softmax::new));
    table.put("LogSoftmax", n -> softmax(n, LogSoftmax::new));
  }

  private static float epsilon(NodeImport node) {
    return node.attributes().real("epsilon", EPSILON);
  }

  private static void batchNormalization(NodeImport node) {
    node.attributes().ignore("momentum");
    boolean perElement = !node.attributes().flag("spatial", true);
    boolean trains = node.attributes().flag("training_mode", false);
    for (int i = 1; i < node.outputCount(); i++) {
      trains |= node.hasOutput(i);
    }
    if (perElement || trains) {
      throw node.unsupported(
          perElement ? "statistics per element (spatial 0)" : "it updates statistics in training");
    }
    node.becomes(new BatchNormalization(epsilon(node)));
  }

  private static void layerNormalization(NodeImport node) {
    node.attributes().ignore("stash_type");
    node.becomes(new LayerNormalization(node.attributes().integer("axis", -1), epsilon(node)));
  }

  private static void rmsNormalization(NodeImport node) {
    node.attributes().ignore("stash_type");
    node.becomes(new RMSNormalization(node.attributes().integer("axis", -1), epsilon(node)));
  }

  private static void lrn(NodeImport node) {
    Attributes attributes = node.attributes();
    node.becomes(
        new LRN(
            attributes.requiredInteger("size"),
            attributes.real("alpha", 1e-4f),
            attributes.real("beta", 0.75f),
            attributes.real("bias", 1)));
  }

  /**
   * Before opset 13 it is taken over all axes from one on, as if the tensor were a matrix; that is
   * the same only if the others have size 1.
   */
  private static void softmax(NodeImport node, IntFunction<Op> along) {
    boolean flattens = node.opset() < 13;
    int axis = node.attributes().integer("axis", flattens ? 1 : -1);
    Value x = node.required(0);
    if (!flattens || Flattened.isLastAxis(axis, node.shape(x))) {
      node.becomes(along.apply(axis), x);
      return;
    }
    Value matrix = Flattened.of(node, x, axis);
    Value normalized = node.step(along.apply(1), matrix);
    node.becomes(new Reshape(true), normalized, Flattened.shapeOf(node, x));
  }
}
