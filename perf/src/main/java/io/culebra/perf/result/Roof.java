package io.culebra.perf.result;

import java.util.List;
import java.util.Map;

/**
 * The machine's limits.
 *
 * @param peaks arithmetic, widest first
 * @param bandwidths of each level of memory, from the core outwards
 * @param callNanos price of foreign calls in ns by kind
 */
public record Roof(List<Peak> peaks, List<Bandwidth> bandwidths, Map<String, Double> callNanos) {

  /**
   * Peak arithmetic of one kind.
   *
   * @param kind such as {@code f32 fma 512-bit}
   * @param gigaflops operations per ns by the number of threads; a fused multiply-add is two
   */
  public record Peak(String kind, Map<Integer, Double> gigaflops) {}

  /**
   * Bandwidth of one thread in one level of memory.
   *
   * @param bytes the size of the array that was walked through
   * @param readGbs read, in GB/s
   * @param writeGbs written, in GB/s
   */
  public record Bandwidth(String level, long bytes, double readGbs, double writeGbs) {}

  /** The highest f32 peak for that many threads, in operations per ns. */
  public double peak(int threads) {
    return peaks.stream()
        .filter(peak -> peak.kind().startsWith("f32"))
        .mapToDouble(peak -> peak.gigaflops().getOrDefault(threads, 0.0))
        .max()
        .orElse(0);
  }

  /**
   * The least time in ns that so much work can take: the arithmetic at the f32 peak or the memory
   * at the bandwidth of the level that holds it, whichever is longer.
   */
  public double nanos(double flops, double bytes, int threads) {
    double arithmetic = flops / peak(threads);
    double bandwidth =
        bandwidths.stream()
            .filter(level -> bytes <= 2 * level.bytes())
            .findFirst()
            .orElse(bandwidths.getLast())
            .readGbs();
    return Math.max(arithmetic, bytes / (bandwidth * threads));
  }
}
