package io.culebra.scalar;

import io.culebra.op.Add;
import io.culebra.op.And;
import io.culebra.op.BitwiseAnd;
import io.culebra.op.BitwiseOr;
import io.culebra.op.BitwiseXor;
import io.culebra.op.Div;
import io.culebra.op.Equal;
import io.culebra.op.Greater;
import io.culebra.op.GreaterOrEqual;
import io.culebra.op.Less;
import io.culebra.op.LessOrEqual;
import io.culebra.op.Max;
import io.culebra.op.Mean;
import io.culebra.op.Min;
import io.culebra.op.Mod;
import io.culebra.op.Mul;
import io.culebra.op.Op;
import io.culebra.op.Or;
import io.culebra.op.PRelu;
import io.culebra.op.Pow;
import io.culebra.op.Sub;
import io.culebra.op.Sum;
import io.culebra.op.Xor;
import io.culebra.tensor.DataType;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/**
 * What an operator does to two elements: to fractions, to integers with sign (smaller ones without
 * sign included), and to uint64. Truth is 1. Integer division by zero gives 0 rather than an
 * exception.
 *
 * @param doubles for floating-point types
 * @param longs for integers and bool
 * @param unsigned for uint64
 */
public record BinaryFunction(
    DoubleBinaryOperator doubles, LongBinaryOperator longs, LongBinaryOperator unsigned) {

  private BinaryFunction(DoubleBinaryOperator doubles, LongBinaryOperator longs) {
    this(doubles, longs, longs);
  }

  /** The function for elements of this integer type. */
  public LongBinaryOperator integers(DataType type) {
    return type == DataType.UINT64 ? unsigned : longs;
  }

  /**
   * The function of an operator. That of a variadic one joins the result so far and the next input;
   * Mean's is the sum.
   *
   * @throws IllegalArgumentException if the operator has none
   */
  public static BinaryFunction of(Op op) {
    return switch (op) {
      case Add add -> new BinaryFunction(Double::sum, Long::sum);
      case Sum sum -> new BinaryFunction(Double::sum, Long::sum);
      case Mean mean -> new BinaryFunction(Double::sum, Long::sum);
      case Sub sub -> new BinaryFunction((a, b) -> a - b, (a, b) -> a - b);
      case Mul mul -> new BinaryFunction((a, b) -> a * b, (a, b) -> a * b);
      case Div div ->
          new BinaryFunction(
              (a, b) -> a / b,
              (a, b) -> b == 0 ? 0 : a / b,
              (a, b) -> b == 0 ? 0 : Long.divideUnsigned(a, b));
      case Mod mod -> modulo(mod.fmod());
      case Pow pow -> new BinaryFunction(BinaryFunction::power, BinaryFunction::power);
      case Max max ->
          new BinaryFunction(
              Math::max, Math::max, (a, b) -> Long.compareUnsigned(a, b) >= 0 ? a : b);
      case Min min ->
          new BinaryFunction(
              Math::min, Math::min, (a, b) -> Long.compareUnsigned(a, b) <= 0 ? a : b);
      case PRelu prelu ->
          new BinaryFunction(
              (x, slope) -> x < 0 ? x * slope : x,
              (x, slope) -> x < 0 ? x * slope : x,
              (x, slope) -> x);
      default -> logical(op);
    };
  }

  private static BinaryFunction logical(Op op) {
    return switch (op) {
      case Equal equal -> new BinaryFunction((a, b) -> bit(a == b), (a, b) -> bit(a == b));
      case Less less ->
          new BinaryFunction(
              (a, b) -> bit(a < b),
              (a, b) -> bit(a < b),
              (a, b) -> bit(Long.compareUnsigned(a, b) < 0));
      case LessOrEqual less ->
          new BinaryFunction(
              (a, b) -> bit(a <= b),
              (a, b) -> bit(a <= b),
              (a, b) -> bit(Long.compareUnsigned(a, b) <= 0));
      case Greater greater ->
          new BinaryFunction(
              (a, b) -> bit(a > b),
              (a, b) -> bit(a > b),
              (a, b) -> bit(Long.compareUnsigned(a, b) > 0));
      case GreaterOrEqual greater ->
          new BinaryFunction(
              (a, b) -> bit(a >= b),
              (a, b) -> bit(a >= b),
              (a, b) -> bit(Long.compareUnsigned(a, b) >= 0));
      case And and -> integersOnly((a, b) -> a & b);
      case Or or -> integersOnly((a, b) -> a | b);
      case Xor xor -> integersOnly((a, b) -> a ^ b);
      case BitwiseAnd and -> integersOnly((a, b) -> a & b);
      case BitwiseOr or -> integersOnly((a, b) -> a | b);
      case BitwiseXor xor -> integersOnly((a, b) -> a ^ b);
      default -> throw new IllegalArgumentException(op.name() + " is no function of two elements");
    };
  }

  private static BinaryFunction integersOnly(LongBinaryOperator function) {
    return new BinaryFunction(
        (a, b) -> function.applyAsLong((long) a, (long) b), function, function);
  }

  private static BinaryFunction modulo(boolean likeC) {
    return likeC
        ? new BinaryFunction(
            (a, b) -> a % b,
            (a, b) -> b == 0 ? 0 : a % b,
            (a, b) -> b == 0 ? 0 : Long.remainderUnsigned(a, b))
        : new BinaryFunction(
            BinaryFunction::floorMod,
            (a, b) -> b == 0 ? 0 : Math.floorMod(a, b),
            (a, b) -> b == 0 ? 0 : Long.remainderUnsigned(a, b));
  }

  /** The remainder with the sign of the divisor, as numpy and Python have it. */
  private static double floorMod(double a, double b) {
    double remainder = a % b;
    if (remainder == 0) {
      return Math.copySign(0, b);
    }
    return remainder < 0 != b < 0 ? remainder + b : remainder;
  }

  /**
   * As IEEE 754 and C have it: 1 to whatever power is 1, and so is -1 to an infinite one, where
   * {@link Math#pow} has not a number.
   */
  public static double power(double base, double exponent) {
    boolean one = base == 1 || (base == -1 && Double.isInfinite(exponent));
    return one ? 1 : Math.pow(base, exponent);
  }

  /** By squaring; an exponent below 0 leaves only powers of 1 and -1 different from 0. */
  private static long power(long base, long exponent) {
    if (exponent < 0) {
      return base == 1 ? 1 : base == -1 ? 1 - 2 * (exponent & 1) : 0;
    }
    long result = 1;
    long square = base;
    for (long rest = exponent; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }

  private static int bit(boolean truth) {
    return truth ? 1 : 0;
  }
}
