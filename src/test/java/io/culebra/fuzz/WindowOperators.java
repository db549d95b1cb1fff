package io.culebra.fuzz;

import static io.culebra.fuzz.Operators.FLOATS;
import static io.culebra.fuzz.Step.Kind.EXACT;
import static io.culebra.fuzz.Step.Kind.SUM;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Convolutions and poolings. */
final class WindowOperators {
  private WindowOperators() {}

  static void addTo(Operators table) {
    table.put("Conv", 7, WindowOperators::conv);
    table.put("ConvTranspose", 7, WindowOperators::convTranspose);
    table.put("MaxPool", 7, WindowOperators::maxPool);
    table.put("AveragePool", 7, WindowOperators::averagePool);
    table.put("GlobalAveragePool", 7, s -> s.node("GlobalAveragePool", SUM, List.of(picture(s))));
    table.put("GlobalMaxPool", 7, s -> s.node("GlobalMaxPool", EXACT, List.of(picture(s))));
  }

  /** A tensor with batch, channels and one to three spatial axes. */
  static Value picture(Sketch s) {
    Value x = s.operand(FLOATS, s.chance(0.75) ? 4 : 3, s.chance(0.8) ? 4 : 5);
    for (int i = 1; i < x.rank(); i++) {
      if (x.size(i) == 0) {
        throw new Rejected("a picture of nothing");
      }
    }
    return x;
  }

  /** A window that slides over the spatial axes. */
  private static final class Window {
    final long[] kernel;
    final long[] strides;
    final long[] dilations;
    final long[] pads;
    final String autoPad;

    Window(Sketch s, Value x, boolean dilates, boolean padsBelowKernel) {
      int axes = x.rank() - 2;
      kernel = new long[axes];
      strides = new long[axes];
      dilations = new long[axes];
      pads = new long[2 * axes];
      autoPad = s.chance(0.15) ? s.any("SAME_UPPER", "SAME_LOWER", "VALID") : "NOTSET";
      boolean even = s.chance(0.6);
      int usual = s.any(1, 2, 3, 3, 3, 5);
      for (int i = 0; i < axes; i++) {
        long size = x.size(i + 2);
        kernel[i] = even ? Math.min(usual, size) : s.between(1, (int) Math.min(5, size));
        strides[i] = s.chance(0.6) ? 1 : s.between(1, 3);
        dilations[i] = dilates && s.chance(0.2) ? 2 : 1;
        if ((kernel[i] - 1) * dilations[i] + 1 > size) {
          dilations[i] = 1;
        }
        int most = (int) (padsBelowKernel ? kernel[i] - 1 : kernel[i]);
        boolean pad = autoPad.equals("NOTSET") && s.chance(0.6);
        pads[i] = pad ? s.between(0, most) : 0;
        pads[i + axes] = pad ? s.chance(0.7) ? pads[i] : s.between(0, most) : 0;
      }
    }

    List<AttributeProto> attributes(Sketch s, boolean needsKernel, boolean dilates) {
      List<AttributeProto> attributes = new ArrayList<>();
      if (needsKernel || s.chance(0.7)) {
        attributes.add(Attr.integers("kernel_shape", kernel));
      }
      if (Arrays.stream(strides).anyMatch(stride -> stride != 1) || s.chance(0.3)) {
        attributes.add(Attr.integers("strides", strides));
      }
      if (dilates && Arrays.stream(dilations).anyMatch(dilation -> dilation != 1)) {
        attributes.add(Attr.integers("dilations", dilations));
      }
      if (!autoPad.equals("NOTSET")) {
        attributes.add(Attr.text("auto_pad", autoPad));
      } else if (Arrays.stream(pads).anyMatch(pad -> pad != 0) || s.chance(0.3)) {
        attributes.add(Attr.integers("pads", pads));
      }
      return attributes;
    }
  }

  private static long[] weightShape(long first, long second, long[] kernel) {
    long[] shape = new long[kernel.length + 2];
    shape[0] = first;
    shape[1] = second;
    System.arraycopy(kernel, 0, shape, 2, kernel.length);
    return shape;
  }

  private static Fill scaled(long terms) {
    return Fill.normal(1 / Math.sqrt((double) Math.max(1, terms)));
  }

  private static int groups(Sketch s, long channels) {
    if (s.chance(0.6)) {
      return 1;
    }
    List<Integer> divisors = new ArrayList<>();
    for (int i = 1; i <= channels; i++) {
      if (channels % i == 0) {
        divisors.add(i);
      }
    }
    return s.chance(0.5) ? (int) channels : s.any(divisors);
  }

  private static void conv(Sketch s) {
    Value x = picture(s);
    Window window = new Window(s, x, true, false);
    int groups = groups(s, x.size(1));
    long in = x.size(1) / groups;
    long out = groups * (long) (groups > 1 ? s.between(1, 2) : s.any(1, 2, 3, 4, 7, 8, 16, 17, 33));
    long terms = in * Sketch.elements(window.kernel);
    Value w = weight(s, x, scaled(terms), weightShape(out, in, window.kernel));
    List<@Nullable Value> inputs = new ArrayList<>(List.of(x, w));
    if (s.chance(0.5)) {
      inputs.add(weight(s, x, Fill.NORMAL, out));
    }
    List<AttributeProto> attributes = window.attributes(s, false, true);
    if (groups > 1 || s.chance(0.2)) {
      attributes.add(Attr.integer("group", groups));
    }
    s.node("Conv", SUM, inputs, attributes.toArray(AttributeProto[]::new));
  }

  /** Weights are constants most of the time. */
  static Value weight(Sketch s, Value x, Fill fill, long... sizes) {
    if (s.chance(0.8)) {
      return s.constant(fill.fill(s.random(), x.type(), sizes));
    }
    return s.shaped(x.type(), fill, sizes);
  }

  private static void convTranspose(Sketch s) {
    Value x = picture(s);
    Window window = new Window(s, x, true, true);
    int groups = groups(s, x.size(1));
    int axes = x.rank() - 2;
    long out = groups > 1 ? s.between(1, 2) : s.any(1, 2, 3, 4, 8, 17);
    long terms = x.size(1) / groups * Sketch.elements(window.kernel);
    Value w = weight(s, x, scaled(terms), weightShape(x.size(1), out, window.kernel));
    List<@Nullable Value> inputs = new ArrayList<>(List.of(x, w));
    if (s.chance(0.5)) {
      inputs.add(weight(s, x, Fill.NORMAL, out * groups));
    }
    List<AttributeProto> attributes = window.attributes(s, false, true);
    if (groups > 1) {
      attributes.add(Attr.integer("group", groups));
    }
    if (window.autoPad.equals("NOTSET") && s.chance(0.3)) {
      long[] padding = new long[axes];
      for (int i = 0; i < axes; i++) {
        padding[i] = window.strides[i] > 1 ? s.between(0, (int) window.strides[i] - 1) : 0;
      }
      attributes.add(Attr.integers("output_padding", padding));
    }
    s.node("ConvTranspose", SUM, inputs, attributes.toArray(AttributeProto[]::new));
  }

  private static void maxPool(Sketch s) {
    Value x = picture(s);
    boolean dilates = s.opset() >= 10;
    Window window = new Window(s, x, dilates, true);
    List<AttributeProto> attributes = window.attributes(s, true, dilates);
    if (s.opset() >= 10 && window.autoPad.equals("NOTSET") && s.chance(0.3)) {
      attributes.add(Attr.integer("ceil_mode", 1));
    }
    boolean indices = s.opset() >= 8 && s.chance(0.15);
    if (indices && s.chance(0.4)) {
      attributes.add(Attr.integer("storage_order", 1));
    }
    s.nodes(
        "",
        "MaxPool",
        EXACT,
        List.of(x),
        indices ? 3 : 1,
        attributes.toArray(AttributeProto[]::new));
  }

  private static void averagePool(Sketch s) {
    Value x = picture(s);
    boolean dilates = s.opset() >= 19;
    Window window = new Window(s, x, dilates, true);
    List<AttributeProto> attributes = window.attributes(s, true, dilates);
    if (s.opset() >= 10 && window.autoPad.equals("NOTSET") && s.chance(0.3)) {
      attributes.add(Attr.integer("ceil_mode", 1));
    }
    if (s.chance(0.4)) {
      attributes.add(Attr.integer("count_include_pad", 1));
    }
    s.node("AveragePool", SUM, List.of(x), attributes.toArray(AttributeProto[]::new));
  }
}
