package io.culebra.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.culebra.graph.Graph;
import io.culebra.graph.Value;
import io.culebra.op.Add;
import io.culebra.op.Clip;
import io.culebra.op.Div;
import io.culebra.op.Erf;
import io.culebra.op.Exp;
import io.culebra.op.Gelu;
import io.culebra.op.HardSigmoid;
import io.culebra.op.HardSwish;
import io.culebra.op.Log;
import io.culebra.op.Mish;
import io.culebra.op.Mul;
import io.culebra.op.Op;
import io.culebra.op.Pow;
import io.culebra.op.Sigmoid;
import io.culebra.op.Softplus;
import io.culebra.op.Swish;
import io.culebra.op.Tanh;
import io.culebra.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Activations that are written out in several nodes, in the ways of several exporters. */
class WrittenOutOperatorsTest {
  private static final double ROOT = Math.sqrt(2 / Math.PI);

  private final Net net = new Net();
  private final Value x = net.input(2, 3);

  private Value add(Value a, Value b) {
    return net.node(new Add(), a, b);
  }

  private Value mul(Value a, Value b) {
    return net.node(new Mul(), a, b);
  }

  private Value div(Value a, double number) {
    return net.node(new Div(), a, net.scalar(number));
  }

  private Value number(double number) {
    return net.scalar(number);
  }

  private void becomes(Op expected, Rewrite pass, Value... variants) {
    Graph graph = net.rewritten(pass, variants);
    assertEquals(List.of(expected), graph.nodes().stream().map(n -> n.op()).distinct().toList());
    graph.nodes().forEach(node -> assertEquals(List.of(x), node.inputs()));
  }

  private void stays(Rewrite pass, Value... nearMisses) {
    Graph before = net.graph(nearMisses);
    assertEquals(Net.operators(before), net.left(pass, nearMisses));
  }

  @Test
  void geluWithErf() {
    Value byRoot = add(net.node(new Erf(), div(x, Math.sqrt(2))), number(1));
    Value timesRoot = add(number(1), net.node(new Erf(), mul(number(Math.sqrt(0.5)), x)));
    becomes(
        new Gelu(false),
        new FuseGelu(),
        mul(mul(x, byRoot), number(0.5)),
        mul(number(0.5), mul(timesRoot, x)),
        mul(x, mul(number(0.5), byRoot)),
        mul(mul(x, number(0.5)), timesRoot),
        mul(div(x, 2), byRoot),
        div(mul(x, timesRoot), 2),
        mul(mul(x, byRoot), number(0.49999997)));
  }

  @Test
  void geluWithTanh() {
    Value square = net.node(new Pow(), x, number(2));
    Value cube = net.node(new Pow(), x, number(3));
    becomes(
        new Gelu(true),
        new FuseGelu(),
        gelu(mul(number(ROOT), add(x, mul(number(0.044715), cube)))),
        gelu(mul(number(0.7978845608), add(x, mul(mul(x, mul(x, x)), number(0.044715))))),
        gelu(mul(number(ROOT), add(x, mul(mul(mul(number(0.044715), x), x), x)))),
        gelu(mul(mul(x, number(ROOT)), add(number(1), mul(square, number(0.044715))))),
        gelu(mul(x, add(mul(square, number(0.044715 * ROOT)), number(ROOT)))));
  }

  private Value gelu(Value argument) {
    return mul(mul(number(0.5), x), add(number(1), net.node(new Tanh(), argument)));
  }

  @Test
  void notGelu() {
    Value y = net.input(2, 3);
    Value bent = add(net.node(new Erf(), div(x, Math.sqrt(2))), number(1));
    Value steeper = add(net.node(new Erf(), div(x, 1.5)), number(1));
    stays(
        new FuseGelu(),
        mul(mul(y, bent), number(0.5)),
        mul(mul(x, bent), number(0.6)),
        mul(mul(x, steeper), number(0.5)),
        mul(mul(x, bent), number(0.50001)),
        mul(mul(x, add(net.node(new Erf(), div(x, 1.4142)), number(1))), number(0.5)),
        gelu(
            mul(number(0.79788), add(x, mul(number(0.044715), net.node(new Pow(), x, number(3)))))),
        gelu(mul(number(ROOT), add(x, mul(number(0.05), net.node(new Pow(), x, number(3)))))));
  }

  @Test
  void aConstantThatAddsAnAxisIsNoPartOfAnActivation() {
    Value half = net.constant(Tensor.of(new float[] {0.5f}, 1, 1, 1));
    Value bent = add(net.node(new Erf(), div(x, Math.sqrt(2))), number(1));
    stays(
        new FuseGelu(),
        mul(mul(x, bent), half),
        mul(half, mul(bent, x)),
        div(mul(x, add(net.node(new Erf(), div(x, Math.sqrt(2))), wide(1))), 2));
    stays(new FuseSwish(), mul(x, net.node(new Sigmoid(), mul(x, wide(1.7)))));
    Value clipped = net.node(new Clip(0, 6), add(x, wide(3)));
    stays(new FuseHardSwish(), div(mul(x, clipped), 6));
  }

  private Value wide(double number) {
    return net.constant(Tensor.of(new float[] {(float) number}, 1, 1, 1));
  }

  @Test
  void swish() {
    becomes(
        new Swish(1),
        new FuseSwish(),
        mul(x, net.node(new Sigmoid(), x)),
        mul(net.node(new Sigmoid(), x), x));
    becomes(
        new Swish(1.702f), new FuseSwish(), mul(x, net.node(new Sigmoid(), mul(x, number(1.702)))));
    stays(new FuseSwish(), mul(net.input(2, 3), net.node(new Sigmoid(), x)));
  }

  @Test
  void hardSwish() {
    Value clipped = net.node(new Clip(0, 6), add(x, number(3)));
    becomes(
        new HardSwish(),
        new FuseHardSwish(),
        div(mul(x, clipped), 6),
        mul(x, div(clipped, 6)),
        mul(mul(clipped, x), number(1 / 6.0)),
        mul(div(x, 6), clipped),
        mul(x, net.node(new HardSigmoid(1 / 6f, 0.5f), x)));
    becomes(new HardSigmoid(1 / 6f, 0.5f), new FuseHardSwish(), div(clipped, 6));
  }

  @Test
  void notHardSwish() {
    Value five = net.node(new Clip(0, 5), add(x, number(3)));
    Value two = net.node(new Clip(0, 6), add(x, number(2)));
    stays(
        new FuseHardSwish(),
        div(mul(x, five), 6),
        div(mul(x, two), 6),
        mul(x, net.node(new HardSigmoid(0.2f, 0.5f), x)),
        mul(x, net.node(new HardSigmoid(0.16667f, 0.5f), x)));
  }

  @Test
  void mishAndSoftplus() {
    Value written = net.node(new Log(), add(net.node(new Exp(), x), number(1)));
    Value softplus = net.node(new Softplus(), x);
    becomes(
        new Mish(),
        new FuseMish(),
        mul(x, net.node(new Tanh(), softplus)),
        mul(net.node(new Tanh(), written), x));
    stays(new FuseMish(), written, mul(net.input(2, 3), net.node(new Tanh(), softplus)));
  }
}
