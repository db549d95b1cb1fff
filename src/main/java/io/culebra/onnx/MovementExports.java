package io.culebra.onnx;

import io.culebra.op.Cast;
import io.culebra.op.Concat;
import io.culebra.op.ConstantOfShape;
import io.culebra.op.CoordinateTransform;
import io.culebra.op.CumSum;
import io.culebra.op.DepthToSpace;
import io.culebra.op.Flatten;
import io.culebra.op.Gather;
import io.culebra.op.GatherElements;
import io.culebra.op.GatherND;
import io.culebra.op.OneHot;
import io.culebra.op.Pad;
import io.culebra.op.PadMode;
import io.culebra.op.Reshape;
import io.culebra.op.Resize;
import io.culebra.op.ShapeOf;
import io.culebra.op.SpaceToDepth;
import io.culebra.op.Split;
import io.culebra.op.TensorScatter;
import io.culebra.op.TopK;
import io.culebra.op.Transpose;
import io.culebra.op.Trilu;
import io.culebra.tensor.Tensor;

/** Operators that move elements, and those about shapes and indices. */
final class MovementExports {
  private MovementExports() {}

  static void addTo(ExportTable table) {
    table.put(Cast.class, MovementExports::cast);
    table.put(Concat.class, (op, n) -> n.integer("axis", op.axis()));
    table.put(ConstantOfShape.class, MovementExports::constantOfShape);
    table.put(
        CumSum.class, (op, n) -> n.flag("exclusive", op.exclusive()).flag("reverse", op.reverse()));
    table.put(
        DepthToSpace.class,
        (op, n) -> n.integer("blocksize", op.blocksize()).text("mode", op.crd() ? "CRD" : "DCR"));
    table.put(Flatten.class, (op, n) -> n.integer("axis", op.axis()));
    table.put(Gather.class, (op, n) -> n.integer("axis", op.axis()));
    table.put(GatherElements.class, (op, n) -> n.integer("axis", op.axis()));
    table.put(GatherND.class, (op, n) -> n.integer("batch_dims", op.batchDims()));
    table.put(OneHot.class, (op, n) -> n.integer("axis", op.axis()));
    table.put(
        Pad.class,
        (op, n) -> n.requires(op.mode() == PadMode.WRAP ? 19 : 18).choice("mode", op.mode()));
    table.put(Reshape.class, (op, n) -> n.flag("allowzero", op.allowZero()));
    table.put(Resize.class, MovementExports::resize);
    table.put(ShapeOf.class, MovementExports::shape);
    table.put(SpaceToDepth.class, (op, n) -> n.integer("blocksize", op.blocksize()));
    table.put(Split.class, MovementExports::split);
    table.put(
        TensorScatter.class,
        (op, n) ->
            n.requires(24)
                .integer("axis", op.axis())
                .text("mode", op.circular() ? "circular" : "linear"));
    table.put(
        TopK.class,
        (op, n) ->
            n.integer("axis", op.axis()).flag("largest", op.largest()).flag("sorted", op.sorted()));
    table.put(Transpose.class, (op, n) -> n.integers("perm", op.perm()));
    table.put(Trilu.class, (op, n) -> n.flag("upper", op.upper()));
  }

  /** Saturation is told only where it makes a difference. */
  private static void cast(Cast op, NodeExport node) {
    node.integer("to", op.to().onnxNumber());
    if (!op.saturate()) {
      node.requires(19).flag("saturate", false);
    }
  }

  private static void constantOfShape(ConstantOfShape op, NodeExport node) {
    try (Tensor value = op.value().toTensor()) {
      node.tensor("value", value);
    }
  }

  private static void shape(ShapeOf op, NodeExport node) {
    node.integer("start", op.start());
    if (op.end() != null) {
      node.integer("end", op.end());
    }
  }

  /** The number of parts follows from the sizes where they are given. */
  private static void split(Split op, NodeExport node) {
    node.integer("axis", op.axis());
    if (!node.hasInput(1)) {
      node.integer("num_outputs", op.numOutputs());
    }
  }

  private static void resize(Resize op, NodeExport node) {
    node.requires(op.coordinates() == CoordinateTransform.HALF_PIXEL_SYMMETRIC ? 19 : 18)
        .choice("mode", op.mode())
        .choice("coordinate_transformation_mode", op.coordinates())
        .choice("nearest_mode", op.nearest())
        .real("cubic_coeff_a", op.cubicA())
        .flag("exclude_outside", op.excludeOutside())
        .real("extrapolation_value", op.extrapolation())
        .flag("antialias", op.antialias())
        .integers("axes", op.axes())
        .choice("keep_aspect_ratio_policy", op.policy());
  }
}
