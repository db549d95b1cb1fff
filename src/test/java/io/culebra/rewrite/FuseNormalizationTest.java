package io.culebra.rewrite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.culebra.graph.Graph;
import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.op.Add;
import io.culebra.op.Div;
import io.culebra.op.LayerNormalization;
import io.culebra.op.Mul;
import io.culebra.op.Pow;
import io.culebra.op.RMSNormalization;
import io.culebra.op.Reciprocal;
import io.culebra.op.ReduceMean;
import io.culebra.op.Sqrt;
import io.culebra.op.Sub;
import io.culebra.tensor.Constant;
import io.culebra.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Normalizations that are written out in several nodes. */
class FuseNormalizationTest {
  private final Net net = new Net();
  private final Value x = net.batch("n", 5, 4);
  private final Value scale = net.weights(4);
  private final Value bias = net.weights(4);

  private Value add(Value a, Value b) {
    return net.node(new Add(), a, b);
  }

  private Value mul(Value a, Value b) {
    return net.node(new Mul(), a, b);
  }

  private Value mean(Value of, long... axes) {
    return net.node(new ReduceMean(true, false), of, net.integers(axes));
  }

  private Value centred(long... axes) {
    return net.node(new Sub(), x, mean(x, axes));
  }

  private Value square(Value of) {
    return net.node(new Pow(), of, net.scalar(2));
  }

  private Value root(Value variance) {
    return net.node(new Sqrt(), add(variance, net.scalar(1e-6)));
  }

  private Value over(Value a, Value b) {
    return net.node(new Div(), a, b);
  }

  /** As PyTorch writes it. */
  private Value normalized(long... axes) {
    Value centred = centred(axes);
    return over(centred, root(mean(square(centred), axes)));
  }

  @Test
  void layerNormalizationAsPyTorchWritesIt() {
    becomesLayerNormalization(add(mul(normalized(-1), scale), bias));
    becomesLayerNormalization(add(bias, mul(scale, normalized(2))));
  }

  @Test
  void layerNormalizationWithItsPartsComputedTwice() {
    Value variance = mean(mul(centred(-1), centred(-1)), -1);
    becomesLayerNormalization(add(mul(over(centred(-1), root(variance)), scale), bias));
  }

  @Test
  void layerNormalizationAsTensorFlowWritesIt() {
    Value centred = centred(-1);
    Value inverse = net.node(new Reciprocal(), root(mean(mul(centred, centred), -1)));
    Value factor = mul(inverse, scale);
    becomesLayerNormalization(
        add(mul(x, factor), net.node(new Sub(), bias, mul(mean(x, -1), factor))));
    becomesLayerNormalization(add(mul(centred, factor), bias));
  }

  private void becomesLayerNormalization(Value output) {
    Graph graph = net.rewritten(new FuseLayerNormalization(), output);
    assertEquals(1, graph.nodes().size(), () -> Net.operators(graph).toString());
    Node node = graph.nodes().getFirst();
    assertEquals(new LayerNormalization(-1, 1e-6f), node.op());
    assertEquals(List.of(x, scale, bias), node.inputs());
  }

  @Test
  void layerNormalizationWithoutParameters() {
    Node node =
        Net.only(
            net.rewritten(new FuseLayerNormalization(), normalized(1, 2)), "LayerNormalization");
    assertEquals(new LayerNormalization(-2, 1e-6f), node.op());
    float[] ones = new float[20];
    Arrays.fill(ones, 1);
    assertArrayEquals(ones, Constants.floats(node.input(1)));
    assertEquals(2, node.inputs().size());
  }

  @Test
  void aParameterOfAnotherRankGetsThatOfTheNormalizedAxes() {
    Value wide = net.weights(1, 1, 4);
    Value out = add(mul(normalized(-1), wide), net.scalar(3));
    Node node = Net.only(net.rewritten(new FuseLayerNormalization(), out), "LayerNormalization");
    assertArrayEquals(Constants.floats(wide), Constants.floats(node.input(1)));
    assertArrayEquals(new float[] {3, 3, 3, 3}, Constants.floats(node.input(2)));
    for (Value parameter : List.of(node.inputs().get(1), node.inputs().get(2))) {
      Constant constant = Objects.requireNonNull(parameter.constant());
      assertEquals("4", constant.shape().toString());
    }
  }

  @Test
  void aScaleThatIsComputedStaysBehind() {
    Value computed = mul(normalized(-1), net.input(4));
    assertEquals(
        List.of("LayerNormalization", "Mul"), net.left(new FuseLayerNormalization(), computed));
  }

  @Test
  void notLayerNormalization() {
    Value centred = centred(-1);
    Value notLast = add(mul(normalized(1), scale), bias);
    Value mixed = over(centred, root(mean(square(centred), 1)));
    Value otherSquare = over(centred, root(mean(square(centred(1)), -1)));
    Value batch = normalized(0, 1, 2);
    Value[] kept = {notLast, mixed, otherSquare, batch};
    assertEquals(Net.operators(net.graph(kept)), net.left(new FuseLayerNormalization(), kept));
  }

  @Test
  void rmsNormalization() {
    Value root = root(mean(square(x), -1));
    becomesRmsNormalization(mul(over(x, root), scale));
    becomesRmsNormalization(mul(scale, mul(x, over(net.scalar(1), root))));
    becomesRmsNormalization(mul(mul(x, scale), net.node(new Reciprocal(), root)));
  }

  private void becomesRmsNormalization(Value output) {
    Graph graph = net.rewritten(new FuseRmsNormalization(), output);
    Node node = Net.only(graph, "RMSNormalization");
    assertEquals(1, graph.nodes().size());
    assertEquals(new RMSNormalization(-1, 1e-6f), node.op());
    assertEquals(List.of(x, scale), node.inputs());
  }

  @Test
  void whatRaisesTheRankOrIsNoEpsilonStays() {
    Value negative = net.node(new Sqrt(), add(mean(square(x), -1), net.scalar(-1e-6)));
    Value infinite =
        net.node(new Sqrt(), add(mean(square(x), -1), net.scalar(Double.POSITIVE_INFINITY)));
    Value wide = net.constant(Tensor.of(new float[] {1e-6f}, 1, 1, 1, 1));
    Value raised = net.node(new Sqrt(), add(mean(square(x), -1), wide));
    Value[] kept = {over(x, negative), over(x, infinite), over(x, raised)};
    assertEquals(Net.operators(net.graph(kept)), net.left(new FuseRmsNormalization(), kept));
    Value scaled = mul(normalized(-1), net.weights(1, 1, 1, 4));
    assertEquals(
        List.of("LayerNormalization", "Mul"), net.left(new FuseLayerNormalization(), scaled));
    Value larger = mul(normalized(-1), net.weights(3, 5, 4));
    assertEquals(
        List.of("LayerNormalization", "Mul"), net.left(new FuseLayerNormalization(), larger));
  }

  @Test
  void notRmsNormalization() {
    Value notLast = over(x, root(mean(square(x), 0)));
    Value ofAnother = over(net.batch("n", 5, 4), root(mean(square(x), -1)));
    Value[] kept = {notLast, ofAnother};
    assertEquals(Net.operators(net.graph(kept)), net.left(new FuseRmsNormalization(), kept));
  }
}
