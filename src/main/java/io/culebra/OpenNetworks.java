package io.culebra;

import io.culebra.plan.Network;
import io.culebra.plan.WeightStore;
import io.culebra.tensor.ClosedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What a model holds besides its graph: the packed weights, and the networks of its open sessions.
 * It knows neither the model nor the sessions, so that those can be collected. Safe for use by many
 * threads.
 */
final class OpenNetworks {
  private final WeightStore weights = new WeightStore();
  private final List<Network> networks = new ArrayList<>();
  private boolean closing;
  private boolean closed;

  /** The network that {@code open} makes with the weights, to be closed here. */
  synchronized Network open(Function<WeightStore, Network> open) {
    if (closing) {
      throw new ClosedException("the model has been closed");
    }
    Network network = open.apply(weights);
    networks.add(network);
    return network;
  }

  /** Returns when the network is closed. */
  void close(Network network) {
    network.requireClosable();
    try {
      network.close();
    } finally {
      synchronized (this) {
        networks.remove(network);
      }
    }
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
      networks.forEach(Network::requireClosable);
      if (closing) {
        awaitClosed();
        return;
      }
      closing = true;
      open = List.copyOf(networks);
    }
    RuntimeException failure = null;
    for (Network network : open) {
      try {
        close(network);
      } catch (RuntimeException e) {
        failure = e;
      }
    }
    weights.close();
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    if (failure != null) {
      throw failure;
    }
  }

  private synchronized void awaitClosed() {
    boolean interrupted = false;
    while (!closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
