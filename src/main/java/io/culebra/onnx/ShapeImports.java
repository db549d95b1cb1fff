package io.culebra.onnx;

import io.culebra.graph.Value;
import io.culebra.op.Cast;
import io.culebra.op.Dropout;
import io.culebra.op.Flatten;
import io.culebra.op.Identity;
import io.culebra.op.Op;
import io.culebra.op.Reshape;
import io.culebra.op.ShapeOf;
import io.culebra.op.Size;
import io.culebra.op.Squeeze;
import io.culebra.op.Unsqueeze;
import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Operators about shapes and types, and those that only pass their input on. */
final class ShapeImports {
  private ShapeImports() {}

  static void addTo(ImportTable table) {
    table.put("Reshape", n -> n.becomes(new Reshape(n.attributes().flag("allowzero", false))));
    table.put("Flatten", n -> n.becomes(new Flatten(n.attributes().integer("axis", 1))));
    table.put("Squeeze", n -> withAxes(n, new Squeeze()));
    table.put("Unsqueeze", n -> withAxes(n, new Unsqueeze()));
    table.put("Shape", ShapeImports::shape);
    table.put("Size", n -> n.becomes(new Size()));
    table.put("Cast", ShapeImports::cast);
    table.put("CastLike", ShapeImports::castLike);
    table.put("Identity", n -> n.becomes(new Identity()));
    table.put("Dropout", ShapeImports::dropout);
  }

  /** The axes are an attribute before opset 13 and an input since. */
  private static void withAxes(NodeImport node, Op op) {
    long[] axes = node.attributes().longs("axes");
    node.becomes(op, node.required(0), axes == null ? node.input(1) : node.integers(axes));
  }

  private static void shape(NodeImport node) {
    Attributes attributes = node.attributes();
    Integer end = attributes.has("end") ? attributes.requiredInteger("end") : null;
    node.becomes(new ShapeOf(attributes.integer("start", 0), end));
  }

  private static void cast(NodeImport node) {
    node.attributes().ignore("round_mode");
    boolean saturate = node.attributes().flag("saturate", true);
    int number = node.attributes().requiredInteger("to");
    node.becomes(new Cast(DataType.ofOnnxNumber(number), saturate));
  }

  private static void castLike(NodeImport node) {
    node.attributes().ignore("round_mode");
    boolean saturate = node.attributes().flag("saturate", true);
    node.becomes(new Cast(node.dataType(node.required(1)), saturate), node.required(0));
  }

  /** Ratio and seed matter in training only, which must be ruled out. */
  private static void dropout(NodeImport node) {
    node.attributes().ignore("ratio", "seed", "is_test");
    Value training = node.input(2);
    if (training != null && !isFalse(training.constant())) {
      throw node.unsupported("it may drop elements: its training_mode is not constantly false");
    }
    node.becomes(new Dropout(), node.required(0));
  }

  private static boolean isFalse(@Nullable Constant constant) {
    if (constant == null
        || constant.dataType() != DataType.BOOL
        || constant.shape().elements() != 1) {
      return false;
    }
    try (Tensor tensor = constant.toTensor()) {
      return tensor.toByteArray()[0] == 0;
    }
  }
}
