package io.culebra.onnx;

import io.culebra.graph.Value;
import io.culebra.op.AspectPolicy;
import io.culebra.op.CoordinateTransform;
import io.culebra.op.Max;
import io.culebra.op.Min;
import io.culebra.op.NearestMode;
import io.culebra.op.Resize;
import io.culebra.op.ResizeMode;
import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Tensor;
import java.util.function.DoublePredicate;
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
    byScales(node, scales == null ? node.required(1) : node.reals(scales));
  }

  /**
   * What Upsample and the first Resize mean: coordinates are divided by the scale, and the nearest
   * element is the one before where an axis grows and the one behind where it shrinks (the tests of
   * Resize-10 have it so, and ONNX Runtime).
   */
  private static void byScales(NodeImport node, Value scales) {
    String mode = node.attributes().text("mode", "nearest");
    if (mode.equals("linear") || mode.equals("bilinear")) {
      node.becomes(asymmetric(ResizeMode.LINEAR, NearestMode.FLOOR), x(node), null, scales);
      return;
    }
    if (!mode.equals("nearest")) {
      throw node.fail("mode '" + mode + "' is neither nearest nor linear");
    }
    Resize growing = asymmetric(ResizeMode.NEAREST, NearestMode.FLOOR);
    Resize shrinking = asymmetric(ResizeMode.NEAREST, NearestMode.CEIL);
    float[] known = known(scales);
    if (known == null) {
      Value one = node.reals(1);
      Value below = node.step(new Min(), scales, one);
      Value shrunk = node.step(shrinking, x(node), null, below);
      node.becomes(growing, shrunk, null, node.step(new Max(), scales, one));
    } else if (isAll(known, scale -> scale >= 1)) {
      node.becomes(growing, x(node), null, scales);
    } else if (isAll(known, scale -> scale <= 1)) {
      node.becomes(shrinking, x(node), null, scales);
    } else {
      float[] below = known.clone();
      float[] above = known.clone();
      for (int i = 0; i < known.length; i++) {
        below[i] = Math.min(known[i], 1);
        above[i] = Math.max(known[i], 1);
      }
      Value shrunk = node.step(shrinking, x(node), null, node.reals(below));
      node.becomes(growing, shrunk, null, node.reals(above));
    }
  }

  private static Value x(NodeImport node) {
    return node.required(0);
  }

  private static Resize asymmetric(ResizeMode mode, NearestMode nearest) {
    return Resize.of(mode, CoordinateTransform.ASYMMETRIC, nearest);
  }

  /** The scales, or null where they come with the data. */
  private static float @Nullable [] known(Value scales) {
    Constant constant = scales.constant();
    if (constant == null || constant.dataType() != DataType.FLOAT) {
      return null;
    }
    try (Tensor tensor = constant.toTensor()) {
      return tensor.toFloatArray();
    }
  }

  private static boolean isAll(float[] scales, DoublePredicate predicate) {
    for (float scale : scales) {
      if (!predicate.test(scale)) {
        return false;
      }
    }
    return true;
  }
}
