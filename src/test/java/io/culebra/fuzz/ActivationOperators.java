package io.culebra.fuzz;

import static io.culebra.fuzz.Operators.FLOAT;
import static io.culebra.fuzz.Operators.FLOATS;
import static io.culebra.fuzz.Operators.NUMBERS;
import static io.culebra.fuzz.Step.Kind.EXACT;
import static io.culebra.fuzz.Step.Kind.POINTWISE;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.culebra.tensor.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Activations. */
final class ActivationOperators {
  private ActivationOperators() {}

  static void addTo(Operators table) {
    table.put("Relu", 7, s -> s.node("Relu", EXACT, List.of(s.operand(FLOATS))));
    plain(table, "Sigmoid", 7);
    plain(table, "Tanh", 7);
    plain(table, "HardSwish", 14);
    plain(table, "Softplus", 7);
    plain(table, "Softsign", 7);
    plain(table, "Mish", 18);
    with(table, "Celu", 12, "alpha");
    with(table, "Elu", 7, "alpha");
    with(table, "LeakyRelu", 7, "alpha");
    with(table, "Swish", 24, "alpha");
    with(table, "HardSigmoid", 7, "alpha", "beta");
    with(table, "Selu", 7, "alpha", "gamma");
    table.put(
        "ThresholdedRelu",
        10,
        s ->
            s.node(
                "ThresholdedRelu",
                EXACT,
                List.of(s.operand(FLOATS)),
                Attr.real("alpha", s.between(0, 4) / 2.0)));
    table.put("PRelu", 9, ActivationOperators::prelu);
    table.put("Gelu", 20, ActivationOperators::gelu);
    table.put("Clip", 7, ActivationOperators::clip);
    table.microsoft("Gelu", s -> s.microsoft("Gelu", POINTWISE, List.of(s.operand(FLOATS))));
    table.microsoft("FastGelu", s -> biased(s, "FastGelu", s.chance(0.5)));
    table.microsoft("BiasGelu", s -> biased(s, "BiasGelu", true));
    table.microsoft(
        "QuickGelu",
        s ->
            s.microsoft(
                "QuickGelu",
                POINTWISE,
                List.of(s.operand(FLOATS)),
                Attr.real("alpha", s.between(1, 20) / 10.0)));
  }

  private static void plain(Operators table, String name, int since) {
    table.put(
        name,
        since,
        s ->
            s.node(
                name,
                POINTWISE,
                List.of(s.operand(FLOATS, 0, 5, s.any(Fill.NORMAL, Fill.normal(4))))));
  }

  private static void with(Operators table, String name, int since, String... attributes) {
    table.put(
        name,
        since,
        s -> {
          AttributeProto[] given =
              Arrays.stream(attributes)
                  .filter(a -> s.chance(0.7))
                  .map(a -> Attr.real(a, s.between(1, 15) / 10.0))
                  .toArray(AttributeProto[]::new);
          s.node(name, POINTWISE, List.of(s.operand(FLOATS, 0, 5, Fill.normal(2))), given);
        });
  }

  /** The slope broadcasts in one direction. */
  private static void prelu(Sketch s) {
    Value x = s.operand(FLOATS, 0, 5);
    long[] all = x.sizes();
    long[] sizes = Arrays.copyOfRange(all, s.between(0, all.length), all.length);
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = s.chance(0.4) ? 1 : sizes[i];
    }
    s.node("PRelu", POINTWISE, List.of(x, s.shaped(x.type(), Fill.NORMAL, sizes)));
  }

  private static void gelu(Sketch s) {
    Value x = s.operand(FLOATS);
    if (s.chance(0.3)) {
      s.node("Gelu", POINTWISE, List.of(x));
    } else {
      s.node("Gelu", POINTWISE, List.of(x), Attr.text("approximate", s.any("none", "tanh")));
    }
  }

  private static void biased(Sketch s, String name, boolean bias) {
    Value x = s.operand(FLOATS, 1, 4);
    Value b = bias ? s.shaped(x.type(), Fill.NORMAL, x.size(x.rank() - 1)) : null;
    s.microsoft(name, POINTWISE, Arrays.asList(x, b));
  }

  private static void clip(Sketch s) {
    if (s.opset() < 11) {
      s.node(
          "Clip",
          EXACT,
          List.of(s.operand(FLOAT)),
          Attr.real("min", s.between(-4, 1) / 2.0),
          Attr.real("max", s.between(2, 5) / 2.0));
      return;
    }
    Value x = s.operand(s.opset() < 12 ? FLOATS : NUMBERS);
    List<@Nullable Value> inputs = new ArrayList<>();
    inputs.add(x);
    inputs.add(s.chance(0.3) ? null : bound(s, x.type(), s.between(-4, 1)));
    inputs.add(s.chance(0.3) ? null : bound(s, x.type(), s.between(2, 6)));
    s.node("Clip", EXACT, inputs);
  }

  private static Value bound(Sketch s, DataType type, int halves) {
    double number =
        type.isFloat() ? halves / 2.0 : type.name().startsWith("U") ? Math.abs(halves) : halves;
    return s.plain(type, (r, i) -> number);
  }
}
