package io.culebra.perf.noise;

import io.culebra.perf.PerfException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Watches for what disturbs timings: load before the start, CPU time stolen by the hypervisor, and
 * a drift of the CPU's speed, seen by a loop of fixed work that is timed between the measurements.
 */
public final class NoiseWatch {

  private static final double STOLEN_SHARE = 0.01;
  private static final double DRIFT = 0.05;
  private static final int CALIBRATION_STEPS = 4_000_000;
  private static final int CALIBRATION_REPEATS = 5;
  private static final double QUIET_SHARE = 0.1;
  private static final Duration GLANCE = Duration.ofMillis(500);

  private final List<String> warnings = new ArrayList<>();
  private final List<Double> calibrations = new ArrayList<>();
  private final CpuTicks start;

  /**
   * Waits until nothing else uses the CPU, but only so long; then begins to watch.
   *
   * @param patience how long to wait at most
   */
  public NoiseWatch(Duration patience) {
    double busy = awaitQuiet(patience);
    if (busy > QUIET_SHARE) {
      warnings.add(
          "the machine was busy before the start: others used %.0f %% of the CPU time"
              .formatted(100 * busy));
    }
    this.start = CpuTicks.now();
    calibrationNanos();
    calibrate();
  }

  /** Notes something else that makes the figures doubtful. */
  public void warn(String warning) {
    if (!warnings.contains(warning)) {
      warnings.add(warning);
    }
  }

  /** The share of the CPU time that others used when the waiting ended. */
  private static double awaitQuiet(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    try {
      while (true) {
        CpuTicks before = CpuTicks.now();
        Thread.sleep(GLANCE);
        double busy = CpuTicks.now().busySince(before);
        if (busy <= QUIET_SHARE || System.nanoTime() > end) {
          return busy;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PerfException("interrupted", e);
    }
  }

  /** Times the calibration loop; to be called between measurements. */
  public void calibrate() {
    calibrations.add(calibrationNanos());
  }

  /** What made the figures since the start doubtful; empty on a quiet machine. */
  public List<String> warnings() {
    List<String> all = new ArrayList<>(warnings);
    double[] sorted = calibrations.stream().mapToDouble(c -> c).sorted().toArray();
    double drift = sorted[sorted.length - 1] / sorted[0] - 1;
    if (drift > DRIFT) {
      all.add("the speed of the CPU drifted by %.0f %%".formatted(100 * drift));
    }
    double stolen = CpuTicks.now().stolenSince(start);
    if (stolen > STOLEN_SHARE) {
      all.add("the hypervisor took %.1f %% of the CPU time".formatted(100 * stolen));
    }
    return all;
  }

  /** The fastest of a few repeats: the speed of the CPU rather than what else ran. */
  private static double calibrationNanos() {
    double fastest = Double.POSITIVE_INFINITY;
    double sink = 0;
    for (int repeat = 0; repeat < CALIBRATION_REPEATS; repeat++) {
      long begin = System.nanoTime();
      sink += dependentSteps(sink);
      fastest = Math.min(fastest, (double) (System.nanoTime() - begin));
    }
    if (Double.isNaN(sink)) {
      throw new IllegalStateException("the calibration loop computes no number");
    }
    return fastest;
  }

  private static double dependentSteps(double from) {
    double x = from;
    for (int i = 0; i < CALIBRATION_STEPS; i++) {
      x = x * 0.999 + 1;
    }
    return x;
  }
}
