package io.culebra.rewrite;

import io.culebra.Backend;
import io.culebra.graph.Value;
import io.culebra.op.Add;
import io.culebra.op.MatMul;
import io.culebra.op.Mul;
import io.culebra.op.Softmax;
import io.culebra.op.Transpose;
import io.culebra.tensor.Tensor;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Attention that is written out answers as it is written, whatever stands in the mask: a query
 * whose mask excludes every key gets NaN.
 */
class WrittenOutAttentionTest {
  private static final float NONE = Float.NEGATIVE_INFINITY;
  private static final Transpose HEADS_OUT = new Transpose(List.of(0, 2, 1, 3));
  private static final int BATCH = 2;
  private static final int HEADS = 3;
  private static final int SIZE = 5;

  private final Net net = new Net();
  private final Random random = new Random(11);

  private float[] normal(int count) {
    float[] elements = new float[count];
    for (int i = 0; i < count; i++) {
      elements[i] = (float) random.nextGaussian();
    }
    return elements;
  }

  private Tensor heads(int length) {
    return Tensor.of(normal(BATCH * length * HEADS * SIZE), BATCH, length, HEADS, SIZE);
  }

  private SameAnswers attention(int queries, int keys, Tensor mask) {
    return attention(heads(queries), heads(keys), heads(keys), mask);
  }

  private SameAnswers attention(Tensor q, Tensor k, Tensor v, Tensor mask) {
    Value queries = net.input(q.shape().toArray());
    Value keys = net.input(k.shape().toArray());
    Value values = net.input(v.shape().toArray());
    Value added = net.input(mask.shape().toArray());
    Value turned = net.node(new Transpose(List.of(0, 2, 3, 1)), keys);
    Value scores = net.node(new MatMul(), net.node(HEADS_OUT, queries), turned);
    scores = net.node(new Add(), net.node(new Mul(), scores, net.scalar(0.4)), added);
    Value weights = net.node(new Softmax(-1), scores);
    Value heard = net.node(new MatMul(), weights, net.node(HEADS_OUT, values));
    return new SameAnswers(
        "attention", 1e-5, net.graph(net.node(HEADS_OUT, heard)), List.of(q, k, v, mask));
  }

  /** A row in three excludes every key, and a third of the keys is excluded anyway. */
  private Tensor mask(int queries, int keys) {
    float[] elements = normal(BATCH * queries * keys);
    for (int i = 0; i < elements.length; i++) {
      boolean all = i / keys % 3 == 1;
      elements[i] = all || random.nextInt(3) == 0 ? NONE : elements[i];
    }
    return Tensor.of(elements, BATCH, 1, queries, keys);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,9", "7,9", "3,50", "9,50", "13,1300"})
  void aQueryWithoutAKeyGetsNaN(int queries, int keys) throws Exception {
    SameAnswers attention = attention(queries, keys, mask(queries, keys));
    for (Backend backend : Backend.values()) {
      attention.check(backend);
    }
    attention.checkAgainstOnnxRuntime();
  }

  @ParameterizedTest
  @CsvSource({"2,9", "7,9", "5,1300"})
  void aMaskIsASummandLikeAnyOther(int queries, int keys) {
    float[] elements = new float[queries * keys];
    elements[0] = Float.NaN;
    elements[keys] = Float.POSITIVE_INFINITY;
    for (int i = 0; i < keys; i++) {
      elements[(queries - 1) * keys + i] = i == keys - 1 ? Float.NaN : NONE;
    }
    SameAnswers attention = attention(queries, keys, Tensor.of(elements, queries, keys));
    attention.check().check(Backend.VECTOR);
  }

  @ParameterizedTest
  @CsvSource({"2,9", "7,9", "5,1300"})
  void whatIsExcludedStillIsMultiplied(int queries, int keys) {
    float[] values = normal(BATCH * keys * HEADS * SIZE);
    values[0] = Float.NaN;
    values[values.length - 1] = Float.POSITIVE_INFINITY;
    float[] scored = normal(BATCH * keys * HEADS * SIZE);
    scored[HEADS * SIZE] = Float.POSITIVE_INFINITY;
    float[] elements = new float[keys];
    elements[0] = NONE;
    elements[1] = NONE;
    elements[keys - 1] = NONE;
    attention(
            heads(queries),
            Tensor.of(scored, BATCH, keys, HEADS, SIZE),
            Tensor.of(values, BATCH, keys, HEADS, SIZE),
            Tensor.of(elements, keys))
        .check()
        .check(Backend.VECTOR);
  }
}
