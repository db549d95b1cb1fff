package io.culebra.onednn;

import io.culebra.kernel.ImplementationProvider.Availability;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** oneDNN cannot be had: why, and what to do. Never leaves this package. */
final class UnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  UnavailableException(String reason, String remedy, @Nullable Throwable cause) {
    super(reason, cause);
    this.remedy = remedy;
  }

  UnavailableException(String reason, String remedy) {
    this(reason, remedy, null);
  }

  Availability toAvailability() {
    return Availability.no(Objects.requireNonNull(getMessage()), remedy);
  }
}
