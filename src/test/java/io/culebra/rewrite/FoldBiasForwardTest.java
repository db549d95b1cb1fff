package io.culebra.rewrite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.culebra.graph.Graph;
import io.culebra.graph.Value;
import io.culebra.op.Add;
import io.culebra.op.Conv;
import io.culebra.op.Flatten;
import io.culebra.op.Gemm;
import io.culebra.op.MaxPool;
import io.culebra.op.Window;
import io.culebra.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A bias of channels in front of what multiplies them goes into the bias behind. */
class FoldBiasForwardTest {
  private final Net net = new Net();
  private final Value pooled =
      net.node(new MaxPool(Window.of2d(2, 2, 0), false, false), net.batch("N", 2, 4, 4));

  private Value biased(float... bias) {
    return net.node(new Add(), pooled, net.constant(Tensor.of(bias, bias.length, 1, 1)));
  }

  @Test
  void throughAFlattenIntoADenseLayer() {
    Value weights = net.constant(Tensor.of(new float[] {1, 2, 3, 4, 10, 20, 30, 40}, 8, 1));
    Value flat = net.node(new Flatten(1), biased(0.5f, 2));
    Value y = net.node(new Gemm(1, 1, false, false), flat, weights, net.scalar(7));
    Graph graph = net.rewritten(new FoldBiasForward(), y);
    assertEquals(List.of("MaxPool", "Flatten", "Gemm"), Net.operators(graph));
    assertArrayEquals(
        new float[] {7 + 0.5f * 10 + 2 * 100}, Constants.floats(Net.only(graph, "Gemm").input(2)));
  }

  @Test
  void intoAConvolutionThatPadsNothing() {
    Value weights = net.constant(Tensor.of(new float[] {1, 2, 3, 4, 1, 1, 1, 1}, 1, 2, 2, 2));
    Value y = net.node(new Conv(Window.of2d(2, 1, 0), 1), biased(0.5f, 2), weights);
    Graph graph = net.rewritten(new FoldBiasForward(), y);
    assertEquals(List.of("MaxPool", "Conv"), Net.operators(graph));
    assertArrayEquals(
        new float[] {0.5f * 10 + 2 * 4}, Constants.floats(Net.only(graph, "Conv").input(2)));
  }

  @Test
  void aConvolutionThatPadsIsLeftAlone() {
    Value y = net.node(new Conv(Window.of2d(3, 1, 1), 1), biased(1, 2), net.weights(1, 2, 3, 3));
    assertEquals(List.of("MaxPool", "Add", "Conv"), net.left(new FoldBiasForward(), y));
  }

  @Test
  void aBiasThatIsTooLargeToMoveStays() {
    Conv conv = new Conv(Window.of2d(2, 1, 0), 1);
    Value large = net.node(conv, biased(12582912, 2), net.weights(1, 2, 2, 2));
    Value none = net.node(conv, biased(Float.NaN, 2), net.weights(1, 2, 2, 2));
    float[] huge = {3e38f, 1, 1, 1, 1, 1, 1, 1};
    Value overflowing = net.node(conv, biased(1000, 2), net.constant(Tensor.of(huge, 1, 2, 2, 2)));
    Value[] kept = {large, none, overflowing};
    assertEquals(Net.operators(net.graph(kept)), net.left(new FoldBiasForward(), kept));
  }

  @Test
  void aBiasThatOthersSeeStays() {
    Value sum = biased(1, 2);
    Value y = net.node(new Conv(Window.of2d(2, 1, 0), 1), sum, net.weights(1, 2, 2, 2));
    assertEquals(List.of("MaxPool", "Add", "Conv"), net.left(new FoldBiasForward(), sum, y));
  }
}
