package io.culebra.plan;

import io.culebra.cache.CacheFolder;
import io.culebra.select.Timings;
import io.culebra.select.TuningFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

  /** How lines begin that tell what the CPU can do, on x86-64 and on AArch64. */
  private static final List<String> CPU_FACTS =
      List.of("model name", "flags", "Features", "CPU implementer", "CPU part", "CPU variant");

  private MachineTimings() {}

  /** Read when it is first wanted, because the facts of the backends load their native code. */
  private record Known(TuningFile file, Timings timings) {}

  private static volatile @Nullable Known read;
  private static final Timings OWN = new Timings();

  /** What is known now; what is learned later shows in it. */
  public static Timings known() {
    return IS_KEPT ? ofMachine().timings : OWN;
  }

  /** Not found by an initialiser of a class, which may fail but once. */
  private static Known ofMachine() {
    Known known = read;
    if (known == null) {
      synchronized (MachineTimings.class) {
        known = read;
        if (known == null) {
          TuningFile file = new TuningFile(CacheFolder.candidates(), facts());
          known = new Known(file, file.read());
          read = known;
        }
      }
    }
    return known;
  }

  /** Adds what was measured, for this process and those to come. */
  static void learn(Timings measured) {
    known().putAll(measured);
    if (IS_KEPT) {
      ofMachine().file.add(measured);
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

  /** Without what is no property of the machine: where files lie, and how many threads are free. */
  private static String shown(Map<String, String> facts) {
    Map<String, String> shown = new TreeMap<>(facts);
    shown.remove("threads");
    shown.values().removeIf(value -> value.contains("/") || value.contains("\\"));
    return shown.toString();
  }

  private static String version() {
    Module module = MachineTimings.class.getModule();
    return Optional.ofNullable(module.getDescriptor())
        .flatMap(ModuleDescriptor::rawVersion)
        .or(() -> Optional.ofNullable(MachineTimings.class.getPackage().getImplementationVersion()))
        .orElse("in development");
  }

  private static String cpu() {
    String named = System.getenv("PROCESSOR_IDENTIFIER");
    String cpu = System.getProperty("os.arch", UNKNOWN) + (named == null ? "" : " " + named);
    try (Stream<String> lines = Files.lines(CPU, StandardCharsets.ISO_8859_1)) {
      return cpu
          + " "
          + lines
              .filter(line -> CPU_FACTS.stream().anyMatch(line::startsWith))
              .distinct()
              .sorted()
              .collect(Collectors.joining(" "));
    } catch (IOException | UncheckedIOException e) {
      return cpu;
    }
  }
}
