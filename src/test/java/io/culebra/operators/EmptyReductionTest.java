package io.culebra.operators;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What reductions make of axes without elements, and of the halves of unsigned integers. */
class EmptyReductionTest {
  private static OneNode reduce(String operator, Tensor x) {
    return OneNode.of(operator, 20)
        .with("keepdims", 0)
        .input(x)
        .constant(Values.integers(DataType.INT64, 1))
        .output(x.dataType());
  }

  @ParameterizedTest
  @EnumSource(
      names = {"INT8", "INT16", "INT32", "INT64", "UINT8", "UINT16", "UINT32", "UINT64", "BOOL"})
  void greatestAndLeastOfNoIntegers(DataType type) {
    boolean signed = type.name().startsWith("I");
    long least = signed ? -1L << (type.bits() - 1) : 0;
    long greatest = signed ? ~least : -1L >>> (64 - type.bits());
    if (type == DataType.BOOL) {
      greatest = 1;
    }
    Tensor none = Values.shapedIntegers(type, new long[] {3, 0});
    Everywhere.gives(Answer.integers(type, least, least, least), reduce("ReduceMax", none));
    Everywhere.gives(
        Answer.integers(type, greatest, greatest, greatest), reduce("ReduceMin", none));
  }

  @ParameterizedTest
  @EnumSource(names = {"INT32", "INT64", "UINT32", "UINT64"})
  void sumsAndProductsOfNoIntegers(DataType type) {
    Tensor none = Values.shapedIntegers(type, new long[] {2, 0});
    Everywhere.gives(Answer.integers(type, 1, 1), reduce("ReduceProd", none));
    for (String operator : new String[] {"ReduceSum", "ReduceL1", "ReduceSumSquare"}) {
      Everywhere.gives(Answer.integers(type, 0, 0), reduce(operator, none));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE", "FLOAT16", "BFLOAT16"})
  void fractions(DataType type) {
    double inf = Double.POSITIVE_INFINITY;
    Tensor none = Values.fractions(type, new long[] {2, 0});
    Everywhere.gives(Answer.fractions(type, -inf, -inf), reduce("ReduceMax", none));
    Everywhere.gives(Answer.fractions(type, inf, inf), reduce("ReduceMin", none));
    Everywhere.gives(Answer.fractions(type, 1, 1), reduce("ReduceProd", none));
    Everywhere.gives(Answer.fractions(type, Double.NaN, Double.NaN), reduce("ReduceMean", none));
    for (String operator : new String[] {"ReduceLogSum", "ReduceLogSumExp"}) {
      Everywhere.gives(Answer.fractions(type, -inf, -inf), reduce(operator, none));
    }
    for (String operator : new String[] {"ReduceSum", "ReduceL1", "ReduceL2", "ReduceSumSquare"}) {
      Everywhere.gives(Answer.fractions(type, 0, 0), reduce(operator, none));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"UINT8", "UINT32", "UINT64"})
  void theUpperHalfOfUnsignedIntegersIsGreat(DataType type) {
    long high = 1L << (type.bits() - 1);
    Tensor x = Values.shapedIntegers(type, new long[] {1, 3}, 1, high, 2);
    Everywhere.gives(Answer.integers(type, high), reduce("ReduceMax", x));
    Everywhere.gives(Answer.integers(type, 1), reduce("ReduceMin", x));
    if (type.bits() >= 32) {
      Everywhere.gives(Answer.integers(type, high + 3), reduce("ReduceL1", x));
      Tensor equal = Values.shapedIntegers(type, new long[] {1, 1}, high + 7);
      Everywhere.gives(Answer.integers(type, high + 7), reduce("ReduceMean", equal));
    }
  }
}
