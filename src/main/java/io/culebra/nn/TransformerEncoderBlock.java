package io.culebra.nn;

import io.culebra.tensor.InvalidModelException;
import java.util.List;

/**
 * Self-attention and two dense layers, each with a residual connection and a layer normalisation
 * behind it: Vaswani et al., "Attention is all you need", 2017. Input and output: batch x length x
 * size.
 */
public final class TransformerEncoderBlock extends Block<TransformerEncoderBlock> {
  private final int heads;
  private final int units;
  private Initializer initializer = Initializer.glorotUniform();
  private float epsilon = 1e-5f;
  private boolean normalizesFirst;

  private TransformerEncoderBlock(int heads, int units) {
    this.heads = heads;
    this.units = units;
  }

  /**
   * A block.
   *
   * @param heads those of the attention
   * @param units the width of the dense layer between, which has a gelu
   */
  public static TransformerEncoderBlock of(int heads, int units) {
    return new TransformerEncoderBlock(heads, units);
  }

  /** What the weights are before training; Glorot's uniform numbers unless told. */
  public TransformerEncoderBlock kernelInitializer(Initializer numbers) {
    initializer = numbers;
    return this;
  }

  /** What the normalisations add to the variance; 1e-5 unless told. */
  public TransformerEncoderBlock epsilon(float number) {
    epsilon = number;
    return this;
  }

  /** Normalises in front of attention and dense layers, in place of behind them. */
  public TransformerEncoderBlock normalizeFirst() {
    normalizesFirst = true;
    return this;
  }

  @Override
  Symbol write(String prefix, List<Symbol> inputs) {
    if (inputs.size() != 1 || inputs.getFirst().shape().rank() != 3) {
      throw new InvalidModelException(
          "layer '" + prefix + "' takes one input, batch x length x size, not " + inputs);
    }
    Symbol x = inputs.getFirst();
    Symbol attended = attention(prefix, normalizesFirst ? norm(prefix + "norm_1", x) : x);
    x = new Add().named(prefix + "residual_1").apply(x, attended);
    x = normalizesFirst ? x : norm(prefix + "norm_1", x);
    Symbol fed = dense(prefix, normalizesFirst ? norm(prefix + "norm_2", x) : x);
    x = new Add().named(prefix + "residual_2").apply(x, fed);
    return normalizesFirst ? x : norm(prefix + "norm_2", x);
  }

  private Symbol norm(String name, Symbol x) {
    return x.then(new LayerNorm().epsilon(epsilon).named(name));
  }

  private Symbol attention(String prefix, Symbol x) {
    return x.then(
        MultiHeadAttention.of(heads).kernelInitializer(initializer).named(prefix + "attention"));
  }

  private Symbol dense(String prefix, Symbol x) {
    int size = Math.toIntExact(x.shape().size(2));
    return x.then(
            Dense.of(units)
                .kernelInitializer(initializer)
                .activation(Activation.gelu())
                .named(prefix + "dense_1"))
        .then(Dense.of(size).kernelInitializer(initializer).named(prefix + "dense_2"));
  }
}
