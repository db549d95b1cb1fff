package io.culebra;

import com.sun.management.OperatingSystemMXBean;
import io.culebra.tensor.InvalidInputException;
import java.lang.management.ManagementFactory;

/**
 * How a model is loaded; immutable. Start from {@link #defaults} and change what is to be
 * different.
 *
 * @param memoryLimit the most native memory, in bytes, that the model and all of its sessions hold
 *     together: constants that are computed from others, packed weights, plans, activations,
 *     results; each session may have a lower limit of its own ({@link
 *     SessionOptions#memoryLimit()}); the default is half of what the machine or container has
 */
public record LoadOptions(long memoryLimit) {
  /**
   * Checks the value.
   *
   * @throws InvalidInputException if it is negative
   */
  public LoadOptions {
    if (memoryLimit < 0) {
      throw new InvalidInputException("a limit in bytes must not be negative");
    }
  }

  /** Half of the memory. */
  public static LoadOptions defaults() {
    return new LoadOptions(
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize() / 2);
  }

  /** The same with another limit of native memory, in bytes. */
  public LoadOptions memoryLimit(long memoryLimit) {
    return new LoadOptions(memoryLimit);
  }
}
