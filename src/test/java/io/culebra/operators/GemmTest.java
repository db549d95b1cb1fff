package io.culebra.operators;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Tensor;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gemm with factors, and with special numbers in what a factor of 0 leaves out. */
class GemmTest {
  private static Tensor matrix(Random random, long rows, long columns, double special) {
    double[] values = new double[(int) (rows * columns)];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 3 == 1 && special != 0 ? special : random.nextGaussian();
    }
    return Values.fractions(DataType.FLOAT, new long[] {rows, columns}, values);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 3})
  void nothingOfTheThirdInputIsLeftWithBetaZero(double special) throws Exception {
    Random random = new Random(3);
    for (long rows : new long[] {1, 5, 17}) {
      for (boolean constant : new boolean[] {false, true}) {
        Tensor c = matrix(random, 1, 7, special);
        OneNode node =
            OneNode.of("Gemm", 13)
                .with("alpha", 0.5f)
                .with("beta", 0f)
                .input(matrix(random, rows, 9, 0))
                .constant(matrix(random, 9, 7, 0));
        node = constant ? node.constant(c) : node.input(c);
        Everywhere.agrees(1e-4, node.output(DataType.FLOAT));
      }
    }
  }
}
