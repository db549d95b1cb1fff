package io.culebra.vector;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.culebra.kernel.Implementation;
import io.culebra.kernel.ImplementationProvider;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The vector backend. Available where the Vector API is and where it is fast, which takes HotSpot's
 * optimising compiler, without which every vector is an object, and a CPU that multiplies and adds
 * in one instruction ({@link CompilerCheck}).
 *
 * <p>This class itself names nothing of {@code jdk.incubator.vector}, which may be absent. Safe for
 * use by many threads.
 */
public final class VectorProvider implements ImplementationProvider {
  private static final int FEWEST_BITS = 128;
  private static final String BITS = "culebra.vector.bits";

  @Override
  public String backend() {
    return "vector";
  }

  @Override
  public Availability availability() {
    if (!vectorApiIsPresent()) {
      return Availability.no(
          "the module jdk.incubator.vector is not there",
          "start java with --add-modules jdk.incubator.vector");
    }
    Optional<Availability> obstacle =
        CompilerCheck.obstacle(VectorProvider::option, System.getProperty("java.vm.info", ""));
    return obstacle.orElseGet(() -> widthIsFast(VectorWidth.preferred()));
  }

  private static Availability widthIsFast(int preferred) {
    if (preferred < FEWEST_BITS) {
      return Availability.no(
          "java uses vectors of " + preferred + " bits only on this machine",
          "start java without -XX:MaxVectorSize and -XX:-EnableVectorSupport, or use another CPU");
    }
    String asked = System.getProperty(BITS, "");
    boolean fits =
        switch (asked) {
          case "", "0", "128" -> true;
          case "256", "512" -> Integer.parseInt(asked) <= preferred;
          default -> false;
        };
    return fits
        ? Availability.yes()
        : Availability.no(
            "-D" + BITS + "=" + asked + " is not a vector width of this machine",
            "give 128, 256 or 512, at most " + preferred);
  }

  @Override
  public List<Implementation> implementations() {
    return VectorImplementations.all();
  }

  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    if (vectorApiIsPresent()) {
      facts.put("preferred vector", VectorWidth.preferred() + " bits");
      if (availability().available()) {
        facts.put("vector in use", VectorWidth.used() + " bits");
      }
    }
    for (String option : List.of("UseAVX", "UseSVE", "UseFMA")) {
      option(option).ifPresent(value -> facts.put(option, value));
    }
    return facts;
  }

  private static boolean vectorApiIsPresent() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  /** The value of an option of the virtual machine; empty where it has none of this name. */
  private static Optional<String> option(String name) {
    HotSpotDiagnosticMXBean machine =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    try {
      return machine == null ? Optional.empty() : Optional.of(machine.getVMOption(name).getValue());
    } catch (IllegalArgumentException noSuchOption) {
      return Optional.empty();
    }
  }
}
