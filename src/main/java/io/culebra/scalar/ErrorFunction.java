package io.culebra.scalar;

/**
 * The error function, to double precision: its Maclaurin series for small arguments, the continued
 * fraction of the complementary function for large ones (Abramowitz and Stegun, 7.1.6 and 7.1.14).
 */
public final class ErrorFunction {
  private static final double SERIES_LIMIT = 2.5;
  private static final int FRACTION_TERMS = 60;

  private ErrorFunction() {}

  /** 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to {@code x}. */
  public static double erf(double x) {
    double magnitude = Math.abs(x);
    if (magnitude < SERIES_LIMIT) {
      return series(x);
    }
    return Double.isNaN(x) ? x : Math.copySign(1 - fraction(magnitude), x);
  }

  /** 1 - {@link #erf}, without the loss of digits for large {@code x}. */
  public static double erfc(double x) {
    if (Math.abs(x) < SERIES_LIMIT) {
      return 1 - series(x);
    }
    return Double.isNaN(x) ? x : x > 0 ? fraction(x) : 2 - fraction(-x);
  }

  private static double series(double x) {
    double square = x * x;
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= 2 * square / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-square) * sum;
  }

  private static double fraction(double x) {
    if (x > 27) {
      return 0;
    }
    double denominator = x;
    for (int k = FRACTION_TERMS; k > 0; k--) {
      denominator = x + k / 2.0 / denominator;
    }
    return Math.exp(-x * x) / Math.sqrt(Math.PI) / denominator;
  }
}
