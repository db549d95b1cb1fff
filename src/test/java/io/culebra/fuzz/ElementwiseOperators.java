package io.culebra.fuzz;

import static io.culebra.fuzz.Operators.ALL;
import static io.culebra.fuzz.Operators.BOOL;
import static io.culebra.fuzz.Operators.FLOATS;
import static io.culebra.fuzz.Operators.INTEGERS;
import static io.culebra.fuzz.Operators.NUMBERS;
import static io.culebra.fuzz.Operators.SIGNED;
import static io.culebra.fuzz.Step.Kind.EXACT;
import static io.culebra.fuzz.Step.Kind.POINTWISE;

import io.culebra.fuzz.Step.Kind;
import io.culebra.tensor.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Arithmetic, logic and comparisons of single elements. */
final class ElementwiseOperators {
  private ElementwiseOperators() {}

  static void addTo(Operators table) {
    unary(table, "Abs", 7, NUMBERS, EXACT, Fill.NORMAL);
    unary(table, "Neg", 7, SIGNED, EXACT, Fill.NORMAL);
    unary(table, "Sign", 9, NUMBERS, EXACT, Fill.NORMAL);
    unary(table, "Ceil", 7, FLOATS, EXACT, Fill.TIES);
    unary(table, "Floor", 7, FLOATS, EXACT, Fill.TIES);
    unary(table, "Round", 11, FLOATS, EXACT, Fill.TIES);
    unary(table, "Sqrt", 7, FLOATS, POINTWISE, Fill.POSITIVE);
    unary(table, "Reciprocal", 7, FLOATS, POINTWISE, Fill.POSITIVE);
    unary(table, "Exp", 7, FLOATS, POINTWISE, Fill.NORMAL);
    unary(table, "Log", 7, FLOATS, POINTWISE, Fill.POSITIVE);
    unary(table, "Erf", 9, FLOATS, POINTWISE, Fill.NORMAL);
    unary(table, "Sin", 7, FLOATS, POINTWISE, Fill.normal(3));
    unary(table, "Cos", 7, FLOATS, POINTWISE, Fill.normal(3));
    unary(table, "Tan", 7, FLOATS, POINTWISE, Fill.UNIT);
    unary(table, "Asin", 7, FLOATS, POINTWISE, Fill.UNIT);
    unary(table, "Acos", 7, FLOATS, POINTWISE, Fill.UNIT);
    unary(table, "Atan", 7, FLOATS, POINTWISE, Fill.NORMAL);
    unary(table, "Sinh", 9, FLOATS, POINTWISE, Fill.NORMAL);
    unary(table, "Cosh", 9, FLOATS, POINTWISE, Fill.NORMAL);
    unary(table, "Asinh", 9, FLOATS, POINTWISE, Fill.NORMAL);
    unary(table, "Acosh", 9, FLOATS, POINTWISE, Fill.ABOVE_ONE);
    unary(table, "Atanh", 9, FLOATS, POINTWISE, Fill.UNIT);
    unary(table, "Not", 7, BOOL, EXACT, Fill.BOOL);
    unary(table, "BitwiseNot", 18, INTEGERS, EXACT, Fill.WHOLE);
    unary(table, "IsNaN", 9, FLOATS, EXACT, Fill.NORMAL);
    binary(table, "Add", 7, NUMBERS, POINTWISE, Fill.NORMAL);
    binary(table, "Sub", 7, NUMBERS, POINTWISE, Fill.NORMAL);
    binary(table, "Mul", 7, NUMBERS, POINTWISE, Fill.NORMAL);
    binary(table, "And", 7, BOOL, EXACT, Fill.BOOL);
    binary(table, "Or", 7, BOOL, EXACT, Fill.BOOL);
    binary(table, "Xor", 7, BOOL, EXACT, Fill.BOOL);
    binary(table, "BitwiseAnd", 18, INTEGERS, EXACT, Fill.WHOLE);
    binary(table, "BitwiseOr", 18, INTEGERS, EXACT, Fill.WHOLE);
    binary(table, "BitwiseXor", 18, INTEGERS, EXACT, Fill.WHOLE);
    binary(table, "Equal", 11, ALL, EXACT, Fill.TIES);
    binary(table, "Greater", 9, NUMBERS, EXACT, Fill.TIES);
    binary(table, "Less", 9, NUMBERS, EXACT, Fill.TIES);
    binary(table, "GreaterOrEqual", 12, NUMBERS, EXACT, Fill.TIES);
    binary(table, "LessOrEqual", 12, NUMBERS, EXACT, Fill.TIES);
    table.put("Div", 7, ElementwiseOperators::div);
    table.put("Mod", 10, ElementwiseOperators::mod);
    table.put("Pow", 7, ElementwiseOperators::pow);
    many(table, "Max", 8, EXACT);
    many(table, "Min", 8, EXACT);
    many(table, "Sum", 8, POINTWISE);
    many(table, "Mean", 8, POINTWISE);
    table.put("Where", 9, ElementwiseOperators::where);
    table.put(
        "Shrink",
        9,
        s ->
            s.node(
                "Shrink",
                POINTWISE,
                List.of(s.operand(FLOATS, 0, 5, Fill.TIES)),
                Attr.real("lambd", s.between(0, 4) / 4.0),
                Attr.real("bias", s.between(-4, 4) / 4.0)));
  }

  private static void unary(
      Operators table, String name, int since, Set<DataType> types, Kind kind, Fill fill) {
    table.put(name, since, s -> s.node(name, kind, List.of(s.operand(types, 0, 5, fill))));
  }

  private static void binary(
      Operators table, String name, int since, Set<DataType> types, Kind kind, Fill fill) {
    table.put(
        name,
        since,
        s -> {
          Value x = s.operand(types, 0, 5, fill);
          Value y = s.broadcasting(x, fill);
          s.node(name, kind, s.chance(0.5) ? List.of(x, y) : List.of(y, x));
        });
  }

  private static void div(Sketch s) {
    Value x = s.operand(NUMBERS);
    if (x.type().isFloat()) {
      s.node("Div", POINTWISE, List.of(x, s.broadcasting(x, Fill.POSITIVE)));
      return;
    }
    s.node("Div", EXACT, List.of(x, s.fresh(x.type(), Fill.COUNT, s.broadcasting(x.sizes()))));
  }

  private static void mod(Sketch s) {
    Value x = s.operand(NUMBERS, 0, 5, Fill.normal(5));
    boolean fmod = x.type().isFloat() || s.chance(0.3);
    Fill divisor = x.type().isFloat() ? Fill.POSITIVE : Fill.COUNT;
    Value y = s.fresh(x.type(), divisor, s.broadcasting(x.sizes()));
    s.node("Mod", EXACT, List.of(x, y), Attr.flag("fmod", fmod));
  }

  private static void pow(Sketch s) {
    Value x = s.operand(FLOATS, 0, 5, s.any(Fill.POSITIVE, Fill.NORMAL));
    Fill exponent =
        s.any(
            Fill.UNIT,
            Fill.whole(0, 4),
            (r, i) -> 2,
            (r, i) -> 0.5,
            (r, i) -> -1,
            (r, i) -> 3,
            (r, i) -> r.nextInt(-3, 4) / 2.0);
    long[] sizes = s.chance(0.5) ? new long[0] : s.broadcasting(x.sizes());
    s.node("Pow", POINTWISE, List.of(x, s.fresh(x.type(), exponent, sizes)));
  }

  private static void many(Operators table, String name, int since, Kind kind) {
    table.put(
        name,
        since,
        s -> {
          boolean floats = kind != EXACT || s.opset() < 12;
          List<@Nullable Value> inputs = new ArrayList<>();
          Value x = s.operand(floats ? FLOATS : NUMBERS, 0, 4, Fill.TIES);
          inputs.add(x);
          for (int i = s.between(0, 3); i > 0; i--) {
            inputs.add(s.broadcasting(x, Fill.TIES));
          }
          java.util.Collections.shuffle(inputs, s.random());
          s.node(name, kind, inputs);
        });
  }

  private static void where(Sketch s) {
    Value x = s.operand(ALL);
    Value y = s.broadcasting(x, Fill.NORMAL);
    long[] sizes = s.broadcasting(s.chance(0.5) ? x.sizes() : y.sizes());
    Value condition = s.shaped(DataType.BOOL, Fill.BOOL, sizes);
    s.node("Where", EXACT, s.chance(0.5) ? List.of(condition, x, y) : List.of(condition, y, x));
  }
}
