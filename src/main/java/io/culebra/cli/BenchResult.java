package io.culebra.cli;

import com.google.gson.annotations.SerializedName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code bench} found.
 *
 * @param model the file
 * @param backend the backend that was asked for
 * @param precision the number format of the computation
 * @param threads threads of one run
 * @param shapes the shape of every input
 * @param loadMillis reading the file and opening the session
 * @param firstMillis the first run, which makes the plan
 * @param medianMillis the run in the middle of all timed ones
 * @param minMillis the fastest
 * @param p90Millis the one that nine of ten do not exceed
 * @param runs how many were timed
 * @param peakMegabytes the largest resident set of the process, in MiB; null where the system does
 *     not tell
 * @param allocatedBytesPerRun heap bytes that all threads allocate per timed run
 */
record BenchResult(
    String model,
    String backend,
    String precision,
    int threads,
    Map<String, String> shapes,
    @SerializedName("load_ms") double loadMillis,
    @SerializedName("first_ms") double firstMillis,
    @SerializedName("median_ms") double medianMillis,
    @SerializedName("min_ms") double minMillis,
    @SerializedName("p90_ms") double p90Millis,
    int runs,
    @SerializedName("peak_rss_mb") @Nullable Double peakMegabytes,
    @SerializedName("allocated_bytes_per_run") long allocatedBytesPerRun) {

  @Override
  public String toString() {
    String peak = peakMegabytes == null ? "unknown" : String.format("%.0f MiB", peakMegabytes);
    return String.join(
        System.lineSeparator(),
        String.format("%s on %s, %s, threads: %d", model, backend, precision, threads),
        "inputs     " + shapes,
        String.format("load       %10.2f ms", loadMillis),
        String.format("first run  %10.2f ms", firstMillis),
        String.format("median     %10.3f ms of %d runs", medianMillis, runs),
        String.format("fastest    %10.3f ms", minMillis),
        String.format("90 %%       %10.3f ms", p90Millis),
        String.format("allocated  %10d bytes per run", allocatedBytesPerRun),
        "peak RSS   " + peak);
  }
}
