package io.culebra.nn.zoo;

import io.culebra.nn.Activation;
import io.culebra.nn.Add;
import io.culebra.nn.Dense;
import io.culebra.nn.Embedding;
import io.culebra.nn.Initializer;
import io.culebra.nn.LayerNorm;
import io.culebra.nn.Network;
import io.culebra.nn.NetworkBuilder;
import io.culebra.nn.PositionalEncoding;
import io.culebra.nn.SelectPlace;
import io.culebra.nn.Symbol;
import io.culebra.nn.TransformerEncoderBlock;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import java.util.List;

/**
 * BERT: Devlin, Chang, Lee and Toutanova, "BERT: pre-training of deep bidirectional transformers",
 * 2018, uncased, with the pooler and without the heads of its training. The base size has
 * 109,482,240 parameters; mini, of Turc et al., "Well-read students learn better", 2019,
 * 11,170,560. There is no mask: sequences of a batch have the same length.
 *
 * <p>Inputs {@code ids} and {@code types} (of the sentence, 0 or 1), N x T, int64, of any length up
 * to 512. Outputs {@code hidden}, N x T x size; {@code pooled}, N x size.
 */
public final class BERT {
  private static final int WORDS = 30_522;
  private static final int LONGEST = 512;
  private static final float EPSILON = 1e-12f;
  private static final Initializer NUMBERS = Initializer.normal(0.02f);

  private BERT() {}

  /** 12 blocks of size 768, with random weights. */
  public static Network createBase() {
    return create("bert-base", WORDS, 12, 768);
  }

  /** 4 blocks of size 256, with random weights. */
  public static Network createMini() {
    return create("bert-mini", WORDS, 4, 256);
  }

  /**
   * Any network of this form, with heads of 64.
   *
   * @param words how many ids there are
   * @param blocks how many encoder blocks
   * @param size of one place
   */
  public static Network create(String name, int words, int blocks, int size) {
    NetworkBuilder net = new NetworkBuilder(name);
    Shape shape = Shape.of(List.of(Dim.symbol(NetworkBuilder.BATCH), Dim.symbol("T")));
    Symbol ids = net.input("ids", DataType.INT64, shape);
    Symbol types = net.input("types", DataType.INT64, shape);
    Symbol x =
        new Add()
            .apply(ids.then(Embedding.of(words, size)), types.then(Embedding.of(2, size)))
            .then(PositionalEncoding.learned(LONGEST, NUMBERS))
            .then(new LayerNorm().epsilon(EPSILON));
    for (int i = 0; i < blocks; i++) {
      TransformerEncoderBlock block = TransformerEncoderBlock.of(size / 64, 4 * size);
      x = x.then(block.epsilon(EPSILON).named("block_" + i));
    }
    Symbol hidden = x.named("hidden");
    Symbol pooled =
        hidden
            .then(SelectPlace.of(0))
            .then(Dense.of(size).activation(Activation.tanh()).named("pooled"));
    return net.build(hidden, pooled);
  }
}
