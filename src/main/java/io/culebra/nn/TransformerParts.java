package io.culebra.nn;

import io.culebra.tensor.InvalidModelException;
import java.util.function.UnaryOperator;

/**
 * What the blocks of transformers are made of.
 *
 * @param prefix what the names of the layers begin with
 * @param initializer of the weights
 * @param epsilon of the normalisations
 * @param normalizesFirst whether they stand in front, in place of behind
 */
record TransformerParts(
    String prefix, Initializer initializer, float epsilon, boolean normalizesFirst) {
  /** A part with a residual connection around it, and a normalisation. */
  Symbol around(int number, Symbol x, UnaryOperator<Symbol> part) {
    if (x.shape().rank() != 3) {
      throw new InvalidModelException(
          "layer '" + prefix + "' takes batch x length x size, not " + x.shape());
    }
    Symbol y = part.apply(normalizesFirst ? norm(number, x) : x);
    Symbol sum = new Add().named(prefix + "residual_" + number).apply(x, y);
    return normalizesFirst ? sum : norm(number, sum);
  }

  private Symbol norm(int number, Symbol x) {
    return x.then(new LayerNorm().epsilon(epsilon).named(prefix + "norm_" + number));
  }

  /** Attention of a sequence to itself or to another, perhaps with a mask. */
  Symbol attention(String name, MultiHeadAttention layer, Symbol x, Symbol... more) {
    return layer.kernelInitializer(initializer).named(prefix + name).apply(x, more);
  }

  /** Two dense layers. */
  Symbol dense(int units, Activation activation, Symbol x) {
    int size = Math.toIntExact(x.shape().size(2));
    return x.then(
            Dense.of(units)
                .kernelInitializer(initializer)
                .activation(activation)
                .named(prefix + "dense_1"))
        .then(Dense.of(size).kernelInitializer(initializer).named(prefix + "dense_2"));
  }
}
