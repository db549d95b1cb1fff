package io.culebra.operators;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Tensor;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pad in all modes, with numbers of either sign. */
class PadTest {
  private static Tensor counting(long rows, long columns) {
    double[] values = new double[(int) (rows * columns)];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return Values.fractions(DataType.FLOAT, new long[] {rows, columns}, values);
  }

  /**
   * A vector padded as numpy does it: negative numbers cut first; then it grows on both sides by at
   * most what it has, as often as it takes.
   */
  private static int[] padded(String mode, int[] row, int before, int behind) {
    int from = Math.max(0, -before);
    int to = row.length - Math.max(0, -behind);
    int[] now = java.util.Arrays.copyOfRange(row, from, to);
    int left = Math.max(0, before);
    int right = Math.max(0, behind);
    int period = mode.equals("reflect") ? now.length - 1 : now.length;
    int[] grown = new int[left + now.length + right];
    System.arraycopy(now, 0, grown, left, now.length);
    for (int i = left - 1; i >= 0; i--) {
      grown[i] = next(mode, grown, i, 1, period, left, now.length);
    }
    for (int i = left + now.length; i < grown.length; i++) {
      grown[i] = next(mode, grown, i, -1, period, left, now.length);
    }
    return grown;
  }

  private static int next(
      String mode, int[] grown, int at, int inward, int period, int first, int count) {
    int border = inward > 0 ? first : first + count - 1;
    return switch (mode) {
      case "constant" -> -1;
      case "edge" -> grown[border];
      case "wrap" -> grown[at + inward * period];
      default -> {
        int walls = 0;
        int place = border;
        int step = inward;
        for (int k = 0; k < Math.abs(at - border) && period > 0; k++) {
          if (place + step < first || place + step >= first + count) {
            step = -step;
            walls++;
          }
          place += step;
        }
        yield grown[walls < 0 ? border : place];
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"constant", "edge", "reflect", "wrap"})
  void numbersOfEitherSignOnEitherSide(String mode) {
    Random random = new Random(mode.hashCode());
    for (int round = 0; round < 60; round++) {
      int rows = 1 + random.nextInt(4);
      int columns = 1 + random.nextInt(5);
      long[] pads = {pad(random, rows), pad(random, columns), 0, 0};
      pads[2] = pad(random, (int) (rows + Math.min(0, pads[0])));
      pads[3] = pad(random, (int) (columns + Math.min(0, pads[1])));
      check(mode, rows, columns, pads, round % 2 == 0);
    }
  }

  /** At most as negative as leaves one element. */
  private static long pad(Random random, int size) {
    return random.nextInt(size + 8) - (size - 1L);
  }

  private static void check(String mode, int rows, int columns, long[] pads, boolean constant) {
    int[] down = new int[rows];
    int[] across = new int[columns];
    for (int i = 0; i < Math.max(rows, columns); i++) {
      down[Math.min(i, rows - 1)] = Math.min(i, rows - 1);
      across[Math.min(i, columns - 1)] = Math.min(i, columns - 1);
    }
    int[] row = padded(mode, down, (int) pads[0], (int) pads[2]);
    int[] column = padded(mode, across, (int) pads[1], (int) pads[3]);
    double[] expected = new double[row.length * column.length];
    for (int i = 0; i < expected.length; i++) {
      int r = row[i / column.length];
      int c = column[i % column.length];
      expected[i] = r < 0 || c < 0 ? 0 : r * columns + c;
    }
    OneNode node = OneNode.of("Pad", 19).with("mode", mode).input(counting(rows, columns));
    Tensor numbers = Values.integers(DataType.INT64, pads);
    if (constant) {
      node.constant(numbers);
    } else {
      node.input(numbers);
    }
    Everywhere.gives(
        Answer.fractions(DataType.FLOAT, expected).shaped(row.length, column.length),
        node.output(DataType.FLOAT));
  }

  @Test
  void agreesWithOnnxRuntimeWhereThatReflectsOnce() throws Exception {
    long[][] pads = {{2, -1, -1, 3}, {-1, 2, 1, -2}, {0, 2, -1, -1}};
    for (String mode : new String[] {"constant", "edge", "reflect"}) {
      for (long[] numbers : pads) {
        OneNode node = OneNode.of("Pad", 13).with("mode", mode).input(counting(4, 5));
        Everywhere.agrees(
            0, node.constant(Values.integers(DataType.INT64, numbers)).output(DataType.FLOAT));
      }
    }
  }
}
