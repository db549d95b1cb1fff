package io.culebra.onnx;

import io.culebra.graph.Value;
import io.culebra.op.AspectPolicy;
import io.culebra.op.CoordinateTransform;
import io.culebra.op.NearestMode;
import io.culebra.op.Resize;
import io.culebra.op.ResizeMode;
import org.jspecify.annotations.Nullable;

/** Resize and what it was called before. */
final class ResizeImports {
  private ResizeImports() {}

  static void addTo(ImportTable table) {
    table.put("Resize", ResizeImports::resize);
    table.put("Upsample", ResizeImports::upsample);
  }

  private static void resize(NodeImport node) {
    if (node.opset() < 11) {
      byScales(node, node.required(1));
      return;
    }
    Attributes attributes = node.attributes();
    node.becomes(
        new Resize(
            attributes.choice("mode", ResizeMode.NEAREST),
            attributes.choice("coordinate_transformation_mode", CoordinateTransform.HALF_PIXEL),
            attributes.choice("nearest_mode", NearestMode.ROUND_PREFER_FLOOR),
            attributes.real("cubic_coeff_a", -0.75f),
            attributes.flag("exclude_outside", false),
            attributes.real("extrapolation_value", 0),
            attributes.flag("antialias", false),
            attributes.integers("axes"),
            attributes.choice("keep_aspect_ratio_policy", AspectPolicy.STRETCH)));
  }

  /** The scales are an attribute before opset 9 and an input since. */
  private static void upsample(NodeImport node) {
    float[] scales = node.attributes().reals("scales");
    byScales(node, scales == null ? node.input(1) : node.reals(scales));
  }

  /**
   * What Upsample and the first Resize mean: coordinates are divided by the scale, the nearest is
   * the one before.
   */
  private static void byScales(NodeImport node, @Nullable Value scales) {
    String mode = node.attributes().text("mode", "nearest");
    ResizeMode known =
        switch (mode) {
          case "nearest" -> ResizeMode.NEAREST;
          case "linear", "bilinear" -> ResizeMode.LINEAR;
          default -> throw node.fail("mode '" + mode + "' is neither nearest nor linear");
        };
    Resize op = Resize.of(known, CoordinateTransform.ASYMMETRIC, NearestMode.FLOOR);
    node.becomes(op, node.required(0), null, scales);
  }
}
