package io.culebra.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What limits the number of threads of this process, for messages. Linux tells; others do not. */
final class ThreadLimits {
  private static final Path PROC = Path.of("/proc");
  private static final Path GROUPS = Path.of("/sys/fs/cgroup");
  private static final String PROCESSES = "Max processes";

  private ThreadLimits() {}

  static String describe() {
    List<String> limits = new ArrayList<>();
    for (String line : lines(PROC.resolve("self/limits"))) {
      if (line.startsWith(PROCESSES)) {
        String soft = line.substring(PROCESSES.length()).strip().split("\\s+", 2)[0];
        limits.add("the user may have " + soft + " threads in all (ulimit -u, RLIMIT_NPROC)");
      }
    }
    for (String line : lines(PROC.resolve("self/cgroup"))) {
      addGroup(line, limits);
    }
    for (String line : lines(PROC.resolve("sys/kernel/threads-max"))) {
      limits.add("the system " + line.strip() + " (kernel.threads-max)");
    }
    return limits.isEmpty()
        ? "a limit of the system, or too little memory for their stacks"
        : String.join(", ", limits);
  }

  /** The control group's share: a line is {@code number:controllers:path}. */
  private static void addGroup(String line, List<String> limits) {
    String[] parts = line.split(":", 3);
    if (parts.length < 3
        || !(parts[1].isEmpty() || List.of(parts[1].split(",")).contains("pids"))) {
      return;
    }
    Path root = parts[1].isEmpty() ? GROUPS : GROUPS.resolve("pids");
    String inside = parts[2].startsWith("/") ? parts[2].substring(1) : parts[2];
    // A container often sees its own group as the root.
    for (Path group : new Path[] {root.resolve(inside), root}) {
      List<String> most = lines(group.resolve("pids.max"));
      if (!most.isEmpty()) {
        if (!most.getFirst().strip().equals("max")) {
          limits.add("the control group " + most.getFirst().strip() + " (pids.max)");
        }
        return;
      }
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }
}
