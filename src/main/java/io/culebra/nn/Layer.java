package io.culebra.nn;

import io.culebra.tensor.InvalidModelException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The description of a layer: it is set up by its own methods and then applied. Every application
 * makes weights of its own.
 *
 * @param <L> the layer's class
 */
public abstract class Layer<L extends Layer<L>> {
  private @Nullable String name;

  Layer() {}

  /** Names the layer; otherwise it is named by its kind and a number, as in {@code conv2d_1}. */
  public final L named(String name) {
    this.name = name;
    return self();
  }

  /**
   * The result for these inputs.
   *
   * @throws InvalidModelException if they do not fit, with the name of the layer
   */
  public final Symbol apply(Symbol input, Symbol... more) {
    List<Symbol> inputs = new ArrayList<>(List.of(input));
    Collections.addAll(inputs, more);
    NetworkBuilder network = input.network();
    return connect(network, network.nameOf(name != null ? name : defaultName()), inputs);
  }

  /** The result of this layer, under a name that no other has. */
  abstract Symbol connect(NetworkBuilder network, String unique, List<Symbol> inputs);

  /** What the summary calls this kind of layer. */
  final String kind() {
    return getClass().getSimpleName();
  }

  @SuppressWarnings("unchecked")
  final L self() {
    return (L) this;
  }

  private String defaultName() {
    return kind().replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
