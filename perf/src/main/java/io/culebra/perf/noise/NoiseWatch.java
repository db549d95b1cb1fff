package io.culebra.perf.noise;

import io.culebra.perf.PerfException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Watches for what disturbs timings: load before the start, CPU time stolen by the hypervisor, and
 * a drift of the CPU's speed, seen by a loop of fixed work that is timed between the measurements.
 */
public final class NoiseWatch {

  private static final double BUSY_LOAD_PER_CORE = 0.3;
  private static final double STOLEN_SHARE = 0.01;
  private static final double DRIFT = 0.05;
  private static final int CALIBRATION_STEPS = 4_000_000;
  private static final int CALIBRATION_REPEATS = 5;
  private static final Path STAT = Path.of("/proc/stat");

  private final List<String> warnings = new ArrayList<>();
  private final List<Double> calibrations = new ArrayList<>();
  private final CpuTicks start = CpuTicks.now();

  /** Begins to watch; warms the calibration loop up. */
  public NoiseWatch() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    int cores = Runtime.getRuntime().availableProcessors();
    if (load > BUSY_LOAD_PER_CORE * cores) {
      warnings.add(
          "the machine was busy before the start: load %.1f on %d cores".formatted(load, cores));
    }
    calibrationNanos();
    calibrate();
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
      fastest = Math.min(fastest, System.nanoTime() - begin);
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

  /** CPU time since boot, in clock ticks; zeros where the system does not tell. */
  private record CpuTicks(long all, long stolen) {

    private static final int STEAL = 7;

    static CpuTicks now() {
      if (!Files.exists(STAT)) {
        return new CpuTicks(0, 0);
      }
      try {
        String total = Files.readAllLines(STAT).getFirst();
        long[] ticks =
            Arrays.stream(total.split("\\s+")).skip(1).mapToLong(Long::parseLong).toArray();
        return new CpuTicks(Arrays.stream(ticks).sum(), ticks.length > STEAL ? ticks[STEAL] : 0);
      } catch (IOException e) {
        throw new PerfException("cannot read " + STAT + ": " + e, e);
      }
    }

    double stolenSince(CpuTicks start) {
      return all == start.all ? 0 : (double) (stolen - start.stolen) / (all - start.all);
    }
  }
}
