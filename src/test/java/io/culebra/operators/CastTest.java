package io.culebra.operators;

import static io.culebra.tensor.DataType.BFLOAT16;
import static io.culebra.tensor.DataType.DOUBLE;
import static io.culebra.tensor.DataType.FLOAT;
import static io.culebra.tensor.DataType.FLOAT16;
import static io.culebra.tensor.DataType.FLOAT8E4M3FN;
import static io.culebra.tensor.DataType.FLOAT8E4M3FNUZ;
import static io.culebra.tensor.DataType.FLOAT8E5M2;
import static io.culebra.tensor.DataType.FLOAT8E5M2FNUZ;
import static io.culebra.tensor.DataType.INT64;
import static io.culebra.tensor.DataType.UINT64;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Tensor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cast and CastLike, by the tables of the specification, and in one rounding. */
class CastTest {
  private static final double NAN = Double.NaN;
  private static final double INF = Double.POSITIVE_INFINITY;

  /** Each is exact in float16 and bfloat16 too. */
  private static final double[] NUMBERS = {
    0, -0.0, NAN, INF, -INF, 1, -1.5, 17, 19, 240, 248, 256, 448, 464, 480, 57344, 61440, -61440,
    -480
  };

  /**
   * By the specification's tables; between two numbers the nearest, of two as near the even one,
   * also between the largest and what would come next.
   */
  private static double[] expected(DataType to, boolean saturate) {
    double a = saturate ? 448 : NAN;
    double b = saturate ? 240 : NAN;
    double c = saturate ? 57344 : INF;
    double d = saturate ? 57344 : NAN;
    return switch (to) {
      case FLOAT8E4M3FN ->
          new double[] {
            0, -0.0, NAN, a, -a, 1, -1.5, 16, 20, 240, 256, 256, 448, 448, a, a, a, -a, -a
          };
      case FLOAT8E4M3FNUZ ->
          new double[] {0, 0, NAN, b, -b, 1, -1.5, 16, 20, 240, b, b, b, b, b, b, b, -b, -b};
      case FLOAT8E5M2 ->
          new double[] {
            0, -0.0, NAN, c, -c, 1, -1.5, 16, 20, 256, 256, 256, 448, 448, 512, 57344, c, -c, -512
          };
      default ->
          new double[] {
            0, 0, NAN, d, -d, 1, -1.5, 16, 20, 256, 256, 256, 448, 448, 512, 57344, d, -d, -512
          };
    };
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE", "FLOAT16", "BFLOAT16"})
  void eightBitFloatsSaturateOnlyIfTold(DataType from) {
    for (DataType to : List.of(FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ)) {
      Tensor x = Values.fractions(from, NUMBERS);
      Tensor like = Values.integers(DataType.UINT8, 0);
      for (boolean saturate : new boolean[] {true, false}) {
        OneNode cast =
            OneNode.of("Cast", 19)
                .with("to", to.onnxNumber())
                .with("saturate", saturate ? 1L : 0L)
                .input(x)
                .output(to);
        Everywhere.gives(Answer.fractions(to, expected(to, saturate)), cast);
        try (Tensor target = Tensor.copyOf(like.segment(), to, like.shape())) {
          OneNode castLike =
              OneNode.of("CastLike", 19)
                  .with("saturate", saturate ? 1L : 0L)
                  .input(x)
                  .input(target)
                  .output(to);
          Everywhere.gives(Answer.fractions(to, expected(to, saturate)), castLike);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "FLOAT16", "BFLOAT16", "DOUBLE"})
  void longIntegersAreRoundedOnce(DataType to) {
    Random random = new Random(to.onnxNumber());
    long[] integers = new long[4000];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = random.nextLong() >> random.nextInt(64);
      if (i % 2 == 0) {
        long last = 1L << random.nextInt(40);
        integers[i] = Long.highestOneBit(integers[i] | 1) + last + random.nextInt(3) - 1;
      }
    }
    for (DataType from : List.of(INT64, UINT64)) {
      double[] expected = new double[integers.length];
      for (int i = 0; i < expected.length; i++) {
        BigInteger exact =
            from == INT64
                ? BigInteger.valueOf(integers[i])
                : new BigInteger(Long.toUnsignedString(integers[i]));
        expected[i] = nearest(to, new BigDecimal(exact));
      }
      OneNode cast = OneNode.of("Cast", 13).with("to", to.onnxNumber());
      Everywhere.gives(
          Answer.fractions(to, expected), cast.input(Values.integers(from, integers)).output(to));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "FLOAT16", "BFLOAT16"})
  void doublesAreRoundedOnce(DataType to) {
    Random random = new Random(to.onnxNumber());
    double[] numbers = new double[4000];
    double[] expected = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      double number = Math.scalb(1 + random.nextDouble(), random.nextInt(44) - 28);
      int bits = to == FLOAT ? 23 : to == FLOAT16 ? 10 : 7;
      double half = Math.scalb(1.0, Math.getExponent(number) - bits - 1);
      double tie = Math.floor(number / half) * half;
      double nudge = Math.scalb(1.0, Math.getExponent(number) - 30 - random.nextInt(22));
      numbers[i] = i % 3 == 0 ? number : i % 3 == 1 ? tie + nudge : tie - nudge;
      expected[i] = nearest(to, new BigDecimal(numbers[i]));
    }
    OneNode cast = OneNode.of("Cast", 13).with("to", to.onnxNumber());
    Everywhere.gives(
        Answer.fractions(to, expected), cast.input(Values.fractions(DOUBLE, numbers)).output(to));
  }

  /** The nearest number of a type, of two as near the even one, by exact arithmetic. */
  private static double nearest(DataType type, BigDecimal exact) {
    if (type == DOUBLE) {
      return exact.doubleValue();
    }
    if (exact.signum() == 0) {
      return 0;
    }
    double about = exact.abs().doubleValue();
    int exponent = Math.getExponent(about);
    int bits = type == FLOAT ? 23 : type == FLOAT16 ? 10 : 7;
    int least = type == FLOAT16 ? -14 : -126;
    BigDecimal unit = new BigDecimal(Math.scalb(1.0, Math.max(exponent, least) - bits));
    BigInteger below = exact.abs().divideToIntegralValue(unit).toBigInteger();
    BigDecimal rest = exact.abs().subtract(unit.multiply(new BigDecimal(below)));
    int order = rest.add(rest).compareTo(unit);
    boolean up = order > 0 || (order == 0 && below.testBit(0));
    double rounded =
        unit.multiply(new BigDecimal(up ? below.add(BigInteger.ONE) : below)).doubleValue();
    double largest = type == FLOAT16 ? 65504 : type == FLOAT ? Float.MAX_VALUE : 0x1.fep127;
    return Math.copySign(rounded > largest ? INF : rounded, exact.signum());
  }

  /**
   * The specification leaves them open; ONNX Runtime has what x86 makes of them, but for uint32 and
   * uint64 not always the same.
   */
  @ParameterizedTest
  @EnumSource(names = {"INT8", "INT16", "INT32", "INT64", "UINT8", "UINT16", "BOOL"})
  void whatIsOutOfRangeOfIntegersIsAsInOnnxRuntime(DataType to) throws Exception {
    double[] numbers = {
      NAN,
      INF,
      -INF,
      0,
      -0.0,
      0.5,
      -0.5,
      1.9,
      -1.9,
      127,
      128,
      255,
      256,
      -128,
      -129,
      300,
      32767,
      32768,
      65535,
      65536,
      -32769,
      2147483520.0,
      2147483648.0,
      4294967040.0,
      4294967296.0,
      -2147483648.0,
      -2147483904.0,
      3e9,
      1e10,
      9.2e18,
      9.3e18,
      1.9e19,
      -9.3e18,
      1e30,
      -1e30,
      1e-40
    };
    for (DataType from : List.of(FLOAT, DOUBLE, FLOAT16, BFLOAT16)) {
      OneNode cast = OneNode.of("Cast", 13).with("to", to.onnxNumber());
      Everywhere.agrees(0, cast.input(Values.fractions(from, numbers)).output(to));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void unsignedIntegersHoldTheirUpperHalf(DataType from) {
    double[] numbers = {0, 1.9, 2147483648.0, 3e9, 4294967040.0, -1};
    OneNode narrow = OneNode.of("Cast", 13).with("to", DataType.UINT32.onnxNumber());
    Everywhere.gives(
        Answer.integers(DataType.UINT32, 0, 1, 2147483648L, 3000000000L, 4294967040L, 4294967295L),
        narrow.input(Values.fractions(from, numbers)).output(DataType.UINT32));
    OneNode wide = OneNode.of("Cast", 13).with("to", UINT64.onnxNumber());
    Everywhere.gives(
        Answer.integers(UINT64, 0, Long.MIN_VALUE, 3L << 62, -1),
        wide.input(Values.fractions(from, 0.9, 0x1p63, 0x3p62, -1)).output(UINT64));
  }
}
