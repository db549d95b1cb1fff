package io.culebra.nn;

import io.culebra.tensor.DataType;
import io.culebra.tensor.InvalidModelException;
import java.util.List;

/**
 * Causal attention to itself, attention to what an encoder made, and two dense layers, each with a
 * residual connection and a layer normalisation behind it: Vaswani et al., "Attention is all you
 * need", 2017.
 *
 * <p>Inputs: batch x length x size; what the encoder made, batch x other length x any size;
 * optionally a mask for the latter, bool, which broadcasts to batch x heads x length x other
 * length, such as that of {@link PaddingMask}. Output: batch x length x size.
 */
public final class TransformerDecoderBlock extends Block<TransformerDecoderBlock> {
  private final int heads;
  private final int units;
  private Initializer initializer = Initializer.glorotUniform();
  private Activation activation = Activation.gelu();
  private float epsilon = 1e-5f;
  private boolean normalizesFirst;

  private TransformerDecoderBlock(int heads, int units) {
    this.heads = heads;
    this.units = units;
  }

  /**
   * A block.
   *
   * @param heads those of both attentions
   * @param units the width of the dense layer between
   */
  public static TransformerDecoderBlock of(int heads, int units) {
    return new TransformerDecoderBlock(heads, units);
  }

  /** What the weights are before training; Glorot's uniform numbers unless told. */
  public TransformerDecoderBlock kernelInitializer(Initializer numbers) {
    initializer = numbers;
    return this;
  }

  /** The function behind the dense layer between; gelu unless told. */
  public TransformerDecoderBlock activation(Activation function) {
    activation = function;
    return this;
  }

  /** What the normalisations add to the variance; 1e-5 unless told. */
  public TransformerDecoderBlock epsilon(float number) {
    epsilon = number;
    return this;
  }

  /** Normalises in front of attentions and dense layers, in place of behind them. */
  public TransformerDecoderBlock normalizeFirst() {
    normalizesFirst = true;
    return this;
  }

  @Override
  Symbol write(String prefix, List<Symbol> inputs) {
    boolean masked = inputs.size() == 3 && inputs.getLast().dataType() == DataType.BOOL;
    if (inputs.size() != 2 && !masked) {
      throw new InvalidModelException(
          "layer '"
              + prefix
              + "' takes its input, what an encoder made, and perhaps a mask, not "
              + inputs);
    }
    TransformerParts parts = new TransformerParts(prefix, initializer, epsilon, normalizesFirst);
    Symbol[] attended = inputs.subList(1, inputs.size()).toArray(Symbol[]::new);
    Symbol x =
        parts.around(
            1,
            inputs.getFirst(),
            y -> parts.attention("attention", MultiHeadAttention.of(heads).causal(), y));
    x =
        parts.around(
            2,
            x,
            y -> parts.attention("cross_attention", MultiHeadAttention.of(heads), y, attended));
    return parts.around(3, x, y -> parts.dense(units, activation, y));
  }
}
