package io.culebra.plan;

import io.culebra.cache.CacheFolder;
import io.culebra.select.Timings;
import io.culebra.select.TuningFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of this machine: read once from the file of such machines, and added to by whoever
 * measures. Safe for use by many threads.
 *
 * <p>{@code -Dculebra.tuning=off} lets the process neither read the file nor write it.
 */
public final class MachineTimings {
  private static final boolean IS_KEPT = !"off".equals(System.getProperty("culebra.tuning"));
  private static final Path CPU = Path.of("/proc/cpuinfo");
  private static final String UNKNOWN = "unknown";

  private MachineTimings() {}

  /** Read when it is first wanted, because the facts of the backends load their native code. */
  private static final class Known {
    static final TuningFile FILE = new TuningFile(CacheFolder.candidates(), facts());
    static final Timings TIMINGS = FILE.read();
  }

  private static final Timings OWN = new Timings();

  /** What is known now; what is learned later shows in it. */
  public static Timings known() {
    return IS_KEPT ? Known.TIMINGS : OWN;
  }

  /** Adds what was measured, for this process and those to come. */
  static void learn(Timings measured) {
    measured
        .copy()
        .forEach((problem, ways) -> ways.forEach((way, nanos) -> known().put(problem, way, nanos)));
    if (IS_KEPT) {
      Known.FILE.add(measured);
    }
  }

  /** All that times depend on, besides what a problem tells. */
  private static Map<String, String> facts() {
    Map<String, String> facts = new TreeMap<>();
    facts.put("cpu", cpu());
    facts.put("processors", "" + Runtime.getRuntime().availableProcessors());
    facts.put("jvm", System.getProperty("java.vm.name") + " " + Runtime.version());
    facts.put("library", version());
    for (BackendState backend : Backends.states()) {
      facts.put("backend " + backend.name(), backend.available() + " " + shown(backend.facts()));
    }
    return facts;
  }

  /** Without what is no property of the machine: where files lie. */
  private static String shown(Map<String, String> facts) {
    Map<String, String> shown = new TreeMap<>(facts);
    shown.values().removeIf(value -> value.contains("/") || value.contains("\\"));
    return shown.toString();
  }

  private static String version() {
    String version = MachineTimings.class.getPackage().getImplementationVersion();
    return version == null ? "in development" : version;
  }

  private static String cpu() {
    String cpu = System.getProperty("os.arch", UNKNOWN);
    try (var lines = Files.lines(CPU, StandardCharsets.ISO_8859_1)) {
      return cpu
          + " "
          + lines
              .filter(line -> line.startsWith("model name") || line.startsWith("flags"))
              .distinct()
              .reduce("", (a, b) -> a + b);
    } catch (IOException | java.io.UncheckedIOException e) {
      return cpu;
    }
  }
}
