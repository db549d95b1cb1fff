package io.culebra.perf.result;

import io.culebra.perf.PerfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The machine that a run was made on.
 *
 * @param cpu the CPU's name, or the architecture where the system does not tell
 * @param isa the vector and matrix extensions of the CPU, empty where the system does not tell
 */
public record Machine(String cpu, List<String> isa, int cores, String os, String jdk) {

  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  private static final Set<String> TOLD =
      Set.of(
          "avx2",
          "fma",
          "avx512f",
          "avx512vl",
          "avx512_vnni",
          "avx512_bf16",
          "avx512_fp16",
          "avx_vnni",
          "amx_tile",
          "amx_bf16",
          "amx_int8",
          "asimd",
          "sve",
          "sve2",
          "bf16",
          "i8mm");

  /** This machine. */
  public static Machine here() {
    return new Machine(
        cpuinfo("model name", System.getProperty("os.arch")),
        Arrays.stream(cpuinfo("flags", cpuinfo("Features", "")).split(" "))
            .filter(TOLD::contains)
            .toList(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + Runtime.version());
  }

  private static String cpuinfo(String key, String otherwise) {
    if (!Files.exists(CPUINFO)) {
      return otherwise;
    }
    try {
      return Files.readAllLines(CPUINFO).stream()
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(otherwise);
    } catch (IOException e) {
      throw new PerfException("cannot read " + CPUINFO + ": " + e, e);
    }
  }
}
