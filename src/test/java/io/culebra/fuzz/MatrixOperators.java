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

/** Products of matrices. */
final class MatrixOperators {
  private static final Set<DataType> TYPES =
      EnumSet.of(
          DataType.FLOAT,
          DataType.DOUBLE,
          DataType.FLOAT16,
          DataType.BFLOAT16,
          DataType.INT32,
          DataType.INT64,
          DataType.UINT32,
          DataType.UINT64);

  private MatrixOperators() {}

  static void addTo(Operators table) {
    table.put("MatMul", 7, MatrixOperators::matMul);
    table.put("Gemm", 7, MatrixOperators::gemm);
    table.put("Einsum", 12, MatrixOperators::einsum);
  }

  private static Fill scaled(Value x, long terms) {
    return x.type().isFloat()
        ? Fill.normal(1 / Math.sqrt((double) Math.max(1, terms)))
        : Fill.of(x.type());
  }

  private static void matMul(Sketch s) {
    Value x = s.operand(s.opset() < 9 ? FLOATS : TYPES, 1, 5);
    int rank = x.rank();
    long inner = x.size(rank - 1);
    if (rank >= 2 && s.chance(0.1) && x.size(rank - 2) == inner) {
      s.node("MatMul", SUM, List.of(x, x));
      return;
    }
    long[] shape;
    if (s.chance(0.1)) {
      shape = new long[] {inner};
    } else {
      long[] batch = s.broadcasting(Arrays.copyOf(x.sizes(), Math.max(0, rank - 2)));
      batch = batch.length > 3 || s.chance(0.5) ? new long[0] : batch;
      shape = Arrays.copyOf(batch, batch.length + 2);
      shape[batch.length] = inner;
      shape[batch.length + 1] = s.size();
    }
    Value w = WindowOperators.weight(s, x, scaled(x, inner), shape);
    if (s.chance(0.2) && rank >= 2) {
      long rows = x.size(rank - 2);
      Value left = WindowOperators.weight(s, x, scaled(x, rows), s.size(), rows);
      s.node("MatMul", SUM, List.of(left, x));
    } else {
      s.node("MatMul", SUM, List.of(x, w));
    }
  }

  private static void gemm(Sketch s) {
    Value a = s.operand(s.opset() < 9 ? FLOATS : TYPES, 2, 2);
    boolean transA = s.chance(0.3);
    boolean transB = s.chance(0.5);
    long rows = a.size(transA ? 1 : 0);
    long inner = a.size(transA ? 0 : 1);
    long columns = s.size();
    long[] shape = transB ? new long[] {columns, inner} : new long[] {inner, columns};
    Value b = WindowOperators.weight(s, a, scaled(a, inner), shape);
    List<@Nullable Value> inputs = new ArrayList<>(List.of(a, b));
    if (s.opset() < 11 || s.chance(0.7)) {
      long[] c =
          s.any(
              new long[] {rows, columns},
              new long[] {columns},
              new long[] {1, columns},
              new long[] {rows, 1},
              new long[] {},
              new long[] {1});
      inputs.add(s.shaped(a.type(), a.type().isFloat() ? Fill.NORMAL : Fill.of(a.type()), c));
    }
    List<AttributeProto> attributes = new ArrayList<>();
    attributes.add(Attr.flag("transA", transA));
    attributes.add(Attr.flag("transB", transB));
    if (s.chance(0.3)) {
      attributes.add(Attr.real("alpha", a.type().isFloat() ? s.any(0.5, 2.0, 0.25) : 2));
    }
    if (s.chance(0.3)) {
      attributes.add(Attr.real("beta", a.type().isFloat() ? s.any(0.5, 2.0, 0.0, 1.0) : 2));
    }
    s.node("Gemm", SUM, inputs, attributes.toArray(AttributeProto[]::new));
  }

  private static void einsum(Sketch s) {
    String equation =
        s.any(
            "ij,jk->ik",
            "bij,bjk->bik",
            "bhid,bhjd->bhij",
            "bhij,bhjd->bhid",
            "ij->ji",
            "ij->i",
            "i,j->ij",
            "bij,jk->bik",
            "bijc,kc->bijk",
            "bqhd,bkhd->bhqk",
            "ij,ij->",
            "ij,kj->ik");
    String[] operands = equation.substring(0, equation.indexOf('-')).split(",", -1);
    Value x = s.operand(FLOATS, operands[0].length(), operands[0].length());
    List<Value> inputs = new ArrayList<>(List.of(x));
    long[] bySymbol = new long[128];
    Arrays.fill(bySymbol, -1);
    for (int i = 0; i < x.rank(); i++) {
      bySymbol[operands[0].charAt(i)] = x.size(i);
    }
    for (int o = 1; o < operands.length; o++) {
      long[] shape = new long[operands[o].length()];
      for (int i = 0; i < shape.length; i++) {
        int symbol = operands[o].charAt(i);
        bySymbol[symbol] = bySymbol[symbol] < 0 ? s.between(1, 9) : bySymbol[symbol];
        shape[i] = bySymbol[symbol];
      }
      inputs.add(s.shaped(x.type(), Fill.normal(0.4), shape));
    }
    s.node("Einsum", SUM, new ArrayList<>(inputs), Attr.text("equation", equation));
  }
}
