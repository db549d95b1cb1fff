package io.culebra.scalar;

import io.culebra.tensor.DataType;

/**
 * The numbers that an integer type has; bool has 0 and 1.
 *
 * @param least the least
 * @param greatest the greatest; that of uint64 has the bits of -1
 */
public record IntegerRange(long least, long greatest) {
  /**
   * The range of a type.
   *
   * @throws IllegalArgumentException if the type is neither of integers nor bool
   */
  public static IntegerRange of(DataType type) {
    return switch (type) {
      case INT2, INT4, INT8, INT16, INT32, INT64 -> {
        long least = -1L << (type.bits() - 1);
        yield new IntegerRange(least, ~least);
      }
      case UINT2, UINT4, UINT8, UINT16, UINT32, UINT64 ->
          new IntegerRange(0, -1L >>> (64 - type.bits()));
      case BOOL -> new IntegerRange(0, 1);
      default -> throw new IllegalArgumentException(type + " has no integers");
    };
  }

  /** The nearest double of the range; that of a 64-bit type may lie just below the greatest. */
  public double clamp(double value) {
    double high = greatest < 0 ? Elements.unsignedToDouble(greatest) : (double) greatest;
    return Math.clamp(value, (double) least, high >= 0x1p63 ? Math.nextDown(high) : high);
  }
}
