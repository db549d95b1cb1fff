package io.culebra;

import io.culebra.plan.Network;
import io.culebra.tensor.ClosedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The networks of one session: that of the model with all its defaults, and one for each set of
 * inputs that a run gave in the place of defaults, made when it is first wanted. It does not know
 * the session, so that this can be collected. Safe for use by many threads.
 */
final class SessionNetworks {
  private final OpenNetworks networks;
  private final Form usual;
  private final Function<Set<String>, Form> opener;
  private final Map<Set<String>, Form> others = new HashMap<>();
  private boolean closed;

  /**
   * A network and what a run of it takes.
   *
   * @param inputs in the order of the network
   */
  record Form(List<TensorInfo> inputs, Network network) {}

  /**
   * @param networks closes what is opened
   * @param opener opens the network for runs that give these inputs in the place of defaults
   */
  SessionNetworks(OpenNetworks networks, Form usual, Function<Set<String>, Form> opener) {
    this.networks = networks;
    this.usual = usual;
    this.opener = opener;
  }

  /** The network for runs that leave all defaults as they are. */
  Form usual() {
    return usual;
  }

  /** The network for runs that give these inputs in the place of defaults. */
  synchronized Form with(Set<String> given) {
    if (closed) {
      throw new ClosedException("the session has been closed");
    }
    return others.computeIfAbsent(given, opener);
  }

  /** The sum over all networks. */
  synchronized long sum(ToLongFunction<Network> number) {
    return all().stream().mapToLong(number).sum();
  }

  private List<Network> all() {
    List<Network> all = new ArrayList<>(List.of(usual.network));
    others.values().forEach(form -> all.add(form.network));
    return all;
  }

  /**
   * Returns when all is closed, whoever does it.
   *
   * @throws IllegalStateException if this is called by an observer of a run of one of the networks;
   *     then nothing has been closed
   */
  void close() {
    List<Network> open;
    synchronized (this) {
      open = all();
      open.forEach(Network::requireClosable);
      closed = true;
    }
    open.forEach(networks::close);
  }
}
