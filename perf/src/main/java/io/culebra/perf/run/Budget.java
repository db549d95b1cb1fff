package io.culebra.perf.run;

/** Time that may be spent, from the moment on in which it is given. */
final class Budget {

  private final long start = System.nanoTime();
  private final double seconds;

  Budget(double seconds) {
    this.seconds = seconds;
  }

  /** The seconds that are left; less than 0 when more was spent. */
  double remaining() {
    return seconds - (System.nanoTime() - start) / 1e9;
  }

  /** One of so many equal parts of what is left. */
  Budget part(int parts) {
    return new Budget(remaining() / parts);
  }
}
