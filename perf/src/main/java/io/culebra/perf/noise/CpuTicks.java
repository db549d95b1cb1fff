package io.culebra.perf.noise;

import io.culebra.perf.PerfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * CPU time of all cores since boot, in clock ticks; zeros where the system does not tell.
 *
 * @param all everything
 * @param idle nothing to do, or waiting for a disk
 * @param stolen taken by the hypervisor
 */
record CpuTicks(long all, long idle, long stolen) {

  private static final Path STAT = Path.of("/proc/stat");
  private static final int IDLE = 3;
  private static final int WAITING = 4;
  private static final int STEAL = 7;

  static CpuTicks now() {
    if (!Files.exists(STAT)) {
      return new CpuTicks(0, 0, 0);
    }
    try {
      String total = Files.readAllLines(STAT).getFirst();
      long[] ticks =
          Arrays.stream(total.split("\\s+")).skip(1).mapToLong(Long::parseLong).toArray();
      return new CpuTicks(
          Arrays.stream(ticks).limit(STEAL + 1).sum(), ticks[IDLE] + ticks[WAITING], ticks[STEAL]);
    } catch (IOException e) {
      throw new PerfException("cannot read " + STAT + ": " + e, e);
    }
  }

  /** The share of the time since then that the hypervisor took. */
  double stolenSince(CpuTicks start) {
    return all == start.all ? 0 : (double) (stolen - start.stolen) / (all - start.all);
  }

  /** The share of the time since then that all cores were busy, stolen time included. */
  double busySince(CpuTicks start) {
    return all == start.all ? 0 : 1 - (double) (idle - start.idle) / (all - start.all);
  }
}
