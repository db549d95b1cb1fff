package io.culebra.perf.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.perf.PerfException;
import org.junit.jupiter.api.Test;

class DifferenceTest {

  private static RawTensor tensor(float... values) {
    RawTensor tensor = RawTensor.zeros("x", ElementType.FLOAT, new long[] {values.length});
    for (int i = 0; i < values.length; i++) {
      tensor.type().put(tensor.data(), i, values[i]);
    }
    return tensor;
  }

  @Test
  void errorIsRelativeToTheLargestElement() {
    Difference difference = Difference.between(tensor(1, 2, -4), tensor(1, 1, -4));
    assertEquals(0.25, difference.error());
    assertTrue(difference.samePlaces());
  }

  @Test
  void valuesThatAreNoNumbersStandInTheSamePlaces() {
    float nan = Float.NaN;
    float inf = Float.POSITIVE_INFINITY;
    assertTrue(Difference.between(tensor(nan, inf, 1), tensor(nan, inf, 1)).samePlaces());
    assertFalse(Difference.between(tensor(1, nan), tensor(nan, 1)).samePlaces());
    assertFalse(Difference.between(tensor(inf), tensor(-inf)).samePlaces());
  }

  @Test
  void otherShapeIsRefused() {
    assertThrows(PerfException.class, () -> Difference.between(tensor(1), tensor(1, 2)));
  }

  @Test
  void anythingIsFarFromZeros() {
    assertEquals(Double.POSITIVE_INFINITY, Difference.between(tensor(1), tensor(0)).error());
    assertEquals(0, Difference.between(tensor(0), tensor(0)).error());
  }
}
