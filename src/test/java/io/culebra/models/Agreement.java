package io.culebra.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * How far two answers may lie apart: max|y - ref| / max|ref|, with NaN and infinities in the same
 * places.
 */
final class Agreement {
  private static final double LARGEST_ERROR = 1e-3;

  private Agreement() {}

  /** Fails unless {@code y} is close to {@code reference}. */
  static void assertClose(float[] reference, float[] y, String what) {
    double error = error(reference, y, what);
    assertTrue(error < LARGEST_ERROR, what + ": error " + error);
  }

  /**
   * Fails unless two references differ, because a reference that ignores its input proves nothing.
   */
  static void assertDifferent(float[] one, float[] other, String what) {
    double change = error(one, other, what);
    assertTrue(change > 10 * LARGEST_ERROR, what + " hardly changes with the input: " + change);
  }

  /**
   * What a Softmax was given, up to a number that is added to all of a row, where every row is a
   * distribution; else the numbers themselves.
   *
   * @param row how many numbers a row has
   */
  static float[] beforeSoftmax(float[] numbers, int row) {
    float[] scores = numbers.clone();
    for (int first = 0; first < scores.length; first += row) {
      double sum = 0;
      double logs = 0;
      for (int i = first; i < first + row; i++) {
        if (!(numbers[i] > 0)) {
          return numbers;
        }
        sum += numbers[i];
        logs += Math.log(numbers[i]);
      }
      if (row == 1 || Math.abs(sum - 1) > 1e-4) {
        return numbers;
      }
      for (int i = first; i < first + row; i++) {
        scores[i] = (float) (Math.log(numbers[i]) - logs / row);
      }
    }
    return scores;
  }

  private static double error(float[] reference, float[] y, String what) {
    assertEquals(reference.length, y.length, what + ": elements");
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < y.length; i++) {
      if (Float.isFinite(reference[i])) {
        assertTrue(Float.isFinite(y[i]), what + ": element " + i + " is " + y[i]);
        largest = Math.max(largest, Math.abs(reference[i]));
        difference = Math.max(difference, Math.abs((double) y[i] - reference[i]));
      } else {
        assertEquals(reference[i], y[i], what + ": element " + i);
      }
    }
    assertTrue(largest > 0, what + ": the reference is all zeros");
    return difference / largest;
  }
}
