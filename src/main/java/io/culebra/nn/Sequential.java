package io.culebra.nn;

import io.culebra.tensor.InvalidModelException;
import org.jspecify.annotations.Nullable;

/** A network that is a chain of layers: {@link #input}, then {@link #add}, then {@link #build}. */
public final class Sequential {
  private final NetworkBuilder network;
  private @Nullable Symbol last;

  /** A chain whose weights come from the seed 0. */
  public Sequential(String name) {
    this(name, 0);
  }

  /**
   * A chain.
   *
   * @param seed what random weights are made from
   */
  public Sequential(String name, long seed) {
    this.network = new NetworkBuilder(name, seed);
  }

  /**
   * The input, named {@code x}: float32.
   *
   * @param sizes the shape of one element of the batch, such as channels, height and width
   * @throws InvalidModelException if there is an input already
   */
  public Sequential input(long... sizes) {
    if (last != null) {
      throw new InvalidModelException("a chain has one input");
    }
    last = network.input("x", sizes);
    return this;
  }

  /**
   * Puts a layer at the end.
   *
   * @throws InvalidModelException if there is no input yet, or the layer does not fit
   */
  public Sequential add(Layer<?> layer) {
    last = end().then(layer);
    return this;
  }

  /**
   * The network; its output has the name of the last layer.
   *
   * @throws InvalidModelException if there is no input yet
   */
  public Network build() {
    return network.build(end());
  }

  private Symbol end() {
    if (last == null) {
      throw new InvalidModelException("a chain begins with its input");
    }
    return last;
  }
}
