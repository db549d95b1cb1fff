package io.culebra.op;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Attention.html">Attention</a>: softmax(scale Q K^T
 * + mask) V for each head, where several heads of Q may share one of K and V.
 *
 * <p>Inputs: Q, batch x heads x length x head size, or batch x length x (heads * head size); K and
 * V likewise; optionally the mask, bool (true takes part) or to be added, which broadcasts to batch
 * x heads x length x keys; optionally the past keys and values, batch x heads x past length x head
 * size, which stand before K and V. Outputs: the result, in the form of Q; optionally the present
 * keys and values, past ones included, batch x heads x length x head size; optionally the scores,
 * batch x heads x length x keys.
 *
 * <p>A seventh input, without past keys and values, says how many of the keys of each sequence are
 * there, int64, batch: the rest is room that a cache of fixed size has left.
 *
 * <p>The mask may be shorter than the keys; those beyond it take no part. A query that no key takes
 * part in gets zeros, unless the operator is {@code literal}.
 *
 * @param causal whether a query takes part of the keys up to its own place only, counted behind the
 *     past, or so that the last query's place is that of the last key that is there
 * @param queryHeads the heads of Q where it has three axes, else 0
 * @param keyHeads the heads of K and V where they have three axes, else 0
 * @param scale the factor of the scores; null for 1 / sqrt(head size)
 * @param softcap where not 0, scores are replaced by softcap tanh(score / softcap) before the mask
 *     is added
 * @param scoresStage which scores the last output has, as ONNX's qk_matmul_output_mode numbers
 *     them: 0 the scaled product, 1 behind the softcap, 2 with the mask, 3 behind the softmax
 * @param literal whether the operator stands for the products and the softmax that a model writes
 *     out, so that it gives what they give: the mask is a summand like any other, and a query whose
 *     scores are all minus infinity gets NaN. ONNX's own Attention is not
 * @param softmaxPrecision the type in which the softmax is computed; null for that of Q
 */
public record Attention(
    boolean causal,
    int queryHeads,
    int keyHeads,
    @Nullable Float scale,
    float softcap,
    int scoresStage,
    boolean literal,
    @Nullable DataType softmaxPrecision)
    implements Op {
  /** Checks that nothing is negative. */
  public Attention {
    if (queryHeads < 0 || keyHeads < 0 || scoresStage < 0 || scoresStage > 3 || !(softcap >= 0)) {
      throw new IllegalArgumentException(
          String.format(
              "q_num_heads %d, kv_num_heads %d, softcap %s or qk_matmul_output_mode %d",
              queryHeads, keyHeads, softcap, scoresStage));
    }
  }

  /** The operator whose softmax is computed in the type of Q. */
  public Attention(
      boolean causal,
      int queryHeads,
      int keyHeads,
      @Nullable Float scale,
      float softcap,
      int scoresStage,
      boolean literal) {
    this(causal, queryHeads, keyHeads, scale, softcap, scoresStage, literal, null);
  }

  /** The operator as ONNX defines it. */
  public Attention(
      boolean causal,
      int queryHeads,
      int keyHeads,
      @Nullable Float scale,
      float softcap,
      int scoresStage) {
    this(causal, queryHeads, keyHeads, scale, softcap, scoresStage, false);
  }

  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(3, 7);
    inputs.requireType(0, ElementTypes.FLOATS);
    inputs.requireType(1, Set.of(inputs.dataType(0)));
    if (inputs.has(4) != inputs.has(5)) {
      throw inputs.fail("past keys and past values are given together or not at all");
    }
    if (inputs.has(4) && inputs.has(6)) {
      throw inputs.fail("keys of the past and a number of keys exclude each other");
    }
    inputs.requireType(6, Set.of(DataType.INT64));
    inputs.requireRank(6, 1, 1);
    DataType type = inputs.dataType(0);
    DataType valueType = inputs.dataType(2);
    Shape q = heads(inputs, 0, queryHeads);
    Shape k = heads(inputs, 1, keyHeads);
    Shape v = heads(inputs, 2, keyHeads);
    if (q == null || k == null || v == null) {
      TensorType unknown = new TensorType(type, null);
      TensorType unknownValue = new TensorType(valueType, null);
      return List.of(unknown, unknown, unknownValue, unknown);
    }
    requireMatch(inputs, q, k, v);
    Dim past = past(inputs);
    Shape presentKeys = k.with(2, k.dim(2).plus(past));
    Shape presentValues = v.with(2, v.dim(2).plus(past));
    Shape scores = q.with(3, presentKeys.dim(2));
    inputs.requireDim(6, 0, q.dim(0));
    requireMask(inputs, scores);
    Shape whole = inputs.shape(0);
    boolean flat = whole != null && whole.rank() == 3;
    Shape result =
        flat
            ? Shape.of(List.of(q.dim(0), q.dim(2), q.dim(1).times(v.dim(3))))
            : q.with(3, v.dim(3));
    return List.of(
        new TensorType(type, result),
        new TensorType(type, presentKeys),
        new TensorType(valueType, presentValues),
        new TensorType(type, scores));
  }

  /** The shape of an input as batch x heads x length x head size. */
  private static @Nullable Shape heads(OpInputs inputs, int i, int heads) {
    inputs.requireRank(i, 3, 4);
    Shape shape = inputs.shape(i);
    if (shape == null || shape.rank() == 4) {
      return shape;
    }
    Dim width = shape.dim(2);
    if (heads == 0 || (width.isKnown() && width.size() % heads != 0)) {
      throw inputs.fail("input " + i + " of " + width + " columns has " + heads + " heads");
    }
    Dim size = width.isKnown() ? Dim.of(width.size() / heads) : Dim.unknown();
    return Shape.of(List.of(shape.dim(0), Dim.of(heads), shape.dim(1), size));
  }

  private static void requireMatch(OpInputs inputs, Shape q, Shape k, Shape v) {
    boolean fits =
        q.dim(0).mayEqual(k.dim(0))
            && k.dim(0).mayEqual(v.dim(0))
            && k.dim(1).mayEqual(v.dim(1))
            && k.dim(2).mayEqual(v.dim(2))
            && q.dim(3).mayEqual(k.dim(3));
    boolean shared =
        !q.dim(1).isKnown() || !k.dim(1).isKnown() || (k.size(1) > 0 && q.size(1) % k.size(1) == 0);
    if (!fits || !shared) {
      throw inputs.fail("Q " + q + ", K " + k + " and V " + v + " don't fit together");
    }
  }

  /** The mask must broadcast to the scores, but may have fewer columns. */
  private static void requireMask(OpInputs inputs, Shape scores) {
    Shape mask = inputs.has(3) ? inputs.shape(3) : null;
    if (mask == null || mask.rank() == 0) {
      return;
    }
    Dim columns = mask.dim(-1);
    Dim keys = scores.dim(3);
    boolean shorter = columns.isKnown() && keys.isKnown() && columns.size() < keys.size();
    Broadcasting.requireUnidirectional(inputs, 3, shorter ? scores.with(3, columns) : scores);
  }

  private static Dim past(OpInputs inputs) {
    inputs.requireRank(4, 4, 4);
    inputs.requireRank(5, 4, 4);
    if (!inputs.has(4)) {
      return Dim.of(0);
    }
    Shape keys = inputs.shape(4);
    return keys == null ? Dim.unknown() : keys.dim(2);
  }
}
