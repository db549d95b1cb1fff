package io.culebra.fuzz;

import static io.culebra.fuzz.Operators.FLOATS;
import static io.culebra.fuzz.Operators.NUMBERS;
import static io.culebra.fuzz.Step.Kind.EXACT;
import static io.culebra.fuzz.Step.Kind.SUM;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.culebra.tensor.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Operators that make one element of many. */
final class ReductionOperators {
  private static final Set<DataType> WIDE =
      EnumSet.of(
          DataType.FLOAT,
          DataType.DOUBLE,
          DataType.FLOAT16,
          DataType.BFLOAT16,
          DataType.INT32,
          DataType.INT64,
          DataType.UINT32,
          DataType.UINT64);

  private ReductionOperators() {}

  static void addTo(Operators table) {
    put(table, "ReduceSum", WIDE, SUM, Fill.NORMAL, 13);
    put(table, "ReduceMean", WIDE, SUM, Fill.NORMAL, 18);
    put(table, "ReduceMax", NUMBERS, EXACT, Fill.NORMAL, 18);
    put(table, "ReduceMin", NUMBERS, EXACT, Fill.NORMAL, 18);
    put(table, "ReduceProd", WIDE, SUM, Fill.between(0.7, 1.4), 18);
    put(table, "ReduceL1", WIDE, SUM, Fill.NORMAL, 18);
    put(table, "ReduceL2", FLOATS, SUM, Fill.NORMAL, 18);
    put(table, "ReduceLogSum", FLOATS, SUM, Fill.POSITIVE, 18);
    put(table, "ReduceLogSumExp", FLOATS, SUM, Fill.NORMAL, 18);
    put(table, "ReduceSumSquare", WIDE, SUM, Fill.NORMAL, 18);
    index(table, "ArgMax");
    index(table, "ArgMin");
  }

  private static void put(
      Operators table, String name, Set<DataType> types, Step.Kind kind, Fill fill, int inputs) {
    table.put(
        name,
        7,
        s -> {
          Value drawn = s.operand(types, s.chance(0.1) ? 0 : 1, 5, fill);
          Value x = name.equals("ReduceProd") ? withoutOverflow(s, drawn) : drawn;
          long[] axes = s.axes(x.rank());
          for (int i = 0; i < axes.length; i++) {
            axes[i] = s.chance(0.3) ? axes[i] - x.rank() : axes[i];
          }
          boolean all = s.chance(0.15);
          List<AttributeProto> attributes = new ArrayList<>();
          List<@Nullable Value> operands = new ArrayList<>(List.of(x));
          if (s.chance(0.6)) {
            attributes.add(Attr.flag("keepdims", s.chance(0.5)));
          }
          if (s.opset() >= inputs) {
            if (s.chance(0.2)) {
              attributes.add(Attr.flag("noop_with_empty_axes", s.chance(0.7)));
            }
            if (!all) {
              operands.add(s.constant(axes));
            }
          } else if (!all && axes.length > 0) {
            attributes.add(Attr.integers("axes", axes));
          }
          s.node(name, kind, operands, attributes.toArray(AttributeProto[]::new));
        });
  }

  /** Integers whose product no type is too narrow for. */
  private static Value withoutOverflow(Sketch s, Value x) {
    return x.type().isFloat()
        ? x
        : s.input(x.type(), Fill.whole(-2, 3), Sketch.limited(x.sizes().clone(), 25));
  }

  private static void index(Operators table, String name) {
    table.put(
        name,
        7,
        s -> {
          Value x = s.operand(NUMBERS, 1, 5, Fill.TIES);
          if (Arrays.stream(x.sizes()).anyMatch(size -> size == 0)) {
            throw new Rejected("the greatest of nothing");
          }
          List<AttributeProto> attributes = new ArrayList<>();
          int axis = s.axis(x.rank());
          attributes.add(
              Attr.integer("axis", s.opset() < 11 ? Math.floorMod(axis, x.rank()) : axis));
          attributes.add(Attr.flag("keepdims", s.chance(0.5)));
          if (s.opset() >= 12 && s.chance(0.4)) {
            attributes.add(Attr.flag("select_last_index", true));
          }
          s.node(name, EXACT, List.of(x), attributes.toArray(AttributeProto[]::new));
        });
  }
}
