package io.culebra.plan;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.ImplementationProvider;
import io.culebra.kernel.ImplementationProvider.Availability;
import io.culebra.op.Op;
import io.culebra.tensor.BackendException;
import io.culebra.tensor.ThreadLimitException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The backends that this JVM has, and the order in which a preference asks them. A backend that no
 * order names is never asked for its availability, so it loads nothing.
 */
public final class Backends {
  /** Leaves the choice to the planner. */
  public static final String AUTO = "auto";

  /** Which backends may run a node, the first that can being taken. */
  private static final Map<String, List<String>> ORDER =
      Map.of(
          AUTO,
          List.of("onednn", "vector", "portable", "reference"),
          "onednn",
          List.of("onednn", "vector", "portable", "reference"),
          "vector",
          List.of("vector", "portable", "reference"),
          "reference",
          List.of("reference", "portable"));

  /** The backends that are fast enough to run a whole model without being forced to. */
  private static final List<String> FAST = List.of("onednn", "vector");

  /** How the implementations of native code begin. */
  private static final String NATIVE = "onednn/";

  private static final System.Logger LOG = System.getLogger(Backends.class.getName());

  /** What is off and has been told, which is done once. */
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  /** Not found by the initialiser of the class, which may fail but once. */
  private static volatile @Nullable List<ImplementationProvider> providers;

  private final String preference;
  private final List<ImplementationProvider> order;
  private final Map<Class<? extends Op>, List<Implementation>> byOperator = new HashMap<>();

  private Backends(String preference, List<ImplementationProvider> order) {
    this.preference = preference;
    this.order = order;
    for (ImplementationProvider provider : order) {
      for (Implementation implementation : provider.implementations()) {
        byOperator
            .computeIfAbsent(implementation.operator(), op -> new ArrayList<>())
            .add(implementation);
      }
    }
  }

  private static List<ImplementationProvider> providers() {
    List<ImplementationProvider> found = providers;
    if (found == null) {
      found = find();
      providers = found;
    }
    return found;
  }

  private static List<ImplementationProvider> find() {
    List<ImplementationProvider> found = new ArrayList<>();
    ClassLoader own = ImplementationProvider.class.getClassLoader();
    ServiceLoader.load(ImplementationProvider.class, own).forEach(found::add);
    found.sort(Comparator.comparing(ImplementationProvider::backend));
    return List.copyOf(found);
  }

  /** Every backend, by name, whether it can be used or not. Loads the native code of each. */
  public static List<BackendState> states() {
    return providers().stream().map(Backends::state).toList();
  }

  private static BackendState state(ImplementationProvider provider) {
    Availability availability = provider.availability();
    return new BackendState(
        provider.backend(),
        availability.available(),
        availability.reason(),
        availability.remedy(),
        availability.available() ? provider.facts() : Map.of());
  }

  /**
   * The backends that serve a preference. One that is off is logged once, with what to do.
   *
   * @param preference {@link #AUTO} or the name of a backend
   * @throws BackendException if the named backend cannot be used, or none of the fast ones can
   */
  public static Backends preferring(String preference) {
    List<String> names = ORDER.get(preference);
    if (names == null) {
      throw new BackendException(
          "there is no backend '" + preference + "'; there are " + ORDER.keySet());
    }
    List<String> refusals = new ArrayList<>();
    List<ImplementationProvider> usable = usable(names, refusals);
    boolean forced = !preference.equals(AUTO);
    boolean served =
        usable.stream()
            .anyMatch(p -> forced ? p.backend().equals(preference) : FAST.contains(p.backend()));
    if (!served) {
      throw new BackendException(
          (forced
                  ? "the backend '" + preference + "' cannot be used: "
                  : "no fast backend can be used: ")
              + (refusals.isEmpty()
                  ? "it is not on the class or module path"
                  : String.join(". ", refusals)));
    }
    refusals.stream().filter(SAID::add).forEach(r -> LOG.log(Level.INFO, "backend " + r));
    return new Backends(preference, usable);
  }

  /** The plain loops, which compute what a network's constants make of each other. */
  static Backends plain() {
    return new Backends("reference", usable(List.of("reference", "portable"), new ArrayList<>()));
  }

  private static List<ImplementationProvider> usable(List<String> names, List<String> refusals) {
    List<ImplementationProvider> usable = new ArrayList<>();
    for (String name : names) {
      for (ImplementationProvider provider : providers()) {
        if (provider.backend().equals(name)) {
          Availability availability = provider.availability();
          if (availability.available()) {
            usable.add(provider);
          } else {
            refusals.add(name + " is off: " + availability.reason() + "; " + availability.remedy());
          }
        }
      }
    }
    return usable;
  }

  /** Whether an implementation of this name is of a backend that is fast enough by itself. */
  static boolean isFast(String implementation) {
    return FAST.contains(implementation.substring(0, implementation.indexOf('/')));
  }

  /** Whether an implementation of this name is fast only when the JVM has compiled its loops. */
  static boolean isCompiledByJvm(String implementation) {
    return isFast(implementation) && !implementation.startsWith(NATIVE);
  }

  /** {@link #AUTO} or the name of the backend that was asked for. */
  public String preference() {
    return preference;
  }

  /** Whether the choice among the backends is left to the planner. */
  boolean isFree() {
    return preference.equals(AUTO);
  }

  /** The backends that may be asked, the first that can run a node being taken. */
  public List<String> names() {
    return order.stream().map(ImplementationProvider::backend).toList();
  }

  /**
   * Makes the calling thread ready to run plans that were made for so many threads.
   *
   * @throws ThreadLimitException if the system does not give the threads that native code wants
   */
  void prepareThread(int threads) {
    order.forEach(provider -> provider.prepareThread(threads));
  }

  /**
   * Finds out whether a thread could be made ready.
   *
   * @throws ThreadLimitException if the system does not give the threads that native code wants
   */
  void probeThreads(int threads) {
    order.forEach(provider -> provider.probeThreads(threads));
  }

  /** The implementations of an operator, in the order in which they are tried. */
  List<Implementation> of(Class<? extends Op> operator) {
    return byOperator.getOrDefault(operator, List.of());
  }
}
