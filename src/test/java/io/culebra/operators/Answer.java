package io.culebra.operators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.culebra.scalar.Elements;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Tensor;
import java.util.Arrays;

/**
 * One output: its type, its sizes, and its elements as integers or as fractions.
 *
 * @param type the element type that the model gives it
 * @param sizes its sizes
 * @param integers the elements of integers and bool; those of uint64 have the same bits
 * @param fractions the elements of floating-point numbers
 */
record Answer(DataType type, long[] sizes, long[] integers, double[] fractions) {
  static Answer of(Tensor tensor) {
    return of(tensor, tensor.dataType());
  }

  /** A vector of fractions. */
  static Answer fractions(DataType type, double... elements) {
    return new Answer(type, new long[] {elements.length}, new long[0], elements);
  }

  /** A vector of integers or bool. */
  static Answer integers(DataType type, long... elements) {
    return new Answer(type, new long[] {elements.length}, elements, new double[0]);
  }

  /** The same elements with other sizes. */
  Answer shaped(long... others) {
    return new Answer(type, others, integers, fractions);
  }

  /** The answer of a type that the tensor's type was widened from. */
  static Answer of(Tensor tensor, DataType type) {
    int count = Math.toIntExact(tensor.shape().elements());
    boolean isFloat = type.isFloat();
    long[] integers = new long[isFloat ? 0 : count];
    double[] fractions = new double[isFloat ? count : 0];
    for (int i = 0; i < count; i++) {
      if (isFloat) {
        fractions[i] = Elements.getDouble(tensor.dataType(), tensor.segment(), 0, i);
      } else {
        integers[i] = Elements.getLong(tensor.dataType(), tensor.segment(), 0, i);
      }
    }
    return new Answer(type, tensor.shape().toArray(), integers, fractions);
  }

  /**
   * Fails unless this is the other one.
   *
   * @param tolerance how far a fraction may lie off, relative to the expected one or to a
   *     thousandth of the greatest; what is not a number and infinities stand in the same places
   */
  void assertIs(Answer expected, double tolerance, String what) {
    assertEquals(expected.type, type, what);
    assertArrayEquals(expected.sizes, sizes, what + ": sizes");
    assertArrayEquals(expected.integers, integers, () -> what + ": have " + this);
    double greatest = 0;
    for (double want : expected.fractions) {
      greatest = Double.isFinite(want) ? Math.max(greatest, Math.abs(want)) : greatest;
    }
    double least = tolerance > 1e-6 ? greatest / 1000 : 0;
    for (int i = 0; i < fractions.length; i++) {
      double want = expected.fractions[i];
      double have = fractions[i];
      boolean same =
          want == have
              || (Double.isNaN(want) && Double.isNaN(have))
              || Math.abs(want - have) <= tolerance * Math.max(Math.abs(want), least);
      if (!same) {
        throw new AssertionError(
            what + ": element " + i + " is " + have + " where " + want + " was expected");
      }
    }
  }

  @Override
  public String toString() {
    return type
        + " "
        + Arrays.toString(sizes)
        + " "
        + (type.isFloat() ? Arrays.toString(fractions) : Arrays.toString(integers));
  }
}
