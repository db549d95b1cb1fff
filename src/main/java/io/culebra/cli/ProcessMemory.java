package io.culebra.cli;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What memory this process uses. */
final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK = "VmHWM:";
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  private ProcessMemory() {}

  /** Heap bytes that all threads, ended ones too, have allocated since the JVM started. */
  static long allocatedBytes() {
    return THREADS.getTotalThreadAllocatedBytes();
  }

  /** The largest resident set, in MiB; null where the system does not tell. */
  static @Nullable Double peakMegabytes() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(PEAK)) {
          return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
        }
      }
      return null;
    } catch (IOException e) {
      return null;
    }
  }
}
