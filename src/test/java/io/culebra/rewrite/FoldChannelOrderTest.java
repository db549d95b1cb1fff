package io.culebra.rewrite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.culebra.graph.Graph;
import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.op.Flatten;
import io.culebra.op.Gemm;
import io.culebra.op.MaxPool;
import io.culebra.op.Transpose;
import io.culebra.op.Window;
import io.culebra.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dense layers behind images take them with the channels last. */
class FoldChannelOrderTest {
  private final Net net = new Net();

  private Value flattened(long channels, long size) {
    Value x = net.batch("N", channels, size, size);
    return net.node(new Flatten(1), net.node(new MaxPool(Window.of2d(2, 2, 0), false, false), x));
  }

  @Test
  void weightsOfInputsTimesUnits() {
    float[] numbers = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    Value weights = net.constant(Tensor.of(numbers, 8, 2));
    Value y = net.node(new Gemm(1, 1, false, false), flattened(2, 4), weights);
    Graph graph = net.rewritten(new FoldChannelOrder(), y);
    assertEquals(List.of("MaxPool", "Transpose", "Flatten", "Gemm"), Net.operators(graph));
    assertEquals(new Transpose(List.of(0, 2, 3, 1)), Net.only(graph, "Transpose").op());
    assertArrayEquals(
        new float[] {0, 1, 8, 9, 2, 3, 10, 11, 4, 5, 12, 13, 6, 7, 14, 15},
        Constants.floats(Net.only(graph, "Gemm").input(1)));
  }

  @Test
  void weightsOfUnitsTimesInputs() {
    float[] numbers = {0, 1, 2, 3, 4, 5, 6, 7};
    Value weights = net.constant(Tensor.of(numbers, 1, 8));
    Value y = net.node(new Gemm(1, 1, false, true), flattened(2, 4), weights);
    Node gemm = Net.only(net.rewritten(new FoldChannelOrder(), y), "Gemm");
    assertArrayEquals(new float[] {0, 4, 1, 5, 2, 6, 3, 7}, Constants.floats(gemm.input(1)));
  }

  @Test
  void whatLiesAlikeIsLeftAlone() {
    Value one = net.node(new Gemm(1, 1, false, false), flattened(1, 4), net.weights(4, 2));
    Value point = net.node(new Gemm(1, 1, false, false), flattened(4, 2), net.weights(4, 2));
    assertEquals(
        List.of("MaxPool", "Flatten", "Gemm", "MaxPool", "Flatten", "Gemm"),
        net.left(new FoldChannelOrder(), one, point));
  }
}
