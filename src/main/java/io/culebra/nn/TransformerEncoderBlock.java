package io.culebra.nn;

import io.culebra.tensor.InvalidModelException;
import java.util.List;

/**
 * Self-attention and two dense layers, each with a residual connection and a layer normalisation
 * behind it: Vaswani et al., "Attention is all you need", 2017.
 *
 * <p>Inputs: batch x length x size; optionally a mask as {@link MultiHeadAttention} takes it.
 * Output: batch x length x size.
 */
public final class TransformerEncoderBlock extends Block<TransformerEncoderBlock> {
  private final int heads;
  private final int units;
  private Initializer initializer = Initializer.glorotUniform();
  private float epsilon = 1e-5f;
  private Activation activation = Activation.gelu();
  private boolean normalizesFirst;

  private TransformerEncoderBlock(int heads, int units) {
    this.heads = heads;
    this.units = units;
  }

  /**
   * A block.
   *
   * @param heads those of the attention
   * @param units the width of the dense layer between
   */
  public static TransformerEncoderBlock of(int heads, int units) {
    return new TransformerEncoderBlock(heads, units);
  }

  /** What the weights are before training; Glorot's uniform numbers unless told. */
  public TransformerEncoderBlock kernelInitializer(Initializer numbers) {
    initializer = numbers;
    return this;
  }

  /** The function behind the dense layer between; gelu unless told. */
  public TransformerEncoderBlock activation(Activation function) {
    activation = function;
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
    if (inputs.size() > 2) {
      throw new InvalidModelException(
          "layer '" + prefix + "' takes one input, and perhaps a mask, not " + inputs);
    }
    TransformerParts parts = new TransformerParts(prefix, initializer, epsilon, normalizesFirst);
    Symbol[] mask = inputs.subList(1, inputs.size()).toArray(Symbol[]::new);
    Symbol x =
        parts.around(
            1,
            inputs.getFirst(),
            y -> parts.attention("attention", MultiHeadAttention.of(heads), y, mask));
    return parts.around(2, x, y -> parts.dense(units, activation, y));
  }
}
