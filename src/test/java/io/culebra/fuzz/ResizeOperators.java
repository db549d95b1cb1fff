package io.culebra.fuzz;

import static io.culebra.fuzz.Operators.FLOATS;
import static io.culebra.fuzz.Step.Kind.SUM;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.culebra.tensor.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Operators that sample pictures elsewhere. */
final class ResizeOperators {
  private static final Set<DataType> TYPES =
      EnumSet.of(DataType.FLOAT, DataType.FLOAT16, DataType.UINT8, DataType.INT8);

  private ResizeOperators() {}

  static void addTo(Operators table) {
    table.put("Resize", 10, ResizeOperators::resize);
    table.put("Upsample", 7, 9, ResizeOperators::upsample);
    table.put("GridSample", 16, ResizeOperators::gridSample);
    table.put("AffineGrid", 20, ResizeOperators::affineGrid);
  }

  private static Value picture(Sketch s, Set<DataType> types, int least, int most) {
    Value x = s.operand(types, least, most);
    if (x.count() == 0) {
      throw new Rejected("a picture of nothing");
    }
    return x;
  }

  private static void resize(Sketch s) {
    String mode = s.any("nearest", "nearest", "linear", "linear", "cubic");
    boolean nearest = mode.equals("nearest");
    Value x =
        picture(s, !nearest || s.chance(0.7) ? FLOATS : TYPES, nearest ? 2 : 4, nearest ? 5 : 4);
    if (s.opset() < 11) {
      mode = mode.equals("cubic") ? "linear" : mode;
      Value scales = s.constant(scales(s, x, true));
      s.node("Resize", SUM, List.of(x, scales), Attr.text("mode", mode));
      return;
    }
    List<AttributeProto> attributes = new ArrayList<>();
    attributes.add(Attr.text("mode", mode));
    String transform =
        s.any(
            "half_pixel",
            "half_pixel",
            "asymmetric",
            "align_corners",
            "pytorch_half_pixel",
            s.opset() >= 19 ? "half_pixel_symmetric" : "asymmetric");
    attributes.add(Attr.text("coordinate_transformation_mode", transform));
    if (nearest) {
      attributes.add(
          Attr.text(
              "nearest_mode", s.any("round_prefer_floor", "round_prefer_ceil", "floor", "ceil")));
    }
    if (mode.equals("cubic") && s.chance(0.4)) {
      attributes.add(Attr.real("cubic_coeff_a", -0.5));
    }
    if (mode.equals("cubic") && s.chance(0.3)) {
      attributes.add(Attr.flag("exclude_outside", true));
    }
    if (!nearest && s.opset() >= 18 && s.chance(0.3)) {
      attributes.add(Attr.flag("antialias", true));
    }
    List<@Nullable Value> inputs = new ArrayList<>();
    inputs.add(x);
    inputs.add(s.opset() < 13 ? s.constant(Data.zeros(DataType.FLOAT, 0)) : null);
    Data scales = scales(s, x, false);
    if (nearest) {
      requireClear(x, scales, transform);
    }
    if (s.chance(0.5)) {
      inputs.add(s.constant(scales));
    } else {
      inputs.add(s.opset() < 13 ? s.constant(Data.zeros(DataType.FLOAT, 0)) : null);
      long[] sizes = new long[x.rank()];
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = Math.max(1, (long) Math.floor(x.size(i) * scales.get(i)));
      }
      inputs.add(s.constant(sizes));
    }
    s.node("Resize", SUM, inputs, attributes.toArray(AttributeProto[]::new));
  }

  /**
   * Coordinates close to a whole number or a half fall to one side or the other by rounding, unless
   * the scale is a power of two.
   */
  private static void requireClear(Value x, Data scales, String transform) {
    for (int axis = 0; axis < x.rank(); axis++) {
      double scale = scales.get(axis);
      long size = (long) Math.floor(x.size(axis) * scale);
      boolean exact = scale == 1 || scale == 2 || scale == 0.5;
      if (exact && size == x.size(axis) * scale && !transform.equals("align_corners")) {
        continue;
      }
      for (int i = 0; i < size; i++) {
        double[] candidates = {
          (i + 0.5) / scale - 0.5,
          (i + 0.5) * x.size(axis) / size - 0.5,
          i / scale,
          (double) i * x.size(axis) / size,
          size == 1 ? 0.3 : i * (x.size(axis) - 1.0) / (size - 1)
        };
        for (double at : candidates) {
          if (Math.abs(2 * at - Math.rint(2 * at)) < 1e-3 && at > 0) {
            throw new Rejected("a place between two elements");
          }
        }
      }
    }
  }

  private static Data scales(Sketch s, Value x, boolean up) {
    double[] scales = new double[x.rank()];
    Arrays.fill(scales, 1);
    for (int i = Math.max(0, x.rank() - 2); i < scales.length; i++) {
      scales[i] = up ? s.any(1.0, 2.0, 3.0, 1.5) : s.any(1.0, 2.0, 3.0, 0.5, 0.6, 1.3, 2.5);
      scales[i] = x.size(i) * scales[i] < 1 ? 1 : scales[i];
      boolean alike =
          Math.floor(x.size(i) * (float) scales[i])
              == Math.floor((double) x.size(i) * (float) scales[i]);
      scales[i] = alike ? scales[i] : 2;
    }
    return Data.of(DataType.FLOAT, scales, scales.length);
  }

  private static void upsample(Sketch s) {
    Value x = picture(s, Set.of(DataType.FLOAT), 4, 4);
    Data scales = scales(s, x, true);
    AttributeProto mode = Attr.text("mode", s.any("nearest", "linear"));
    if (s.opset() < 9) {
      float[] numbers = new float[scales.count()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (float) scales.get(i);
      }
      s.node("Upsample", SUM, List.of(x), mode, Attr.reals("scales", numbers));
    } else {
      s.node("Upsample", SUM, List.of(x, s.constant(scales)), mode);
    }
  }

  private static void gridSample(Sketch s) {
    boolean deep = s.opset() >= 20 && s.chance(0.2);
    Value x = picture(s, FLOATS, deep ? 5 : 4, deep ? 5 : 4);
    String mode =
        s.opset() < 20
            ? s.any("bilinear", "bicubic", "nearest")
            : s.any("linear", deep ? "linear" : "cubic", "nearest");
    long[] sizes = new long[x.rank()];
    sizes[0] = x.size(0);
    for (int i = 1; i < sizes.length - 1; i++) {
      sizes[i] = s.between(1, 9);
    }
    sizes[sizes.length - 1] = sizes.length - 2L;
    Value grid = s.plain(x.type(), Fill.between(-1.3, 1.3), sizes);
    s.node(
        "GridSample",
        SUM,
        List.of(x, grid),
        Attr.text("mode", mode),
        Attr.text("padding_mode", s.any("zeros", "border", "reflection")),
        Attr.flag("align_corners", s.chance(0.5)));
  }

  private static void affineGrid(Sketch s) {
    boolean deep = s.chance(0.3);
    long batch = s.between(1, 3);
    long[] size = deep ? new long[5] : new long[4];
    for (int i = 0; i < size.length; i++) {
      size[i] = i == 0 ? batch : s.between(1, 9);
    }
    DataType type = s.type(FLOATS);
    Value theta = s.input(type, Fill.NORMAL, batch, deep ? 3 : 2, deep ? 4 : 3);
    s.node(
        "AffineGrid",
        SUM,
        List.of(theta, s.constant(size)),
        Attr.flag("align_corners", s.chance(0.5)));
  }
}
