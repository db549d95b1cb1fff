package io.culebra.nn;

import io.culebra.graph.Value;
import io.culebra.op.Attention;
import io.culebra.op.Expand;
import io.culebra.op.ShapeOf;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * softmax(Q K^T / sqrt(size of a head)) V for each head, without weights of its own: Vaswani et
 * al., "Attention is all you need", 2017. Several heads of the queries may share one of keys and
 * values: Ainslie et al., "GQA: training generalized multi-query transformer models from multi-head
 * checkpoints", 2023.
 *
 * <p>Inputs: queries, batch x length x (heads * size); keys and values, batch x other length x
 * (kvHeads * size); optionally a mask, bool, which broadcasts to batch x heads x length x other
 * length and is true where a key takes part; optionally, int64, batch: how many keys of each
 * sequence are there, where the rest is room. Output: the shape of the queries.
 */
public final class DotProductAttention extends PlainLayer<DotProductAttention> {
  private final int heads;
  private int kvHeads;
  private boolean causal;

  private DotProductAttention(int heads) {
    this.heads = heads;
    this.kvHeads = heads;
  }

  /** Attention with this many heads, which divide the size of the queries. */
  public static DotProductAttention of(int heads) {
    return new DotProductAttention(heads);
  }

  /** The heads of keys and values, which divide those of the queries; as many unless told. */
  public DotProductAttention kvHeads(int number) {
    kvHeads = number;
    return this;
  }

  /**
   * Lets every query see the keys up to its own place only; the last query has the place of the
   * last key that is there.
   */
  public DotProductAttention causal() {
    causal = true;
    return this;
  }

  @Override
  Value write(LayerScope scope, List<Value> inputs) {
    if (inputs.size() < 3) {
      throw scope.fail("it takes queries, keys and values");
    }
    Value mask = null;
    Value present = null;
    for (Value more : inputs.subList(3, inputs.size())) {
      if (scope.dataType(more) == DataType.INT64 && present == null) {
        present = more;
      } else if (mask == null) {
        mask = more;
      } else {
        throw scope.fail("it takes one mask, bool, and one number of keys per sequence, int64");
      }
    }
    return write(scope, new Heads(heads, kvHeads, causal), inputs.subList(0, 3), mask, present);
  }

  /**
   * How attention is divided.
   *
   * @param queries heads of the queries
   * @param keys heads of keys and values
   * @param causal whether later keys are hidden
   */
  record Heads(int queries, int keys, boolean causal) {}

  /** Writes the node for queries, keys and values. */
  static Value write(
      LayerScope scope,
      Heads heads,
      List<Value> inputs,
      @Nullable Value mask,
      @Nullable Value present) {
    inputs.forEach(input -> scope.requireRank(input, 3));
    long size = scope.size(inputs.getFirst(), 2);
    if (heads.keys < 1
        || heads.queries < 1
        || heads.queries % heads.keys != 0
        || size % heads.queries != 0) {
      throw scope.fail(heads.queries + " heads, " + heads.keys + " of keys, for a size of " + size);
    }
    Value whole = mask == null ? null : forEveryQuery(scope, mask, inputs.getFirst());
    Attention op = new Attention(heads.causal, heads.queries, heads.keys, null, 0, 0);
    return scope.node(op, inputs.get(0), inputs.get(1), inputs.get(2), whole, null, null, present);
  }

  /** The mask with a row for every query: ONNX Runtime takes no row that stands for all. */
  private static Value forEveryQuery(LayerScope scope, Value mask, Value queries) {
    Shape shape = scope.shape(mask);
    if (shape.rank() < 2 || !shape.dim(-2).sameAs(Dim.of(1))) {
      return mask;
    }
    Value one = scope.integers("one", 1);
    Value length = scope.node(new ShapeOf(1, 2), queries);
    return scope.node(
        new Expand(), mask, scope.node(new io.culebra.op.Concat(0), one, one, length, one));
  }
}
