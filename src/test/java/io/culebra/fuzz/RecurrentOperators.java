package io.culebra.fuzz;

import static io.culebra.fuzz.Operators.FLOATS;
import static io.culebra.fuzz.Step.Kind.SUM;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.culebra.tensor.DataType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recurrent networks. */
final class RecurrentOperators {
  private RecurrentOperators() {}

  static void addTo(Operators table) {
    table.put("LSTM", 7, s -> draw(s, "LSTM", 4));
    table.put("GRU", 7, s -> draw(s, "GRU", 3));
    table.put("RNN", 7, s -> draw(s, "RNN", 1));
  }

  private static void draw(Sketch s, String name, int gates) {
    Value x = s.operand(FLOATS, 3, 3, Fill.NORMAL);
    long steps = x.size(0);
    long batch = x.size(1);
    long in = x.size(2);
    if (steps * batch * in == 0 || steps > 20) {
      throw new Rejected("too many steps or none");
    }
    long hidden = s.any(1, 2, 3, 5, 8, 16, 17);
    String direction = s.any("forward", "reverse", "bidirectional");
    long ways = direction.equals("bidirectional") ? 2 : 1;
    Fill small = Fill.normal(0.3);
    List<@Nullable Value> inputs = new ArrayList<>();
    inputs.add(x);
    inputs.add(WindowOperators.weight(s, x, small, ways, gates * hidden, in));
    inputs.add(WindowOperators.weight(s, x, small, ways, gates * hidden, hidden));
    inputs.add(
        s.chance(0.7) ? WindowOperators.weight(s, x, small, ways, 2L * gates * hidden) : null);
    inputs.add(s.chance(0.3) ? s.plain(DataType.INT32, Fill.whole(1, steps + 1), batch) : null);
    inputs.add(s.chance(0.4) ? s.fresh(x.type(), Fill.NORMAL, ways, batch, hidden) : null);
    if (name.equals("LSTM")) {
      inputs.add(s.chance(0.4) ? s.fresh(x.type(), Fill.NORMAL, ways, batch, hidden) : null);
      inputs.add(s.chance(0.2) ? WindowOperators.weight(s, x, small, ways, 3 * hidden) : null);
    }
    List<AttributeProto> attributes = new ArrayList<>();
    attributes.add(Attr.integer("hidden_size", hidden));
    attributes.add(Attr.text("direction", direction));
    if (s.chance(0.15)) {
      attributes.add(Attr.real("clip", 0.5));
    }
    if (name.equals("GRU") && s.chance(0.5)) {
      attributes.add(Attr.flag("linear_before_reset", true));
    }
    if (s.chance(0.2)) {
      String[] names =
          new String[(int) ways * (name.equals("LSTM") ? 3 : name.equals("GRU") ? 2 : 1)];
      for (int i = 0; i < names.length; i++) {
        names[i] = s.any("Sigmoid", "Tanh", "Relu", "HardSigmoid", "Softsign");
      }
      attributes.add(Attr.texts("activations", names));
    }
    int wanted = s.between(1, name.equals("LSTM") ? 7 : 3);
    s.nodes("", name, SUM, inputs, wanted, attributes.toArray(AttributeProto[]::new));
  }
}
