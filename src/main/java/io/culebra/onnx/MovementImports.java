package io.culebra.onnx;

import io.culebra.graph.Value;
import io.culebra.op.Concat;
import io.culebra.op.DepthToSpace;
import io.culebra.op.Expand;
import io.culebra.op.Pad;
import io.culebra.op.PadMode;
import io.culebra.op.Slice;
import io.culebra.op.SpaceToDepth;
import io.culebra.op.Split;
import io.culebra.op.TensorScatter;
import io.culebra.op.Tile;
import io.culebra.op.Transpose;
import io.culebra.op.Trilu;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Operators that move elements without computing. */
final class MovementImports {
  private MovementImports() {}

  static void addTo(ImportTable table) {
    table.put("Concat", n -> n.becomes(new Concat(n.attributes().requiredInteger("axis"))));
    table.put("Split", MovementImports::split);
    table.put("Slice", MovementImports::slice);
    table.put("Transpose", n -> n.becomes(new Transpose(n.attributes().integers("perm"))));
    table.put("Pad", MovementImports::pad);
    table.put("Expand", n -> n.becomes(new Expand()));
    table.put("Tile", n -> n.becomes(new Tile()));
    table.put("DepthToSpace", MovementImports::depthToSpace);
    table.put(
        "SpaceToDepth",
        n -> n.becomes(new SpaceToDepth(n.attributes().requiredInteger("blocksize"))));
    table.put("TensorScatter", MovementImports::tensorScatter);
    table.put("Trilu", n -> n.becomes(new Trilu(n.attributes().flag("upper", true))));
  }

  /** The sizes are an attribute before opset 13 and an input since. */
  private static void split(NodeImport node) {
    Attributes attributes = node.attributes();
    int parts = attributes.integer("num_outputs", node.outputCount());
    if (parts < node.outputCount()) {
      throw node.fail("num_outputs " + parts + ", but it has " + node.outputCount());
    }
    Split op = new Split(attributes.integer("axis", 0), parts);
    node.becomes(op, node.required(0), attributeOrInput(node, "split", 1));
  }

  /** Starts, ends and axes are attributes before opset 10 and inputs since. */
  private static void slice(NodeImport node) {
    node.becomes(
        new Slice(),
        node.required(0),
        attributeOrInput(node, "starts", 1),
        attributeOrInput(node, "ends", 2),
        attributeOrInput(node, "axes", 3),
        node.input(4));
  }

  private static @Nullable Value attributeOrInput(NodeImport node, String name, int input) {
    long[] numbers = node.attributes().longs(name);
    return numbers == null ? node.input(input) : node.integers(numbers);
  }

  /** Pads and value are attributes before opset 11 and inputs since. */
  private static void pad(NodeImport node) {
    Attributes attributes = node.attributes();
    Pad op = new Pad(attributes.choice("mode", PadMode.CONSTANT));
    Value x = node.required(0);
    if (node.opset() >= 11) {
      node.becomes(op);
      return;
    }
    float value = attributes.real("value", 0);
    if (value != 0 && node.dataType(x) != DataType.FLOAT) {
      throw node.unsupported("a value for " + node.dataType(x) + " as a float attribute");
    }
    node.becomes(
        op,
        x,
        attributeOrInput(node, "pads", 1),
        value == 0 ? null : node.constant(Tensor.of(new float[] {value})));
  }

  private static void tensorScatter(NodeImport node) {
    String mode = node.attributes().text("mode", "linear");
    if (!mode.equals("linear") && !mode.equals("circular")) {
      throw node.fail("mode '" + mode + "' is neither linear nor circular");
    }
    node.becomes(new TensorScatter(node.attributes().integer("axis", -2), mode.equals("circular")));
  }

  private static void depthToSpace(NodeImport node) {
    String mode = node.attributes().text("mode", "DCR");
    if (!mode.equals("DCR") && !mode.equals("CRD")) {
      throw node.fail("mode '" + mode + "' is neither DCR nor CRD");
    }
    node.becomes(
        new DepthToSpace(node.attributes().requiredInteger("blocksize"), mode.equals("CRD")));
  }
}
