package io.culebra.fuzz;

import static io.culebra.fuzz.Operators.ALL;
import static io.culebra.fuzz.Step.Kind.EXACT;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.culebra.tensor.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Operators about shapes and types, those that only pass their input on, and constants. */
final class ShapeOperators {
  private ShapeOperators() {}

  static void addTo(Operators table) {
    table.put("Reshape", 7, ShapeOperators::reshape);
    table.put(
        "Flatten",
        9,
        s -> {
          Value x = s.operand(ALL, 1, 5);
          int axis = s.opset() < 11 ? s.between(0, x.rank()) : s.between(-x.rank(), x.rank());
          s.node("Flatten", EXACT, List.of(x), Attr.integer("axis", axis));
        });
    table.put("Squeeze", 7, ShapeOperators::squeeze);
    table.put("Unsqueeze", 7, ShapeOperators::unsqueeze);
    table.put("Shape", 7, ShapeOperators::shape);
    table.put("Size", 7, s -> intoData(s, s.node("Size", EXACT, List.of(s.operand(ALL, 0, 5)))));
    table.put("Cast", 9, ShapeOperators::cast);
    table.put("CastLike", 15, ShapeOperators::castLike);
    table.put("Identity", 7, s -> s.node("Identity", EXACT, List.of(s.operand(ALL, 0, 5))));
    table.put("Dropout", 10, ShapeOperators::dropout);
    table.put("Constant", 7, ShapeOperators::constant);
    table.put("ConstantOfShape", 9, ShapeOperators::constantOfShape);
    table.put("Range", 11, ShapeOperators::range);
  }

  private static void reshape(Sketch s) {
    Value x = s.operand(ALL, 0, 5);
    long[] shape = factors(s, x.count());
    boolean zero = s.chance(0.2) && shape.length > 0 && x.rank() > 0 && shape[0] == x.size(0);
    if (zero && x.count() > 0) {
      shape[0] = 0;
    }
    if (s.chance(0.5) && shape.length > 0 && x.count() > 0) {
      int free = s.between(0, shape.length - 1);
      shape[free] = shape[free] == 0 ? 0 : -1;
    }
    if (x.count() == 0) {
      s.node(
          "Reshape",
          EXACT,
          List.of(x, s.constant(shape)),
          s.opset() >= 14 ? new AttributeProto[] {Attr.flag("allowzero", true)} : none());
      return;
    }
    s.node("Reshape", EXACT, List.of(x, s.constant(shape)));
  }

  private static AttributeProto[] none() {
    throw new Rejected("a shape with a zero that means zero");
  }

  /** A shape of so many elements. */
  private static long[] factors(Sketch s, int elements) {
    List<Long> sizes = new ArrayList<>();
    long left = elements;
    while (left > 1 && sizes.size() < 4) {
      long factor = s.between(1, 7);
      if (left % factor == 0) {
        sizes.add(factor);
        left /= factor;
      } else if (s.chance(0.2)) {
        break;
      }
    }
    if (left != 1 || (sizes.isEmpty() && s.chance(0.7))) {
      sizes.add(s.between(0, sizes.size()), left);
    }
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }

  private static void squeeze(Sketch s) {
    Value drawn = s.operand(ALL, 1, 5);
    boolean any = Arrays.stream(drawn.sizes()).anyMatch(size -> size == 1);
    Value x = any ? drawn : s.input(drawn.type(), Fill.of(drawn.type()), 1, s.between(1, 9), 1, 3);
    long[] ones = LongStream.range(0, x.rank()).filter(i -> x.size((int) i) == 1).toArray();
    if (s.chance(0.3)) {
      s.node("Squeeze", EXACT, List.of(x));
      return;
    }
    long[] axes = Arrays.copyOf(ones, s.between(1, ones.length));
    withAxes(s, "Squeeze", x, axes, x.rank());
  }

  private static void unsqueeze(Sketch s) {
    Value x = s.operand(ALL, 0, 4);
    int more = s.between(1, 5 - x.rank());
    List<Long> axes = new ArrayList<>();
    while (axes.size() < more) {
      long axis = s.between(0, x.rank() + more - 1);
      if (!axes.contains(axis)) {
        axes.add(axis);
      }
    }
    axes.sort(null);
    long[] given = axes.stream().mapToLong(Long::longValue).toArray();
    withAxes(s, "Unsqueeze", x, given, x.rank() + more);
  }

  private static void withAxes(Sketch s, String name, Value x, long[] axes, int rank) {
    for (int i = 0; i < axes.length; i++) {
      axes[i] = s.opset() >= 11 && s.chance(0.3) ? axes[i] - rank : axes[i];
    }
    if (s.opset() < 13) {
      s.node(name, EXACT, List.of(x), Attr.integers("axes", axes));
    } else {
      s.node(name, EXACT, List.of(x, s.constant(axes)));
    }
  }

  /** Makes an integer tensor that depends on no element part of an answer that does. */
  private static void intoData(Sketch s, Value integers) {
    if (s.chance(0.5)) {
      Value cast = s.node("Cast", EXACT, List.of(integers), Attr.integer("to", 1));
      Value other = s.input(DataType.FLOAT, Fill.NORMAL, s.broadcasting(cast.sizes()));
      s.node("Mul", Step.Kind.POINTWISE, List.of(cast, other));
    } else {
      Value other = s.input(DataType.INT64, Fill.WHOLE, s.broadcasting(integers.sizes()));
      s.node("Add", EXACT, List.of(integers, other));
    }
  }

  private static void shape(Sketch s) {
    Value x = s.operand(ALL, 1, 5);
    List<AttributeProto> attributes = new ArrayList<>();
    if (s.opset() >= 15 && s.chance(0.4)) {
      int start = s.between(0, x.rank() - 1);
      attributes.add(Attr.integer("start", s.chance(0.5) ? start : start - x.rank()));
      if (s.chance(0.5)) {
        attributes.add(Attr.integer("end", s.between(start, x.rank() + 1)));
      }
    }
    Value shape = s.node("Shape", EXACT, List.of(x), attributes.toArray(AttributeProto[]::new));
    if (attributes.isEmpty() && s.chance(0.4)) {
      Value y = s.shaped(x.type(), Fill.of(x.type()), Sketch.elements(x.sizes()));
      if (y.count() > 0) {
        s.node("Reshape", EXACT, List.of(y, shape));
        return;
      }
    }
    intoData(s, shape);
  }

  private static void cast(Sketch s) {
    Value x = s.operand(ALL, 0, 4, Fill.normal(20));
    DataType to = s.type(ALL);
    if (s.chance(0.2)) {
      DataType eight =
          s.any(
              DataType.FLOAT8E4M3FN,
              DataType.FLOAT8E4M3FNUZ,
              DataType.FLOAT8E5M2,
              DataType.FLOAT8E5M2FNUZ);
      if (s.opset() < 19 || !x.type().isFloat() || x.type() == DataType.DOUBLE) {
        throw new Rejected("no float8");
      }
      Value cast =
          s.node(
              "Cast",
              EXACT,
              List.of(x),
              Attr.integer("to", eight.onnxNumber()),
              Attr.flag("saturate", s.chance(0.6)));
      if (s.chance(0.5)) {
        s.node("Cast", EXACT, List.of(cast), Attr.integer("to", x.type().onnxNumber()));
      }
      return;
    }
    if (x.type().isFloat() && to.isInteger()) {
      if (s.style().special()) {
        throw new Rejected("integers of no number");
      }
      if (to.name().startsWith("U")) {
        x = s.node("Abs", EXACT, List.of(x));
      }
    }
    s.node("Cast", EXACT, List.of(x), Attr.integer("to", to.onnxNumber()));
  }

  private static void castLike(Sketch s) {
    Value x = s.operand(ALL, 0, 4);
    Value like = s.operand(Set.of(DataType.FLOAT, DataType.DOUBLE, DataType.INT64), 0, 3);
    if (x.type().isFloat() && s.style().special()) {
      throw new Rejected("integers of no number");
    }
    s.node("CastLike", EXACT, List.of(x, like));
  }

  private static void dropout(Sketch s) {
    Value x = s.operand(Operators.FLOATS, 0, 5);
    int wanted = s.opset() < 12 || s.chance(0.8) ? 1 : 3;
    s.nodes("", "Dropout", EXACT, List.of(x), wanted);
  }

  private static void constant(Sketch s) {
    List<AttributeProto> forms = new ArrayList<>();
    DataType type = s.type(Set.of(DataType.FLOAT, DataType.INT64, DataType.DOUBLE));
    forms.add(Attr.tensor("value", Fill.of(type).fill(s.random(), type, s.shape(0, 3))));
    if (s.opset() >= 12) {
      forms.add(Attr.real("value_float", s.between(-9, 9) / 4.0));
      forms.add(Attr.reals("value_floats", 1.5f, -2, s.between(-9, 9)));
      forms.add(Attr.integer("value_int", s.between(-9, 9)));
      forms.add(Attr.integers("value_ints", 3, s.between(-9, 9), 0, 5));
    }
    Value made = s.node("Constant", EXACT, List.of(), s.any(forms));
    Value other = s.input(made.type(), Fill.of(made.type()), s.broadcasting(made.sizes()));
    s.node("Add", Step.Kind.POINTWISE, List.of(made, other));
  }

  private static void constantOfShape(Sketch s) {
    DataType type = s.type(ALL);
    Value shape = s.constant(s.shape(0, 3));
    Data value = Fill.of(type).fill(s.random(), type, 1);
    Value made =
        s.chance(0.2)
            ? s.node("ConstantOfShape", EXACT, List.of(shape))
            : s.node("ConstantOfShape", EXACT, List.of(shape), Attr.tensor("value", value));
    Value condition = s.input(DataType.BOOL, Fill.BOOL, s.broadcasting(made.sizes()));
    Value other = s.input(made.type(), Fill.of(made.type()), s.broadcasting(made.sizes()));
    s.node("Where", EXACT, List.of(condition, made, other));
  }

  private static void range(Sketch s) {
    DataType type =
        s.type(
            Set.of(
                DataType.FLOAT, DataType.DOUBLE, DataType.INT16, DataType.INT32, DataType.INT64));
    boolean down = s.chance(0.3);
    double delta = (type.isFloat() ? s.any(0.5, 1.0, 0.25) : s.between(1, 3)) * (down ? -1 : 1);
    double start = s.between(-5, 5);
    double limit = start + delta * s.between(0, 20);
    @Nullable Value[] ends = new Value[3];
    double[] numbers = {start, limit, delta};
    for (int i = 0; i < 3; i++) {
      ends[i] = s.constant(Data.of(type, new double[] {numbers[i]}));
    }
    Value made = s.node("Range", EXACT, Arrays.asList(ends));
    Value other = s.input(type, Fill.of(type), s.broadcasting(made.sizes()));
    s.node("Add", Step.Kind.POINTWISE, List.of(made, other));
  }
}
