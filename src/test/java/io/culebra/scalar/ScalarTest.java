package io.culebra.scalar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.culebra.op.Acosh;
import io.culebra.op.Asinh;
import io.culebra.op.Atanh;
import io.culebra.op.Gelu;
import io.culebra.op.Mish;
import io.culebra.op.Pow;
import io.culebra.op.Softplus;
import io.culebra.op.UnaryElementwise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalarTest {
  /** Values of Abramowitz and Stegun, table 7.1, and of the complementary function far out. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.5, 0.5204998778130465",
    "1, 0.8427007929497149",
    "2, 0.9953222650189527",
    "2.5, 0.9995930479825550",
    "3, 0.9999779095030014",
    "6, 1"
  })
  void knowsTheErrorFunction(double x, double expected) {
    assertEquals(expected, ErrorFunction.erf(x), 2e-15);
    assertEquals(-expected, ErrorFunction.erf(-x), 2e-15);
    assertEquals(1 - expected, ErrorFunction.erfc(x), 2e-15);
  }

  @Test
  void keepsTheDigitsOfTheComplement() {
    assertEquals(2.088487583762545e-45, ErrorFunction.erfc(10), 1e-58);
    assertEquals(2, ErrorFunction.erfc(-10));
  }

  private static double apply(UnaryElementwise op, double x) {
    return UnaryFunction.doubles(op).applyAsDouble(x);
  }

  @Test
  void invertsHyperbolicFunctions() {
    for (double x : new double[] {-3, -1e-9, 0, 0.25, 5, 1e200}) {
      double back = x > 700 ? x : Math.sinh(apply(new Asinh(), x));
      assertEquals(x, back, Math.abs(x) * 1e-13);
    }
    assertEquals(2, Math.cosh(apply(new Acosh(), 2)), 1e-14);
    assertEquals(0.5, Math.tanh(apply(new Atanh(), 0.5)), 1e-15);
  }

  @Test
  void doesNotOverflowOnTheWay() {
    assertEquals(1000, apply(new Softplus(), 1000));
    assertEquals(1000, apply(new Mish(), 1000));
    assertEquals(0, apply(new Gelu(false), -1000), 0);
    assertEquals(1000, apply(new Gelu(false), 1000));
  }

  @Test
  void raisesIntegersToIntegers() {
    var power = BinaryFunction.of(new Pow()).longs();
    assertEquals(-243, power.applyAsLong(-3, 5));
    assertEquals(-1, power.applyAsLong(-1, -3));
    assertEquals(0, power.applyAsLong(2, -1));
    assertEquals(1, power.applyAsLong(0, 0));
  }
}
