package io.culebra.nn.zoo;

import io.culebra.nn.Activation;
import io.culebra.nn.Add;
import io.culebra.nn.CacheAppend;
import io.culebra.nn.CacheLength;
import io.culebra.nn.Dense;
import io.culebra.nn.DotProductAttention;
import io.culebra.nn.Embedding;
import io.culebra.nn.Initializer;
import io.culebra.nn.LayerNorm;
import io.culebra.nn.Network;
import io.culebra.nn.NetworkBuilder;
import io.culebra.nn.Positions;
import io.culebra.nn.SplitPart;
import io.culebra.nn.Symbol;
import io.culebra.nn.TiedLogits;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * GPT-2: Radford, Wu, Child, Luan, Amodei and Sutskever, "Language models are unsupervised
 * multitask learners", 2019. The small one has 124,439,808 parameters: 12 blocks of size 768 with
 * 12 heads, 50,257 words, 1,024 places, and the table of words once, for input and output.
 *
 * <p>The plain form takes {@code ids}, N x T, int64, and gives {@code logits}, N x T x words. The
 * form with a cache takes besides {@code start}, N, int64, the tokens that are in the cache, and
 * for each block {@code past_keys_i} and {@code past_values_i}, N x room x size, and gives {@code
 * present_keys_i} and {@code present_values_i}: the same with the T new rows behind the first
 * {@code start}. {@link io.culebra.nn.generate.Generator} runs it.
 */
public final class GPT2 {
  private static final Pattern MASKS = Pattern.compile("h\\.\\d+\\.attn\\.(masked_)?bias");
  private static final Initializer NUMBERS = Initializer.normal(0.02f);

  /**
   * The sizes of a network of this form.
   *
   * @param words how many ids there are
   * @param longest the most places of a sequence
   * @param blocks how many blocks
   * @param size of one place
   * @param heads of the attention
   */
  public record Sizes(int words, int longest, int blocks, int size, int heads) {
    /** Those of the small network. */
    public static final Sizes SMALL = new Sizes(50_257, 1024, 12, 768, 12);
  }

  private final NetworkBuilder net;
  private final Sizes sizes;
  private final List<Symbol> outputs = new ArrayList<>();

  private GPT2(String name, Sizes sizes) {
    this.net = new NetworkBuilder(name);
    this.sizes = sizes;
  }

  /** The small network in its plain form, with random weights. */
  public static Network createSmall() {
    return create("gpt-2", Sizes.SMALL);
  }

  /** The small network with a cache, with the same weights. */
  public static Network createSmallCached() {
    return createCached("gpt-2-cached", Sizes.SMALL);
  }

  /** Any network of this form, plain. */
  public static Network create(String name, Sizes sizes) {
    return new GPT2(name, sizes).build(false);
  }

  /** Any network of this form, with a cache. */
  public static Network createCached(String name, Sizes sizes) {
    return new GPT2(name, sizes).build(true);
  }

  /**
   * The network with published weights: a safetensors file with names such as {@code
   * h.0.attn.c_attn.weight}.
   *
   * @param network one of this class
   */
  public static Network withPublishedWeights(Network network, Path file) {
    return network.withWeights(file, GPT2::published, name -> MASKS.matcher(name).matches());
  }

  private static String published(String name) {
    int end = name.lastIndexOf('/');
    boolean isBias = name.endsWith("/bias") || name.endsWith("/beta");
    return name.substring(0, end) + (isBias ? ".bias" : ".weight");
  }

  private Network build(boolean cached) {
    Dim batch = Dim.symbol(NetworkBuilder.BATCH);
    Symbol ids = net.input("ids", DataType.INT64, Shape.of(List.of(batch, Dim.symbol("T"))));
    Symbol start = cached ? net.input("start", DataType.INT64, Shape.of(List.of(batch))) : null;
    Symbol length = start == null ? null : new CacheLength().apply(ids, start);
    Symbol places = start == null ? new Positions().apply(ids) : new Positions().apply(ids, start);
    Symbol x =
        new Add()
            .apply(
                ids.then(embedding(sizes.words, "wte")),
                places.then(embedding(sizes.longest, "wpe")));
    for (int i = 0; i < sizes.blocks; i++) {
      x = block(i, x, start, length);
    }
    Symbol logits = norm("ln_f", x).then(TiedLogits.to("wte").named("logits"));
    outputs.addFirst(logits);
    return net.build(outputs.toArray(Symbol[]::new));
  }

  private Embedding embedding(int rows, String name) {
    return Embedding.of(rows, sizes.size).initializer(NUMBERS).named(name);
  }

  private static Symbol norm(String name, Symbol x) {
    return x.then(new LayerNorm().named(name));
  }

  private static Symbol dense(String name, int units, Symbol x) {
    return x.then(Dense.of(units).kernelInitializer(NUMBERS).named(name));
  }

  private Symbol block(int i, Symbol x, @Nullable Symbol start, @Nullable Symbol length) {
    String name = "h." + i;
    Symbol qkv = dense(name + ".attn.c_attn", 3 * sizes.size, norm(name + ".ln_1", x));
    Symbol q = qkv.then(SplitPart.of(0, 3));
    Symbol k = qkv.then(SplitPart.of(1, 3));
    Symbol v = qkv.then(SplitPart.of(2, 3));
    DotProductAttention attention = DotProductAttention.of(sizes.heads).causal();
    Symbol heard =
        start == null || length == null
            ? attention.apply(q, k, v)
            : attention.apply(
                q, cached("keys_" + i, k, start), cached("values_" + i, v, start), length);
    Symbol y = new Add().apply(x, dense(name + ".attn.c_proj", sizes.size, heard));
    Symbol wide =
        norm(name + ".ln_2", y)
            .then(
                Dense.of(4 * sizes.size)
                    .kernelInitializer(NUMBERS)
                    .activation(Activation.geluTanh())
                    .named(name + ".mlp.c_fc"));
    return new Add().apply(y, dense(name + ".mlp.c_proj", sizes.size, wide));
  }

  /** The cache with new rows in it, which is an output too. */
  private Symbol cached(String what, Symbol rows, Symbol start) {
    Shape shape =
        Shape.of(List.of(Dim.symbol(NetworkBuilder.BATCH), Dim.symbol("room"), Dim.of(sizes.size)));
    Symbol past = net.input("past_" + what, DataType.FLOAT, shape);
    Symbol present = new CacheAppend().named("present_" + what).apply(past, rows, start);
    outputs.add(present);
    return present;
  }
}
