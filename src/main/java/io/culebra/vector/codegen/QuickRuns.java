package io.culebra.vector.codegen;

/**
 * Tells compiled code by its speed. One slow run among quick ones says little, for the system may
 * have taken the core away; slow runs that are the rule say that the code is not compiled.
 */
public final class QuickRuns {
  private static final int PRICE_OF_A_SLOW_RUN = 10;

  private final double limitNanos;
  private final int enough;
  private int quick;
  private long last = System.nanoTime();

  /**
   * Starts the clock.
   *
   * @param limitNanos what a run of compiled code takes at most
   * @param enough how many quick runs are proof
   */
  public QuickRuns(double limitNanos, int enough) {
    this.limitNanos = limitNanos;
    this.enough = enough;
  }

  /** Counts a run that ends now and began where the last ended. */
  public void count() {
    long now = System.nanoTime();
    quick = now - last < limitNanos ? quick + 1 : Math.max(0, quick - PRICE_OF_A_SLOW_RUN);
    last = now;
  }

  /** Whether there were enough quick runs. */
  public boolean areEnough() {
    return quick >= enough;
  }

  /** Whether the last run ended after this moment of {@link System#nanoTime}. */
  public boolean isAfter(long deadline) {
    return last - deadline > 0;
  }
}
