package io.culebra.cli;

import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/**
 * How long a backend took in a demo.
 *
 * @param backend the backend
 * @param medianMillis the run in the middle of all; null where it cannot run the models
 * @param reason why it cannot, else empty
 */
record BackendTime(
    String backend, @SerializedName("median_ms") @Nullable Double medianMillis, String reason) {
  @Override
  public String toString() {
    return String.format(
        "%-8s %s",
        backend,
        medianMillis == null ? "cannot run: " + reason : String.format("%8.2f ms", medianMillis));
  }
}
