package io.culebra;

import io.culebra.Diagnosis.Finding;
import io.culebra.plan.BackendState;
import io.culebra.plan.Backends;
import io.culebra.tensor.NativeMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The library as a whole. */
public final class Culebra {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private Culebra() {}

  /** The version of the library; {@code development} where it does not run from its jar. */
  public static String version() {
    Module module = Culebra.class.getModule();
    Optional<String> version =
        module.isNamed()
            ? module.getDescriptor().rawVersion()
            : Optional.ofNullable(Culebra.class.getPackage().getImplementationVersion());
    return version.orElse("development");
  }

  /**
   * What the library finds on this machine: JDK, CPU, backends with their versions and instruction
   * sets, limits; and for everything that is off, why and what to do. Loads oneDNN if that was not
   * done before.
   */
  public static Diagnosis diagnose() {
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.fact("Culebra", version()));
    findings.add(
        Finding.fact(
            "JDK",
            System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version")));
    findings.add(
        Finding.fact(
            "system", System.getProperty("os.name") + " " + System.getProperty("os.arch")));
    findings.add(Finding.fact("CPU", cpu()));
    SessionOptions defaults = SessionOptions.defaults();
    findings.add(Finding.fact("threads", defaults.threads() + " (default of a session)"));
    findings.add(
        Finding.fact(
            "memory limit", (defaults.memoryLimit() >> 20) + " MiB (default of a session)"));
    findings.add(
        NativeMemory.isAllowed()
            ? Finding.fact("native access", "allowed")
            : new Finding(
                "native access",
                "off: the JVM denies it, and nothing runs without",
                false,
                NativeMemory.HOW_TO_ALLOW));
    for (BackendState backend : Backends.states()) {
      describe(backend, findings);
    }
    return new Diagnosis(findings);
  }

  private static void describe(BackendState backend, List<Finding> findings) {
    String topic = "backend " + backend.name();
    if (!backend.available()) {
      findings.add(new Finding(topic, "off: " + backend.reason(), false, backend.remedy()));
      return;
    }
    findings.add(Finding.fact(topic, "on"));
    backend.facts().forEach((name, value) -> findings.add(Finding.fact("  " + name, value)));
  }

  private static String cpu() {
    if (Files.isReadable(CPU_INFO)) {
      try (Stream<String> lines = Files.lines(CPU_INFO, StandardCharsets.UTF_8)) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(System.getProperty("os.arch"));
      } catch (IOException e) {
        return System.getProperty("os.arch") + " (" + e.getMessage() + ")";
      }
    }
    return System.getProperty("os.arch");
  }
}
