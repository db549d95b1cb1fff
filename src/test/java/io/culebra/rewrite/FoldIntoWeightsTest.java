package io.culebra.rewrite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.culebra.graph.Graph;
import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.op.Add;
import io.culebra.op.BatchNormalization;
import io.culebra.op.Conv;
import io.culebra.op.ConvTranspose;
import io.culebra.op.Div;
import io.culebra.op.Fused;
import io.culebra.op.Gemm;
import io.culebra.op.MatMul;
import io.culebra.op.Mul;
import io.culebra.op.PostOp;
import io.culebra.op.Relu;
import io.culebra.op.Sub;
import io.culebra.op.Window;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What goes into the weights and the bias of the node in front of it. */
class FoldIntoWeightsTest {
  private static final float EPSILON = 1e-3f;

  private final Net net = new Net();
  private final Value x = net.input(2, 4, 5, 5);

  private static float[] floats(@Nullable Value value) {
    return Objects.requireNonNull(Constants.floats(value));
  }

  private Value normalized(Value of, Value... parameters) {
    return net.node(
        new BatchNormalization(EPSILON),
        of,
        parameters[0],
        parameters[1],
        parameters[2],
        parameters[3]);
  }

  private Value[] parameters(int channels) {
    return new Value[] {
      net.weights(channels), net.weights(channels), net.weights(channels), net.weights(channels)
    };
  }

  /** The weights that a node should have, given how many of them in a row belong to one channel. */
  private static float[] scaled(Value weights, Value[] parameters, int... channelOfRun) {
    float[] result = floats(weights);
    int run = result.length / channelOfRun.length;
    for (int i = 0; i < result.length; i++) {
      int c = channelOfRun[i / run];
      result[i] =
          (float)
              (result[i]
                  * (floats(parameters[0])[c]
                      / Math.sqrt((double) floats(parameters[3])[c] + EPSILON)));
    }
    return result;
  }

  private static float[] shifted(float[] bias, Value[] parameters) {
    float[] result = new float[bias.length];
    for (int c = 0; c < result.length; c++) {
      double factor =
          floats(parameters[0])[c] / Math.sqrt((double) floats(parameters[3])[c] + EPSILON);
      result[c] =
          (float) (floats(parameters[1])[c] + (bias[c] - floats(parameters[2])[c]) * factor);
    }
    return result;
  }

  @Test
  void batchNormalizationIntoConv() {
    Value weights = net.weights(6, 2, 3, 3);
    Value bias = net.weights(6);
    Value[] p = parameters(6);
    Value conv = net.node(new Conv(Window.ofWeights(), 2), x, weights, bias);
    Node node = only(new FoldBatchNormalization(), normalized(conv, p));
    assertEquals(new Conv(Window.ofWeights(), 2), node.op());
    assertArrayEquals(scaled(weights, p, 0, 1, 2, 3, 4, 5), floats(node.input(1)));
    assertArrayEquals(shifted(floats(bias), p), floats(node.input(2)), 1e-6f);
  }

  @Test
  void batchNormalizationIntoConvWithoutBias() {
    Value weights = net.weights(2, 4, 1, 1);
    Value[] p = parameters(2);
    Value conv = net.node(new Conv(Window.ofWeights(), 1), x, weights);
    Node node = only(new FoldBatchNormalization(), normalized(conv, p));
    assertArrayEquals(shifted(new float[2], p), floats(node.input(2)), 1e-6f);
  }

  @Test
  void batchNormalizationIntoConvTransposeWithGroups() {
    Value weights = net.weights(4, 3, 2, 2);
    Value[] p = parameters(6);
    ConvTranspose op = new ConvTranspose(Window.ofWeights(), 2, List.of(), List.of());
    Node node = only(new FoldBatchNormalization(), normalized(net.node(op, x, weights), p));
    assertEquals(op, node.op());
    assertArrayEquals(
        scaled(weights, p, 0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5), floats(node.input(1)));
  }

  @Test
  void batchNormalizationIntoGemmEitherWay() {
    Value a = net.input(3, 2);
    Value[] p = parameters(4);
    Value rows = net.weights(4, 2);
    Value transposed = net.node(new Gemm(1, 1, false, true), a, rows, net.weights(1, 4));
    Node node = only(new FoldBatchNormalization(), normalized(transposed, p));
    assertArrayEquals(scaled(rows, p, 0, 1, 2, 3), floats(node.input(1)));
    Value columns = net.weights(2, 4);
    Value plain = net.node(new Gemm(1, 1, false, false), a, columns);
    node = only(new FoldBatchNormalization(), normalized(plain, p));
    assertArrayEquals(scaled(columns, p, 0, 1, 2, 3, 0, 1, 2, 3), floats(node.input(1)));
  }

  @Test
  void batchNormalizationIntoMatMul() {
    Value[] p = parameters(4);
    Value product = net.node(new MatMul(), net.input(3, 2), net.weights(2, 4));
    Node node = only(new FoldBatchNormalization(), normalized(product, p));
    assertEquals(new Fused(new MatMul(), 2, List.of(new PostOp.Bias(2))), node.op());
  }

  @Test
  void batchNormalizationStaysWhereTheResultIsUsedOtherwise() {
    Value conv = net.node(new Conv(Window.ofWeights(), 1), x, net.weights(2, 4, 1, 1));
    Value both = net.node(new Add(), normalized(conv, parameters(2)), conv);
    assertEquals(
        List.of("Conv", "BatchNormalization", "Add"), net.left(new FoldBatchNormalization(), both));
  }

  @Test
  void batchNormalizationOfAnotherAxisStays() {
    Value product = net.node(new MatMul(), net.input(3, 4, 2), net.weights(2, 4));
    assertEquals(
        List.of("MatMul", "BatchNormalization"),
        net.left(new FoldBatchNormalization(), normalized(product, parameters(4))));
  }

  @Test
  void arithmeticPerChannelBehindConv() {
    Value weights = net.weights(2, 4, 1, 1);
    Value y = net.node(new Conv(Window.ofWeights(), 1), x, weights);
    y = net.node(new Mul(), net.constant(Tensor.of(new float[] {2, 3}, 1, 2, 1, 1)), y);
    y = net.node(new Add(), y, net.constant(Tensor.of(new float[] {10, 20}, 2, 1, 1)));
    y = net.node(new Sub(), y, net.scalar(1));
    y = net.node(new Div(), y, net.scalar(4));
    Node node = only(new FoldChannelArithmetic(), y);
    float[] expected = floats(weights);
    for (int i = 0; i < expected.length; i++) {
      expected[i] *= i < 4 ? 0.5f : 0.75f;
    }
    assertArrayEquals(expected, floats(node.input(1)), 1e-6f);
    assertArrayEquals(new float[] {9 / 4f, 19 / 4f}, floats(node.input(2)));
  }

  @Test
  void theBiasOfAMatMul() {
    Value weights = net.weights(2, 4);
    Value bias = net.weights(4);
    Value product = net.node(new MatMul(), net.batch("n", 3, 2), weights);
    Node node = only(new FoldChannelArithmetic(), net.node(new Add(), bias, product));
    assertEquals(new Fused(new MatMul(), 2, List.of(new PostOp.Bias(2))), node.op());
    assertEquals(weights, node.input(1));
    assertArrayEquals(floats(bias), floats(node.input(2)));
  }

  @Test
  void arithmeticOfAnotherKindStays() {
    Value conv = net.node(new Conv(Window.ofWeights(), 1), x, net.weights(5, 4, 1, 1));
    List<Value> kept =
        List.of(
            net.node(new Add(), net.node(new Relu(), conv), net.scalar(1)),
            net.node(new Sub(), net.scalar(1), only()),
            net.node(new Add(), only(), net.weights(5)),
            net.node(new Add(), only(), net.weights(1, 1, 5, 1, 1)),
            net.node(new Mul(), only(), net.input(5, 1, 1)),
            net.node(new Div(), only(), net.scalar(0)));
    Value[] outputs = kept.toArray(Value[]::new);
    assertEquals(Net.operators(net.graph(outputs)), net.left(new FoldChannelArithmetic(), outputs));
  }

  private void stays(Rewrite pass, Value... outputs) {
    assertEquals(Net.operators(net.graph(outputs)), net.left(pass, outputs));
  }

  private Value filled(double number, long... sizes) {
    float[] elements = new float[Math.toIntExact(Shape.of(sizes).elements())];
    Arrays.fill(elements, (float) number);
    return net.constant(Tensor.of(elements, sizes));
  }

  private Value conv(double weight) {
    return net.node(new Conv(Window.ofWeights(), 1), x, filled(weight, 2, 4, 1, 1));
  }

  @Test
  void constantsThatRaiseTheRankStay() {
    Value rows = net.input(3, 2);
    Gemm gemm = new Gemm(1, 1, false, false);
    Value line =
        net.node(new Conv(Window.ofWeights(), 1), net.input(2, 4, 5), net.weights(2, 4, 1));
    Value product = net.node(gemm, rows, net.weights(2, 4));
    Value scaled = net.node(gemm, rows, net.weights(2, 4));
    Value vector = net.node(new MatMul(), net.input(2), net.weights(2, 4));
    stays(
        new FoldChannelArithmetic(),
        net.node(new Add(), line, net.weights(1, 1, 1, 1)),
        net.node(new Add(), net.weights(1, 1, 4), product),
        net.node(new Mul(), scaled, net.weights(1, 1, 1)),
        net.node(new Add(), vector, net.weights(1, 4)));
  }

  @Test
  void productsThatFloatDoesNotHaveStay() {
    stays(
        new FoldChannelArithmetic(),
        net.node(new Mul(), conv(1e20), net.scalar(1e30)),
        net.node(new Mul(), conv(1e-20), net.scalar(1e-20)),
        net.node(new Mul(), conv(1e-20), net.scalar(1e-40)),
        net.node(new Div(), conv(1), net.scalar(1e-39)),
        net.node(new Div(), conv(1e-10), net.scalar(1e30)),
        net.node(new Mul(), conv(1), net.scalar(Double.POSITIVE_INFINITY)),
        net.node(new Mul(), conv(Double.POSITIVE_INFINITY), net.scalar(0)),
        net.node(new Mul(), conv(1), net.scalar(Double.NaN)));
  }

  @Test
  void aDivisorWhoseInverseIsInfiniteScalesTinyWeights() {
    Node node =
        only(new FoldChannelArithmetic(), net.node(new Div(), conv(1e-20), net.scalar(1e-39)));
    float[] expected = new float[8];
    Arrays.fill(expected, (float) ((double) 1e-20f / 1e-39f));
    assertArrayEquals(expected, floats(node.input(1)));
  }

  /** Adding 1.5 * 2^23 and subtracting it again rounds to whole numbers. */
  @Test
  void aSummandThatRoundsTheProductsAwayStays() {
    Value up = net.node(new Add(), conv(1), net.scalar(12582912));
    stays(
        new FoldChannelArithmetic(),
        net.node(new Sub(), up, net.scalar(12582912)),
        net.node(new Add(), conv(0.25), net.scalar(-1e30)));
    assertEquals(
        List.of("Conv"),
        net.left(
            new FoldChannelArithmetic(), net.node(new Add(), conv(1e20), net.scalar(12582912))));
  }

  @Test
  void aBatchNormalizationOfNoVarianceStays() {
    Value variance = net.constant(Tensor.of(new float[] {1, 0}, 2));
    Value normalized =
        net.node(
            new BatchNormalization(0),
            conv(1),
            net.weights(2),
            net.weights(2),
            net.weights(2),
            variance);
    stays(new FoldBatchNormalization(), normalized);
  }

  /** Many trained networks have channels that do nothing, and still are to be folded. */
  @Test
  void weightsThatAreNegligibleBesideTheBiasOfTheirChannelMayBecomeSubnormal() {
    Value scale = net.constant(Tensor.of(new float[] {1e-40f, 1}, 2));
    Value normalized =
        net.node(
            new BatchNormalization(0),
            conv(0.5),
            scale,
            net.weights(2),
            net.weights(2),
            filled(1, 2));
    Node node = only(new FoldBatchNormalization(), normalized);
    assertEquals(5e-41f, floats(node.input(1))[0], 8 * Float.MIN_VALUE);
  }

  private Value only() {
    return net.node(new Conv(Window.ofWeights(), 1), x, net.weights(5, 4, 1, 1));
  }

  private Node only(Rewrite pass, Value output) {
    Graph graph = net.rewritten(pass, output);
    assertEquals(1, graph.nodes().size(), () -> Net.operators(graph).toString());
    return graph.nodes().getFirst();
  }
}
