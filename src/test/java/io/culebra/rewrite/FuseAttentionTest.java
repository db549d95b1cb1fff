package io.culebra.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.graph.Graph;
import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.op.Add;
import io.culebra.op.Affine;
import io.culebra.op.Attention;
import io.culebra.op.Div;
import io.culebra.op.Fused;
import io.culebra.op.MatMul;
import io.culebra.op.Mul;
import io.culebra.op.PostOp;
import io.culebra.op.Softmax;
import io.culebra.op.Transpose;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Attention in the forms in which exporters write it out. */
class FuseAttentionTest {
  private static final Transpose HEADS_OUT = new Transpose(List.of(0, 2, 1, 3));

  private final Net net = new Net();
  private final Value q = net.batch("N", 7, 4, 8);
  private final Value k = net.batch("N", 9, 4, 8);
  private final Value v = net.batch("N", 9, 4, 6);

  private Value product() {
    Value keys = net.node(new Transpose(List.of(0, 2, 3, 1)), k);
    return net.node(new MatMul(), net.node(HEADS_OUT, q), keys);
  }

  private Value heard(Value scores, int axis) {
    Value weights = net.node(new Softmax(axis), scores);
    return net.node(new MatMul(), weights, net.node(HEADS_OUT, v));
  }

  private void becomes(Attention expected, int inputs, Value scores) {
    Value joined = net.node(HEADS_OUT, heard(scores, -1));
    Graph graph = net.rewritten(new FuseAttention(), joined);
    Node attention = Net.only(graph, "Attention");
    assertEquals(expected, attention.op());
    assertEquals(inputs, attention.inputs().size());
    assertTrue(graph.nodes().stream().noneMatch(n -> n.op() instanceof Transpose));
  }

  private void stays(Value... outputs) {
    List<String> before = Net.operators(net.graph(outputs));
    assertEquals(before, net.left(new FuseAttention(), outputs));
  }

  @Test
  void plain() {
    becomes(new Attention(false, 4, 4, 1f, 0, 0, true), 3, product());
  }

  @Test
  void scaled() {
    becomes(
        new Attention(false, 4, 4, 0.25f, 0, 0, true),
        3,
        net.node(new Mul(), product(), net.scalar(0.25)));
    becomes(
        new Attention(false, 4, 4, 0.125f, 0, 0, true),
        3,
        net.node(new Div(), product(), net.scalar(8)));
  }

  @Test
  void scaledAndMasked() {
    Value scores = net.node(new Mul(), product(), net.scalar(0.5));
    becomes(
        new Attention(false, 4, 4, 0.5f, 0, 0, true),
        4,
        net.node(new Add(), scores, net.batch("N", 1, 1, 9)));
    becomes(
        new Attention(false, 4, 4, 1f, 0, 0, true),
        4,
        net.node(new Add(), net.weights(7, 9), product()));
  }

  /** As when it is found only once the shapes are known, and the scale has been fused before. */
  @Test
  void scaledByTheProduct() {
    Value keys = net.node(new Transpose(List.of(0, 2, 3, 1)), k);
    PostOp scale = new PostOp.Activation(new Affine(0.25f, -0f));
    Value product =
        net.node(new Fused(new MatMul(), 2, List.of(scale)), net.node(HEADS_OUT, q), keys);
    becomes(new Attention(false, 4, 4, 0.25f, 0, 0, true), 3, product);
    Value twice =
        net.node(
            new Mul(),
            net.node(new Fused(new MatMul(), 2, List.of(scale)), net.node(HEADS_OUT, q), keys),
            net.scalar(0.5));
    becomes(new Attention(false, 4, 4, 0.125f, 0, 0, true), 3, twice);
  }

  private Value joined(Value scores, Value values) {
    Value weights = net.node(new Softmax(-1), scores);
    return net.node(HEADS_OUT, net.node(new MatMul(), weights, net.node(HEADS_OUT, values)));
  }

  private Value product(Value queries, Value keys) {
    Value turned = net.node(new Transpose(List.of(0, 2, 3, 1)), keys);
    return net.node(new MatMul(), net.node(HEADS_OUT, queries), turned);
  }

  @Test
  void operandsThatBroadcastStay() {
    Value two = net.input(2, 7, 4, 8);
    Value one = net.input(1, 9, 4, 8);
    Value values = net.input(2, 9, 4, 6);
    Value oneValue = net.input(1, 9, 4, 6);
    Value keys = net.input(2, 9, 4, 8);
    Value oneQuery = net.input(1, 7, 4, 8);
    Value shared = net.input(2, 9, 1, 8);
    stays(
        joined(product(two, one), oneValue),
        joined(product(two, keys), oneValue),
        joined(product(two, one), values),
        joined(product(oneQuery, keys), values),
        joined(product(two, shared), values),
        joined(net.node(new Add(), product(oneQuery, one), net.input(2, 1, 7, 9)), oneValue),
        joined(net.node(new Add(), product(two, keys), net.input(2, 4, 7, 1)), values),
        joined(net.node(new Add(), product(two, keys), net.input()), values));
  }

  @Test
  void aScaleThatLeavesTheRangeStays() {
    stays(
        joined(net.node(new Mul(), product(), net.scalar(1e-30)), v),
        joined(net.node(new Div(), product(), net.scalar(1e-39)), v),
        joined(net.node(new Mul(), product(), net.scalar(0)), v),
        joined(net.node(new Div(), product(), net.scalar(Double.NaN)), v));
  }

  @Test
  void nearMissesStay() {
    Value other = net.node(HEADS_OUT, heard(product(), 1));
    Value apart = heard(product(), -1);
    Value shown = heard(product(), -1);
    Value seen = net.node(HEADS_OUT, shown);
    stays(other, apart, shown, seen);
  }
}
