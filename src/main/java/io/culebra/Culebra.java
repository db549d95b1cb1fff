package io.culebra;

import io.culebra.Diagnosis.Finding;
import io.culebra.kernel.ImplementationProvider;
import io.culebra.kernel.ImplementationProvider.Availability;
import io.culebra.plan.Backends;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The library as a whole. */
public final class Culebra {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private Culebra() {}

  /** The version of the library; {@code development} where it does not run from its jar. */
  public static String version() {
    String version = Culebra.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
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
    for (ImplementationProvider provider : Backends.all()) {
      describe(provider, findings);
    }
    return new Diagnosis(findings);
  }

  private static void describe(ImplementationProvider provider, List<Finding> findings) {
    Availability availability = provider.availability();
    String topic = "backend " + provider.backend();
    if (!availability.available()) {
      findings.add(
          new Finding(topic, "off: " + availability.reason(), false, availability.remedy()));
      return;
    }
    findings.add(Finding.fact(topic, "on"));
    provider.facts().forEach((name, value) -> findings.add(Finding.fact("  " + name, value)));
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
