package io.culebra.nn.zoo;

import io.culebra.nn.Dense;
import io.culebra.nn.Embedding;
import io.culebra.nn.GRU;
import io.culebra.nn.Initializer;
import io.culebra.nn.Network;
import io.culebra.nn.NetworkBuilder;
import io.culebra.nn.Symbol;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import java.util.List;

/**
 * A language model that guesses the next word: two layers of the units of Cho et al., "Learning
 * phrase representations using RNN encoder-decoder for statistical machine translation", 2014, of
 * size 256, for the 10,000 words of the Penn Treebank as language models take it. It has 5,919,504
 * parameters.
 *
 * <p>Input {@code ids}, N x T, int64, of any length. Output {@code logits}, N x T x 10000, before
 * the softmax: at each place what may come behind it.
 */
public final class GRULanguageModel {
  private static final int WORDS = 10_000;
  private static final int LAYERS = 2;
  private static final int SIZE = 256;

  private GRULanguageModel() {}

  /** The network with random weights. */
  public static Network create() {
    return create(WORDS, LAYERS, SIZE);
  }

  /**
   * Any network of this form.
   *
   * @param words how many ids there are
   * @param layers how many recurrent layers
   * @param size of embeddings and states
   */
  public static Network create(int words, int layers, int size) {
    NetworkBuilder net = new NetworkBuilder("gru-lm");
    Shape any = Shape.of(List.of(Dim.symbol(NetworkBuilder.BATCH), Dim.symbol("T")));
    Symbol x =
        net.input("ids", DataType.INT64, any)
            .then(Embedding.of(words, size).initializer(Initializer.normal(1)));
    for (int i = 0; i < layers; i++) {
      x = x.then(GRU.of(size).returnSequences());
    }
    return net.build(x.then(Dense.of(words).named("logits")));
  }
}
