package io.culebra.scalar;

import io.culebra.tensor.DataType;

/**
 * The floating-point formats of eight bits, as the ONNX specification describes them.
 *
 * @see <a href="https://onnx.ai/onnx/technical/float8.html">Float stored in 8 bits</a>
 */
final class Float8 {
  private static final Float8 E4M3FN = new Float8(4, 7, false);
  private static final Float8 E4M3FNUZ = new Float8(4, 8, true);
  private static final Float8 E5M2 = new Float8(5, 15, false);
  private static final Float8 E5M2FNUZ = new Float8(5, 16, true);

  private final int bias;
  private final int mantissaBits;
  private final boolean unsignedZero;
  private final double[] values = new double[256];
  private final int largest;

  /**
   * @param exponentBits bits of exponent; the others are sign and mantissa
   * @param bias what the exponent's bits are above the exponent
   * @param unsignedZero whether the bits of negative zero mean NaN, and nothing means infinity
   */
  private Float8(int exponentBits, int bias, boolean unsignedZero) {
    this.mantissaBits = 7 - exponentBits;
    this.bias = bias;
    this.unsignedZero = unsignedZero;
    int most = 0;
    for (int bits = 0; bits < 256; bits++) {
      values[bits] = decode(bits);
      if (bits < 128 && Double.isFinite(values[bits])) {
        most = bits;
      }
    }
    this.largest = most;
  }

  /** The format of an element type. */
  static Float8 of(DataType type) {
    return switch (type) {
      case FLOAT8E4M3FN -> E4M3FN;
      case FLOAT8E4M3FNUZ -> E4M3FNUZ;
      case FLOAT8E5M2 -> E5M2;
      case FLOAT8E5M2FNUZ -> E5M2FNUZ;
      default -> throw new IllegalArgumentException(type + " has no eight-bit float format");
    };
  }

  private float decode(int bits) {
    int magnitude = bits & 127;
    if (unsignedZero ? bits == 128 : mantissaBits == 3 ? magnitude == 127 : magnitude > 124) {
      return Float.NaN;
    }
    float sign = bits < 128 ? 1 : -1;
    if (!unsignedZero && mantissaBits == 2 && magnitude == 124) {
      return sign * Float.POSITIVE_INFINITY;
    }
    int exponent = magnitude >> mantissaBits;
    int mantissa = magnitude & (1 << mantissaBits) - 1;
    int significand = exponent == 0 ? mantissa : mantissa | 1 << mantissaBits;
    return sign * Math.scalb((float) significand, Math.max(exponent, 1) - bias - mantissaBits);
  }

  /** The value of the bits. */
  float toFloat(byte bits) {
    return (float) values[bits & 255];
  }

  /** The bits of what is not a number. */
  private int nan() {
    return unsignedZero ? 128 : mantissaBits == 3 ? 127 : 126;
  }

  /**
   * The nearest number, ties to even.
   *
   * @param saturate whether what lies beyond the largest number, infinities included, becomes that;
   *     otherwise it becomes infinity where the format has one, else not a number
   */
  byte from(double value, boolean saturate) {
    boolean negative = Double.doubleToRawLongBits(value) < 0;
    if (Double.isNaN(value)) {
      return signed(nan(), negative);
    }
    double magnitude = Math.abs(value);
    int low = 0;
    int high = largest;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (values[middle] <= magnitude) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    double above = low < largest ? values[low + 1] : 2 * values[largest] - values[largest - 1];
    double middle = (values[low] + above) / 2;
    if (magnitude > middle || (magnitude == middle && low % 2 == 1)) {
      low++;
    }
    if (low <= largest) {
      return signed(low, negative);
    }
    boolean hasInfinity = !unsignedZero && mantissaBits == 2;
    return signed(saturate ? largest : hasInfinity ? largest + 1 : nan(), negative);
  }

  /** The bits with a sign, which neither zero nor what is not a number has in some formats. */
  private byte signed(int bits, boolean negative) {
    boolean hasSign = !unsignedZero || (bits != 0 && bits != 128);
    return (byte) (negative && hasSign ? bits | 128 : bits);
  }
}
