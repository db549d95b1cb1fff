package io.culebra.perf.result;

import com.google.gson.JsonParseException;
import io.culebra.perf.Json;
import io.culebra.perf.PerfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one run of the harness found.
 *
 * @param date when it began, in ISO-8601
 * @param command the command line that made it
 * @param versions of the engines by name
 * @param roof the machine's limits; null when they were not measured
 * @param warnings what makes the figures doubtful, such as a busy machine
 */
public record RunResult(
    Machine machine,
    String date,
    String command,
    Map<String, String> versions,
    @Nullable Roof roof,
    List<String> warnings,
    List<Measurement> measurements,
    List<Profile> profiles,
    List<KernelMeasurement> kernels) {

  /**
   * Reads a result.
   *
   * @throws PerfException if the file cannot be read or is no result
   */
  public static RunResult read(Path file) {
    try {
      RunResult result = Json.read(Files.readString(file), RunResult.class);
      if (result == null
          || result.measurements() == null
          || result.profiles() == null
          || result.kernels() == null) {
        throw new PerfException(file + " is no result of a run");
      }
      return result;
    } catch (JsonParseException e) {
      throw new PerfException(file + " is no result of a run: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new PerfException("cannot read " + file + ": " + e, e);
    }
  }

  /** Writes the result, making the folder if needed. */
  public void write(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, Json.write(this) + "\n");
    } catch (IOException e) {
      throw new PerfException("cannot write " + file + ": " + e, e);
    }
  }
}
