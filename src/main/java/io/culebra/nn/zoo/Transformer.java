package io.culebra.nn.zoo;

import io.culebra.nn.Activation;
import io.culebra.nn.Embedding;
import io.culebra.nn.Initializer;
import io.culebra.nn.Network;
import io.culebra.nn.NetworkBuilder;
import io.culebra.nn.PaddingMask;
import io.culebra.nn.PositionalEncoding;
import io.culebra.nn.Symbol;
import io.culebra.nn.TiedLogits;
import io.culebra.nn.TransformerDecoderBlock;
import io.culebra.nn.TransformerEncoderBlock;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import java.util.List;

/**
 * The Transformer: Vaswani, Shazeer, Parmar, Uszkoreit, Jones, Gomez, Kaiser and Polosukhin,
 * "Attention is all you need", 2017. The base size has 6 encoder and 6 decoder blocks of size 512
 * with 8 heads and 2,048 units between, normalisations behind the residual connections, sinusoids
 * for places, and one table of 37,000 words for both inputs and the output: 63,082,496 parameters,
 * biases of all dense layers included; the paper says 65 million.
 *
 * <p>Inputs {@code source}, N x S, and {@code target}, N x T, int64, of any length up to 1,024; the
 * id 0 fills the source up and is not attended to. Output {@code logits}, N x T x words: for every
 * place of the target, the scores of the word behind it.
 */
public final class Transformer {
  private static final int LONGEST = 1024;
  private static final String WORDS = "words";

  private Transformer() {}

  /** The base size, with random weights. */
  public static Network createBase() {
    return create("transformer-base", 37_000, 6, 512, 8, 2048);
  }

  /**
   * Any network of this form.
   *
   * @param words how many ids there are
   * @param blocks how many encoder blocks, and as many decoder blocks
   * @param size of one place
   * @param heads of each attention
   * @param units of the dense layer between
   */
  public static Network create(String name, int words, int blocks, int size, int heads, int units) {
    NetworkBuilder net = new NetworkBuilder(name);
    Symbol source = ids(net, "source", "S");
    Symbol target = ids(net, "target", "T");
    Symbol mask = source.then(PaddingMask.of(0));
    Embedding table =
        Embedding.of(words, size)
            .initializer(Initializer.normal((float) (1 / Math.sqrt(size))))
            .scaledBy((float) Math.sqrt(size));
    Symbol x = source.then(table.named(WORDS)).then(PositionalEncoding.of(LONGEST));
    for (int i = 0; i < blocks; i++) {
      TransformerEncoderBlock block =
          TransformerEncoderBlock.of(heads, units)
              .activation(Activation.relu())
              .named("encoder_" + i);
      x = block.apply(x, mask);
    }
    Symbol y =
        target
            .then(table.sharing(WORDS).named("target_words"))
            .then(PositionalEncoding.of(LONGEST));
    for (int i = 0; i < blocks; i++) {
      TransformerDecoderBlock block =
          TransformerDecoderBlock.of(heads, units)
              .activation(Activation.relu())
              .named("decoder_" + i);
      y = block.apply(y, x, mask);
    }
    return net.build(y.then(TiedLogits.to(WORDS).named("logits")));
  }

  private static Symbol ids(NetworkBuilder net, String name, String length) {
    Dim batch = Dim.symbol(NetworkBuilder.BATCH);
    return net.input(name, DataType.INT64, Shape.of(List.of(batch, Dim.symbol(length))));
  }
}
