package io.culebra.onnx;

import io.culebra.op.Abs;
import io.culebra.op.Acos;
import io.culebra.op.Acosh;
import io.culebra.op.Add;
import io.culebra.op.And;
import io.culebra.op.Asin;
import io.culebra.op.Asinh;
import io.culebra.op.Atan;
import io.culebra.op.Atanh;
import io.culebra.op.BitwiseAnd;
import io.culebra.op.BitwiseNot;
import io.culebra.op.BitwiseOr;
import io.culebra.op.BitwiseXor;
import io.culebra.op.Ceil;
import io.culebra.op.Cos;
import io.culebra.op.Cosh;
import io.culebra.op.Div;
import io.culebra.op.Equal;
import io.culebra.op.Erf;
import io.culebra.op.Exp;
import io.culebra.op.Floor;
import io.culebra.op.Greater;
import io.culebra.op.GreaterOrEqual;
import io.culebra.op.Less;
import io.culebra.op.LessOrEqual;
import io.culebra.op.Log;
import io.culebra.op.Max;
import io.culebra.op.Mean;
import io.culebra.op.Min;
import io.culebra.op.Mod;
import io.culebra.op.Mul;
import io.culebra.op.Neg;
import io.culebra.op.Not;
import io.culebra.op.Op;
import io.culebra.op.Or;
import io.culebra.op.Pow;
import io.culebra.op.Reciprocal;
import io.culebra.op.Round;
import io.culebra.op.Sign;
import io.culebra.op.Sin;
import io.culebra.op.Sinh;
import io.culebra.op.Sqrt;
import io.culebra.op.Sub;
import io.culebra.op.Sum;
import io.culebra.op.Tan;
import io.culebra.op.Where;
import io.culebra.op.Xor;
import java.util.List;

/**
 * Operators of single elements that are the same in every opset: arithmetic, logic, comparisons.
 */
final class ElementwiseImports {
  private static final List<Op> SAME =
      List.of(
          new Abs(),
          new Acos(),
          new Acosh(),
          new Add(),
          new And(),
          new Asin(),
          new Asinh(),
          new Atan(),
          new Atanh(),
          new BitwiseAnd(),
          new BitwiseNot(),
          new BitwiseOr(),
          new BitwiseXor(),
          new Ceil(),
          new Cos(),
          new Cosh(),
          new Div(),
          new Equal(),
          new Erf(),
          new Exp(),
          new Floor(),
          new Greater(),
          new GreaterOrEqual(),
          new Less(),
          new LessOrEqual(),
          new Log(),
          new Max(),
          new Mean(),
          new Min(),
          new Mul(),
          new Neg(),
          new Not(),
          new Or(),
          new Pow(),
          new Reciprocal(),
          new Round(),
          new Sign(),
          new Sin(),
          new Sinh(),
          new Sqrt(),
          new Sub(),
          new Sum(),
          new Tan(),
          new Where(),
          new Xor());

  private ElementwiseImports() {}

  static void addTo(ImportTable table) {
    for (Op op : SAME) {
      table.put(op.name(), n -> n.becomes(op));
    }
    table.put("Mod", n -> n.becomes(new Mod(n.attributes().flag("fmod", false))));
  }
}
