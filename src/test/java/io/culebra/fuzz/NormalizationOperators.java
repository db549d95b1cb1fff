package io.culebra.fuzz;

import static io.culebra.fuzz.Operators.FLOATS;
import static io.culebra.fuzz.Step.Kind.EXACT;
import static io.culebra.fuzz.Step.Kind.SUM;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.culebra.tensor.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Normalizations, Softmax among them. */
final class NormalizationOperators {
  private static final double FLAT = 1e-3;

  private NormalizationOperators() {}

  static void addTo(Operators table) {
    table.put("BatchNormalization", 9, NormalizationOperators::batch);
    table.put("InstanceNormalization", 7, NormalizationOperators::instance);
    table.put("GroupNormalization", 21, NormalizationOperators::group);
    table.put("LayerNormalization", 17, NormalizationOperators::layer);
    table.put("RMSNormalization", 23, s -> rms(s, "RMSNormalization"));
    table.put("SimplifiedLayerNormalization", 7, s -> rms(s, "SimplifiedLayerNormalization"));
    table.put("MeanVarianceNormalization", 9, NormalizationOperators::meanVariance);
    table.put("LRN", 7, NormalizationOperators::lrn);
    table.put("Softmax", 7, s -> along(s, "Softmax", SUM));
    table.put("LogSoftmax", 7, s -> along(s, "LogSoftmax", SUM));
    table.put("Hardmax", 7, s -> along(s, "Hardmax", EXACT));
    table.microsoft("SkipLayerNormalization", s -> skip(s, "SkipLayerNormalization", true));
    table.microsoft(
        "SkipSimplifiedLayerNormalization",
        s -> skip(s, "SkipSimplifiedLayerNormalization", false));
  }

  private static AttributeProto[] epsilon(Sketch s) {
    return s.chance(0.5)
        ? new AttributeProto[0]
        : new AttributeProto[] {Attr.real("epsilon", s.any(1e-5, 1e-3, 1e-2))};
  }

  private static AttributeProto[] with(AttributeProto[] some, AttributeProto... more) {
    AttributeProto[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }

  private static void requireElements(Value x) {
    if (x.count() == 0) {
      throw new Rejected("statistics of nothing");
    }
  }

  /** Numbers around one and the same deviate from their mean by nothing but its rounding. */
  private static void requireSpread(Value x, long row) {
    for (Data data : x.samples()) {
      for (int first = 0; row > 1 && first < data.count(); first += (int) row) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = first; i < first + row; i++) {
          least = Math.min(least, data.get(i));
          most = Math.max(most, data.get(i));
        }
        if (most - least <= FLAT * Math.max(Math.abs(least), Math.abs(most))) {
          throw new Rejected("a variance of rounding errors");
        }
      }
    }
  }

  private static void batch(Sketch s) {
    Value x = s.operand(FLOATS, 2, 5);
    requireElements(x);
    long channels = x.size(1);
    s.node(
        "BatchNormalization",
        SUM,
        List.of(
            x,
            WindowOperators.weight(s, x, Fill.POSITIVE, channels),
            WindowOperators.weight(s, x, Fill.NORMAL, channels),
            WindowOperators.weight(s, x, Fill.NORMAL, channels),
            s.constant(Fill.POSITIVE.fill(s.random(), x.type(), channels))),
        epsilon(s));
  }

  private static void instance(Sketch s) {
    Value x = s.operand(FLOATS, 3, 5);
    requireElements(x);
    if (x.count() < 2 * x.size(0) * x.size(1)) {
      throw new Rejected("a variance of rounding errors");
    }
    requireSpread(x, x.count() / (x.size(0) * x.size(1)));
    s.node(
        "InstanceNormalization",
        SUM,
        List.of(
            x,
            WindowOperators.weight(s, x, Fill.POSITIVE, x.size(1)),
            WindowOperators.weight(s, x, Fill.NORMAL, x.size(1))),
        epsilon(s));
  }

  private static void group(Sketch s) {
    Value x = s.operand(FLOATS, 3, 5);
    requireElements(x);
    if (x.count() < 2 * x.size(0) * x.size(1)) {
      throw new Rejected("a variance of rounding errors");
    }
    List<Long> divisors = new ArrayList<>();
    for (long i = 1; i <= x.size(1); i++) {
      if (x.size(1) % i == 0) {
        divisors.add(i);
      }
    }
    long groups = s.any(divisors);
    requireSpread(x, x.count() / (x.size(0) * groups));
    s.node(
        "GroupNormalization",
        SUM,
        List.of(
            x,
            WindowOperators.weight(s, x, Fill.POSITIVE, x.size(1)),
            WindowOperators.weight(s, x, Fill.NORMAL, x.size(1))),
        with(epsilon(s), Attr.integer("num_groups", groups)));
  }

  private static void layer(Sketch s) {
    Value x = s.operand(FLOATS, 1, 5);
    requireElements(x);
    int axis = s.chance(0.6) ? x.rank() - 1 : s.between(0, x.rank() - 1);
    long[] sizes = Arrays.copyOfRange(x.sizes(), axis, x.rank());
    requireSpread(x, Arrays.stream(sizes).reduce(1, (a, b) -> a * b));
    List<@Nullable Value> inputs = new ArrayList<>();
    inputs.add(x);
    inputs.add(WindowOperators.weight(s, x, Fill.POSITIVE, sizes));
    if (s.chance(0.6)) {
      inputs.add(WindowOperators.weight(s, x, Fill.NORMAL, sizes));
    }
    int wanted =
        x.type() != DataType.FLOAT || s.style().special() || s.chance(0.85) ? 1 : s.any(3, 5, 7);
    s.nodes(
        "",
        "LayerNormalization",
        SUM,
        inputs,
        wanted,
        with(epsilon(s), Attr.integer("axis", s.chance(0.5) ? axis : axis - x.rank())));
  }

  private static void rms(Sketch s, String name) {
    Value x = s.operand(FLOATS, 1, 5);
    requireElements(x);
    int axis = s.chance(0.6) ? x.rank() - 1 : s.between(0, x.rank() - 1);
    long[] sizes = Arrays.copyOfRange(x.sizes(), axis, x.rank());
    Value scale = WindowOperators.weight(s, x, Fill.POSITIVE, sizes);
    s.node(
        name,
        SUM,
        List.of(x, scale),
        with(epsilon(s), Attr.integer("axis", s.chance(0.5) ? axis : axis - x.rank())));
  }

  private static void meanVariance(Sketch s) {
    Value x = s.operand(FLOATS, 4, 4);
    requireElements(x);
    if (s.style().special()) {
      throw new Rejected("elements that may be all the same");
    }
    if (x.size(0) * x.size(2) * x.size(3) < 2) {
      throw new Rejected("a variance of rounding errors");
    }
    if (s.chance(0.5)) {
      s.node("MeanVarianceNormalization", SUM, List.of(x));
    } else {
      long[] axes = s.axes(4);
      if (Arrays.stream(axes).map(axis -> x.size((int) axis)).reduce(1, (a, b) -> a * b) < 2) {
        throw new Rejected("a variance of rounding errors");
      }
      s.node("MeanVarianceNormalization", SUM, List.of(x), Attr.integers("axes", axes));
    }
  }

  private static void lrn(Sketch s) {
    Value x = s.operand(FLOATS, 4, 4);
    requireElements(x);
    s.node(
        "LRN",
        SUM,
        List.of(x),
        Attr.integer("size", s.any(1, 3, 5, 7)),
        Attr.real("alpha", s.any(1e-4, 0.1)),
        Attr.real("beta", s.any(0.75, 0.5)),
        Attr.real("bias", s.any(1.0, 2.0)));
  }

  private static void along(Sketch s, String name, Step.Kind kind) {
    Value x = s.operand(FLOATS, 1, 5, kind == EXACT ? Fill.TIES : Fill.normal(3));
    if (s.chance(0.3)) {
      s.node(name, kind, List.of(x));
    } else {
      s.node(name, kind, List.of(x), Attr.integer("axis", s.axis(x.rank())));
    }
  }

  private static void skip(Sketch s, String name, boolean withBeta) {
    Value x = s.operand(FLOATS, 3, 3);
    requireElements(x);
    long last = x.size(2);
    if (last > 1 && last < 4) {
      // ONNX Runtime subtracts the square of the mean from the mean of squares.
      throw new Rejected("a variance of rounding errors");
    }
    List<@Nullable Value> inputs = new ArrayList<>();
    inputs.add(x);
    inputs.add(s.chance(0.15) ? x : s.shaped(x.type(), Fill.NORMAL, x.sizes()));
    inputs.add(WindowOperators.weight(s, x, Fill.POSITIVE, last));
    if (withBeta) {
      inputs.add(s.chance(0.7) ? WindowOperators.weight(s, x, Fill.NORMAL, last) : null);
    }
    inputs.add(s.chance(0.5) ? WindowOperators.weight(s, x, Fill.NORMAL, last) : null);
    s.nodes("com.microsoft", name, SUM, inputs, s.chance(0.5) ? 1 : 9, epsilon(s));
  }
}
