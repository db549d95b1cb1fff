package io.culebra.fuzz;

import io.culebra.tensor.DataType;

/**
 * The float types of eight bits, by their definition in ONNX's "Float stored in 8 bits": every code
 * with its number.
 */
final class Float8 {
  private Float8() {}

  static boolean is(DataType type) {
    return switch (type) {
      case FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ -> true;
      default -> false;
    };
  }

  /** The number of a code. */
  static double decode(DataType type, int code) {
    boolean five = type == DataType.FLOAT8E5M2 || type == DataType.FLOAT8E5M2FNUZ;
    boolean unsignedZero = type == DataType.FLOAT8E4M3FNUZ || type == DataType.FLOAT8E5M2FNUZ;
    int mantissaBits = five ? 2 : 3;
    int bias = (five ? 15 : 7) + (unsignedZero ? 1 : 0);
    int mantissa = code & ((1 << mantissaBits) - 1);
    int exponent = (code & 0x7f) >> mantissaBits;
    double sign = (code & 0x80) == 0 ? 1 : -1;
    if (unsignedZero
        ? code == 0x80
        : five ? exponent == 31 && mantissa > 0 : (code & 0x7f) == 0x7f) {
      return Double.NaN;
    }
    if (type == DataType.FLOAT8E5M2 && exponent == 31) {
      return sign * Double.POSITIVE_INFINITY;
    }
    double one = 1 << mantissaBits;
    return exponent == 0
        ? sign * Math.scalb(mantissa / one, 1 - bias)
        : sign * Math.scalb(1 + mantissa / one, exponent - bias);
  }

  /** The code of a number that has one. */
  static byte encode(DataType type, double number) {
    for (int code = 0; code < 256; code++) {
      double candidate = decode(type, code);
      if (Double.compare(candidate, number) == 0 || (candidate == number && candidate != 0)) {
        return (byte) code;
      }
    }
    throw new Rejected(number + " is no " + type);
  }
}
