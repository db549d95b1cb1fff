package io.culebra.nn;

import io.culebra.graph.Value;
import io.culebra.nn.DotProductAttention.Heads;
import io.culebra.op.MatMul;
import io.culebra.tensor.DataType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attention with several heads, and dense layers before and behind it: Vaswani et al., "Attention
 * is all you need", 2017. It is written as ONNX's Attention, of opset 23.
 *
 * <p>Inputs: the queries, batch x length x size; optionally what is attended to, batch x other
 * length x any size, else the queries themselves; optionally, at last, a mask, bool, which
 * broadcasts to batch x heads x length x other length and is true where a place takes part, such as
 * that of {@link PaddingMask}. Output: batch x length x size.
 */
public final class MultiHeadAttention extends PlainLayer<MultiHeadAttention> {
  private final int heads;
  private Initializer initializer = Initializer.glorotUniform();
  private int kvHeads;
  private boolean causal;

  private MultiHeadAttention(int heads) {
    this.heads = heads;
    this.kvHeads = heads;
  }

  /** Attention with this many heads, which divide the size of the queries. */
  public static MultiHeadAttention of(int heads) {
    return new MultiHeadAttention(heads);
  }

  /**
   * The heads of keys and values, which divide those of the queries; several heads of the queries
   * share one: Ainslie et al., "GQA: training generalized multi-query transformer models from
   * multi-head checkpoints", 2023. As many unless told.
   */
  public MultiHeadAttention kvHeads(int number) {
    kvHeads = number;
    return this;
  }

  /** What the weights are before training; Glorot's uniform numbers unless told. */
  public MultiHeadAttention kernelInitializer(Initializer numbers) {
    initializer = numbers;
    return this;
  }

  /** Lets every place see itself and what lies before it only. For attention to itself. */
  public MultiHeadAttention causal() {
    causal = true;
    return this;
  }

  @Override
  Value write(LayerScope scope, List<Value> inputs) {
    List<Value> sequences = new ArrayList<>(inputs);
    boolean masked = scope.dataType(inputs.getLast()) == DataType.BOOL;
    @Nullable Value mask = masked ? sequences.removeLast() : null;
    if (sequences.isEmpty() || sequences.size() > 2) {
      throw scope.fail(
          "it takes queries and what is attended to, not " + sequences.size() + " inputs");
    }
    if (causal && sequences.size() > 1) {
      throw scope.fail("it is causal, and given something else to attend to");
    }
    sequences.forEach(input -> scope.requireRank(input, 3));
    Value queries = sequences.getFirst();
    Value attended = sequences.getLast();
    long size = scope.size(queries, 2);
    if (heads < 1 || kvHeads < 1 || heads % kvHeads != 0 || size % heads != 0) {
      throw scope.fail(heads + " heads, " + kvHeads + " of keys, for a size of " + size);
    }
    long keySize = size / heads * kvHeads;
    List<Value> projected =
        List.of(
            projected(scope, queries, "query", size),
            projected(scope, attended, "key", keySize),
            projected(scope, attended, "value", keySize));
    Heads shares = new Heads(heads, kvHeads, causal);
    Value heard = DotProductAttention.write(scope, shares, projected, mask, null);
    return projected(scope, heard, "output", size);
  }

  private Value projected(LayerScope scope, Value x, String part, long size) {
    long inputs = scope.size(x, 2);
    Fans fans = new Fans(inputs, size);
    Value kernel = scope.parameter(part + "/kernel", initializer, fans, inputs, size);
    Value bias = scope.parameter(part + "/bias", Initializer.zeros(), fans, size);
    return scope.node(new io.culebra.op.Add(), scope.node(new MatMul(), x, kernel), bias);
  }
}
