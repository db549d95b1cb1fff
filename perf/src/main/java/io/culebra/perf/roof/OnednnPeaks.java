package io.culebra.perf.roof;

import io.culebra.perf.Json;
import io.culebra.perf.PerfException;
import io.culebra.perf.result.Roof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Peaks that only oneDNN reaches: products in bf16 and int8, with AMX and without it where the CPU
 * has it. A process of its own each, for oneDNN settles its instruction set once.
 */
final class OnednnPeaks {

  /** The newest instruction sets without matrix registers, which a limit can name. */
  private static final String WITHOUT_AMX = "AVX512_CORE_BF16";

  private final Map<String, Map<Integer, Double>> gigaflops = new LinkedHashMap<>();
  private final Map<String, Double> callNanos = new LinkedHashMap<>();

  private OnednnPeaks() {}

  /** Measures; nothing is in it where there is no oneDNN. */
  static OnednnPeaks measure(Iterable<Integer> threads) {
    OnednnPeaks peaks = new OnednnPeaks();
    for (int count : threads) {
      Map<String, String> environment = Map.of("OMP_NUM_THREADS", String.valueOf(count));
      boolean matrices = peaks.add(count, environment);
      if (matrices) {
        Map<String, String> limited = new LinkedHashMap<>(environment);
        limited.put("ONEDNN_MAX_CPU_ISA", WITHOUT_AMX);
        peaks.add(count, limited);
      }
    }
    return peaks;
  }

  /** Products by element types and implementation. */
  List<Roof.Peak> peaks() {
    List<Roof.Peak> peaks = new ArrayList<>();
    gigaflops.forEach((kind, byThreads) -> peaks.add(new Roof.Peak("oneDNN " + kind, byThreads)));
    return peaks;
  }

  /** The price of running a primitive in ns. */
  Map<String, Double> callNanos() {
    return callNanos;
  }

  /** Takes what a process finds; whether it used AMX. */
  private boolean add(int threads, Map<String, String> environment) {
    OnednnProbe.Findings findings = probe(environment);
    if (findings == null) {
      return false;
    }
    findings
        .gigaflops()
        .forEach((kind, value) ->
            gigaflops.computeIfAbsent(kind, k -> new LinkedHashMap<>()).put(threads, value));
    callNanos.putIfAbsent("dnnl_primitive_execute on 16 numbers", findings.executeNanos());
    return findings.gigaflops().keySet().stream().anyMatch(kind -> kind.contains("amx"));
  }

  private static OnednnProbe.@Nullable Findings probe(Map<String, String> environment) {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                OnednnProbe.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return line.isBlank() ? null : Json.read(line, OnednnProbe.Findings.class);
    } catch (IOException e) {
      throw new PerfException("cannot start a process: " + e, e);
    }
  }
}
