package io.culebra.nn;

import io.culebra.graph.Value;
import io.culebra.op.MatMul;
import io.culebra.op.Mul;
import io.culebra.op.ShapeOf;
import io.culebra.op.Slice;
import io.culebra.op.Transpose;
import java.util.Arrays;
import java.util.List;

/**
 * Attention with several heads: Vaswani et al., "Attention is all you need", 2017.
 *
 * <p>Inputs: the queries, batch x length x size; optionally what is attended to, batch x other
 * length x any size, else the queries themselves. Output: batch x length x size.
 */
public final class MultiHeadAttention extends PlainLayer<MultiHeadAttention> {
  /** Added to the scores of what must not be seen. */
  private static final float HIDDEN = -1e9f;

  private final int heads;
  private Initializer initializer = Initializer.glorotUniform();
  private int causalUpTo;

  private MultiHeadAttention(int heads) {
    this.heads = heads;
  }

  /** Attention with this many heads, which divide the size of the queries. */
  public static MultiHeadAttention of(int heads) {
    return new MultiHeadAttention(heads);
  }

  /** What the weights are before training; Glorot's uniform numbers unless told. */
  public MultiHeadAttention kernelInitializer(Initializer numbers) {
    initializer = numbers;
    return this;
  }

  /** Lets every place see itself and what lies before it only, up to a longest sequence. */
  public MultiHeadAttention causal(int longest) {
    causalUpTo = longest;
    return this;
  }

  @Override
  Value write(LayerScope scope, List<Value> inputs) {
    if (inputs.size() > 2) {
      throw scope.fail(
          "it takes queries and what is attended to, not " + inputs.size() + " inputs");
    }
    inputs.forEach(input -> scope.requireRank(input, 3));
    Value queries = inputs.getFirst();
    Value attended = inputs.getLast();
    long size = scope.size(queries, 2);
    if (heads < 1 || size % heads != 0) {
      throw scope.fail(heads + " heads for a size of " + size);
    }
    Value q = split(scope, projected(scope, queries, "query", size), size, 0, 2, 1, 3);
    Value k = split(scope, projected(scope, attended, "key", size), size, 0, 2, 3, 1);
    Value v = split(scope, projected(scope, attended, "value", size), size, 0, 2, 1, 3);
    Value scale =
        scope.constant("scale", new float[] {(float) (1 / Math.sqrt((double) size / heads))}, 1);
    Value scores = scope.node(new Mul(), scope.node(new MatMul(), q, k), scale);
    if (causalUpTo > 0) {
      scores = scope.node(new io.culebra.op.Add(), scores, mask(scope, queries));
    }
    Value weights = scope.node(new io.culebra.op.Softmax(-1), scores);
    Value heard =
        scope.node(new Transpose(List.of(0, 2, 1, 3)), scope.node(new MatMul(), weights, v));
    Value joined =
        scope.node(new io.culebra.op.Reshape(false), heard, scope.integers("joined", 0, 0, size));
    return projected(scope, joined, "output", size);
  }

  private Value projected(LayerScope scope, Value x, String part, long size) {
    long inputs = scope.size(x, 2);
    Fans fans = new Fans(inputs, size);
    Value kernel = scope.parameter(part + "/kernel", initializer, fans, inputs, size);
    Value bias = scope.parameter(part + "/bias", Initializer.zeros(), fans, size);
    return scope.node(new io.culebra.op.Add(), scope.node(new MatMul(), x, kernel), bias);
  }

  /** Batch x length x size as batch x length x heads x their size, its axes permuted. */
  private Value split(LayerScope scope, Value x, long size, Integer... permutation) {
    Value sizes = scope.integers("split", 0, 0, heads, size / heads);
    Value parts = scope.node(new io.culebra.op.Reshape(false), x, sizes);
    return scope.node(new Transpose(List.of(permutation)), parts);
  }

  /** Length x length: 0 on and below the diagonal, else what hides. */
  private Value mask(LayerScope scope, Value queries) {
    float[] whole = new float[Math.multiplyExact(causalUpTo, causalUpTo)];
    for (int row = 0; row < causalUpTo; row++) {
      Arrays.fill(whole, row * causalUpTo + row + 1, (row + 1) * causalUpTo, HIDDEN);
    }
    Value length = scope.node(new ShapeOf(1, 2), queries);
    return scope.node(
        new Slice(),
        scope.constant("mask", whole, causalUpTo, causalUpTo),
        scope.integers("starts", 0, 0),
        scope.node(new io.culebra.op.Concat(0), length, length),
        scope.integers("axes", 0, 1));
  }
}
