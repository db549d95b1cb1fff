package io.culebra.reference;

import io.culebra.op.ReduceL1;
import io.culebra.op.ReduceL2;
import io.culebra.op.ReduceLogSum;
import io.culebra.op.ReduceLogSumExp;
import io.culebra.op.ReduceMax;
import io.culebra.op.ReduceMean;
import io.culebra.op.ReduceMin;
import io.culebra.op.ReduceProd;
import io.culebra.op.ReduceSum;
import io.culebra.op.ReduceSumSquare;
import io.culebra.op.Reduction;
import io.culebra.scalar.IntegerRange;
import io.culebra.tensor.DataType;
import java.util.function.LongToDoubleFunction;
import java.util.function.LongUnaryOperator;

/** What a reduction makes of the numbers it is given one by one. */
enum Reducer {
  L1,
  L2,
  LOG_SUM,
  LOG_SUM_EXP,
  MAX,
  MEAN,
  MIN,
  PROD,
  SUM,
  SUM_SQUARE;

  /** The reducer of an operator. */
  static Reducer of(Reduction op) {
    return switch (op) {
      case ReduceL1 l1 -> L1;
      case ReduceL2 l2 -> L2;
      case ReduceLogSum sum -> LOG_SUM;
      case ReduceLogSumExp sum -> LOG_SUM_EXP;
      case ReduceMax max -> MAX;
      case ReduceMean mean -> MEAN;
      case ReduceMin min -> MIN;
      case ReduceProd prod -> PROD;
      case ReduceSum sum -> SUM;
      case ReduceSumSquare sum -> SUM_SQUARE;
      default -> throw new IllegalArgumentException(op.name() + " is no reduction known here");
    };
  }

  /** Whether integers stay exact when they are reduced as long. */
  boolean isExactInLong() {
    return switch (this) {
      case L1, MAX, MEAN, MIN, PROD, SUM, SUM_SQUARE -> true;
      case L2, LOG_SUM, LOG_SUM_EXP -> false;
    };
  }

  /**
   * The result for numbers 0 to {@code count} - 1.
   *
   * @param single whether sums are of single precision, so that they may overflow to infinity
   *     before a root, a quotient or a logarithm is taken of them
   */
  double reduceDoubles(LongToDoubleFunction number, long count, boolean single) {
    double shift = this == LOG_SUM_EXP ? finiteMaximum(number, count) : 0;
    double result =
        switch (this) {
          case MAX -> Double.NEGATIVE_INFINITY;
          case MIN -> Double.POSITIVE_INFINITY;
          case PROD -> 1;
          default -> 0;
        };
    for (long k = 0; k < count; k++) {
      double x = number.applyAsDouble(k);
      result =
          switch (this) {
            case L1 -> result + Math.abs(x);
            case L2, SUM_SQUARE -> result + x * x;
            case LOG_SUM, MEAN, SUM -> result + x;
            case LOG_SUM_EXP -> result + Math.exp(x - shift);
            case MAX -> Math.max(result, x);
            case MIN -> Math.min(result, x);
            case PROD -> result * x;
          };
    }
    double sum = single ? (float) result : result;
    return switch (this) {
      case L2 -> Math.sqrt(sum);
      case LOG_SUM -> Math.log(sum);
      case LOG_SUM_EXP -> Math.log(result) + shift;
      case MEAN -> sum / count;
      default -> result;
    };
  }

  /**
   * The result for integers 0 to {@code count} - 1, or bool. The greatest of none is the smallest
   * that the type has, and the other way round.
   *
   * @param type their type; elements of uint64 are longs with the same bits
   */
  long reduceLongs(DataType type, LongUnaryOperator number, long count) {
    boolean unsigned = type == DataType.UINT64;
    long result =
        switch (this) {
          case MAX -> IntegerRange.of(type).least();
          case MIN -> IntegerRange.of(type).greatest();
          case PROD -> 1;
          default -> 0;
        };
    for (long k = 0; k < count; k++) {
      long x = number.applyAsLong(k);
      long order = unsigned ? Long.compareUnsigned(x, result) : Long.compare(x, result);
      result =
          switch (this) {
            case L1 -> result + (unsigned ? x : Math.abs(x));
            case SUM_SQUARE -> result + x * x;
            case MAX -> order > 0 ? x : result;
            case MIN -> order < 0 ? x : result;
            case PROD -> result * x;
            default -> result + x;
          };
    }
    if (this != MEAN || count == 0) {
      return result;
    }
    return unsigned ? Long.divideUnsigned(result, count) : result / count;
  }

  /** The greatest number, so that no exponential overflows; 0 where there is no finite one. */
  private static double finiteMaximum(LongToDoubleFunction number, long count) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (long k = 0; k < count; k++) {
      greatest = Math.max(greatest, number.applyAsDouble(k));
    }
    return Double.isFinite(greatest) ? greatest : 0;
  }
}
