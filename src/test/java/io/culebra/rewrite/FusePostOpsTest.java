package io.culebra.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.op.Add;
import io.culebra.op.Affine;
import io.culebra.op.Clip;
import io.culebra.op.Conv;
import io.culebra.op.Div;
import io.culebra.op.Exp;
import io.culebra.op.Fused;
import io.culebra.op.Gemm;
import io.culebra.op.MatMul;
import io.culebra.op.MaxPool;
import io.culebra.op.Mul;
import io.culebra.op.PostOp;
import io.culebra.op.Relu;
import io.culebra.op.Sigmoid;
import io.culebra.op.Softmax;
import io.culebra.op.Sub;
import io.culebra.op.UnaryElementwise;
import io.culebra.op.Window;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Conv, Gemm and MatMul do to their result themselves. */
class FusePostOpsTest {
  private final Net net = new Net();
  private final Value x = net.input(2, 4, 5, 5);

  private Value conv(Value of) {
    return net.node(new Conv(Window.ofWeights(), 1), of, net.weights(4, 4, 1, 1));
  }

  @Test
  void anActivationGoesIntoTheNodeInFrontOfIt() {
    Value y = net.node(new Clip(0, 6), conv(x));
    Node node = Net.only(net.rewritten(new FuseActivations(), y), "Conv+Clip");
    PostOp clip = new PostOp.Activation(new Clip(0, 6));
    assertEquals(new Fused(new Conv(Window.ofWeights(), 1), 3, List.of(clip)), node.op());
    assertEquals(2, node.inputs().size());
  }

  @Test
  void aSecondActivationStays() {
    Value y = net.node(new Sigmoid(), net.node(new Relu(), conv(x)));
    assertEquals(List.of("Conv+Relu", "Sigmoid"), net.left(new FuseActivations(), y));
  }

  @Test
  void activationsStayWhereTheResultIsUsedOtherwise() {
    Value conv = conv(x);
    Value output = conv(x);
    assertEquals(
        List.of("Conv", "Relu", "Add", "Conv", "Relu"),
        net.left(
            new FuseActivations(),
            net.node(new Add(), net.node(new Relu(), conv), conv),
            output,
            net.node(new Relu(), output)));
  }

  @Test
  void whatIsNoActivationStays() {
    Value pool = net.node(new MaxPool(Window.of2d(2, 2, 0), false, false), x);
    assertEquals(
        List.of("Conv", "Exp", "MaxPool", "Relu"),
        net.left(new FuseActivations(), net.node(new Exp(), conv(x)), net.node(new Relu(), pool)));
  }

  @Test
  void arithmeticWithANumberFollowsAnActivation() {
    Value y = net.node(new Mul(), net.scalar(2), net.node(new Relu(), conv(x)));
    y = net.node(new Add(), y, net.scalar(3));
    assertEquals(new Affine(2, 3), lastActivation(y, "Conv+Relu+Affine"));
  }

  @Test
  void arithmeticInFrontOfAnActivationIsInTheWeights() {
    Value y = net.node(new Mul(), conv(x), net.scalar(2));
    y = net.node(new Relu(), net.node(new Add(), y, net.scalar(3)));
    y = net.node(new Add(), net.node(new Mul(), y, net.scalar(4)), net.scalar(5));
    assertEquals(new Affine(4, 5), lastActivation(y, "Conv+Relu+Affine"));
  }

  @Test
  void theScaleOfAProductIsPartOfIt() {
    Value product = net.node(new MatMul(), net.input(2, 3, 4), net.input(2, 4, 3));
    Value scaled = net.node(new Div(), product, net.scalar(8));
    assertEquals(new Affine(0.125f, -0f), lastActivation(scaled, "MatMul+Affine"));
  }

  @Test
  void aNumberThatIsSubtractedFrom() {
    Value y = net.node(new Sub(), net.scalar(1), net.node(new Relu(), conv(x)));
    assertEquals(new Affine(-1, 1), lastActivation(y, "Conv+Relu+Affine"));
  }

  private UnaryElementwise lastActivation(Value output, String operator) {
    Fused fused = (Fused) Net.only(net.rewrittenByAll(output), operator).op();
    return ((PostOp.Activation) fused.postOps().getLast()).op();
  }

  @Test
  void arithmeticThatWouldComeOutOtherwiseStays() {
    Value sum = net.node(new Add(), x, net.scalar(3));
    Value quotient = net.node(new Div(), net.input(2, 3), net.scalar(3));
    assertEquals(
        List.of("Add", "Mul", "Div", "Add"),
        net.left(
            new FuseAffine(),
            net.node(new Mul(), sum, net.scalar(2)),
            net.node(new Add(), quotient, net.scalar(1))));
    Value scaled = net.node(new Mul(), x, net.scalar(2));
    assertEquals(
        List.of("Affine"), net.left(new FuseAffine(), net.node(new Add(), scaled, net.scalar(1))));
  }

  private Value product() {
    return net.node(new MatMul(), net.input(2, 3, 4), net.input(2, 4, 3));
  }

  @Test
  void divisionsThatAreNoMultiplicationStay() {
    Value[] divided = {
      net.node(new Div(), product(), net.scalar(3)),
      net.node(new Div(), product(), net.scalar(1e-39)),
      net.node(new Div(), product(), net.scalar(0x1p-140)),
      net.node(new Div(), product(), net.scalar(0x1p127)),
      net.node(new Div(), product(), net.scalar(0)),
      net.node(new Div(), product(), net.scalar(Double.POSITIVE_INFINITY))
    };
    assertEquals(Net.operators(net.graph(divided)), net.left(new FuseAffine(), divided));
  }

  @Test
  void theScoresOfASoftmaxMayBeDividedByAnyNumber() {
    Value plain = net.node(new Div(), product(), net.scalar(3));
    Value masked = net.node(new Div(), product(), net.scalar(5));
    Value shown = net.node(new Div(), product(), net.scalar(7));
    assertEquals(
        List.of(
            "MatMul+Affine",
            "Softmax",
            "MatMul+Affine",
            "Add",
            "Softmax",
            "MatMul",
            "Div",
            "Softmax"),
        net.left(
            new FuseAffine(),
            net.node(new Softmax(-1), plain),
            net.node(new Softmax(-1), net.node(new Add(), masked, net.input(3, 3))),
            net.node(new Softmax(-1), shown),
            shown));
  }

  @Test
  void factorsThatTakeEachOtherBackStayApart() {
    Value up = net.node(new Mul(), net.node(new Mul(), x, net.scalar(1e30)), net.scalar(1e-30));
    Value far = net.node(new Mul(), net.node(new Mul(), x, net.scalar(1e30)), net.scalar(1e30));
    Value near = net.node(new Mul(), net.node(new Mul(), x, net.scalar(1e-30)), net.scalar(1e-30));
    Value added = net.node(new Add(), net.node(new Mul(), x, net.scalar(1e30)), net.scalar(1e35));
    Value[] kept = {up, far, near, added};
    assertEquals(Net.operators(net.graph(kept)), net.left(new FuseAffine(), kept));
    Value both = net.node(new Mul(), net.node(new Mul(), x, net.scalar(3)), net.scalar(2));
    assertEquals(List.of("Affine"), net.left(new FuseAffine(), both));
  }

  @Test
  void aResidualIsAddedByTheConvolution() {
    Value y = net.node(new Relu(), net.node(new Add(), x, conv(x)));
    Node node = Net.only(net.rewritten(new FuseResiduals(), y), "Conv+Add");
    assertEquals(
        new Fused(new Conv(Window.ofWeights(), 1), 3, List.of(new PostOp.Add(3))), node.op());
    assertEquals(Arrays.asList(x, node.input(1), null, x), node.inputs());
    assertEquals(List.of("Conv+Add+Relu"), net.left(y));
  }

  @Test
  void ofTwoConvolutionsOneAddsTheOther() {
    Value y = net.node(new Add(), conv(x), conv(x));
    assertEquals(List.of("Conv", "Conv+Add"), net.left(new FuseResiduals(), y));
  }

  @Test
  void biasResidualAndActivationFollowAMatMulOfAnyBatch() {
    Value a = net.batch("n", 3, 4);
    Value y = net.node(new MatMul(), a, net.weights(4, 4));
    y = net.node(new Add(), y, net.weights(4));
    y = net.node(new Add(), y, a);
    Node node = Net.only(net.rewrittenByAll(net.node(new Relu(), y)), "MatMul+Bias+Add+Relu");
    assertEquals(4, node.inputs().size());
    assertEquals(a, node.input(3));
  }

  @Test
  void theResidualOfAGemmStandsBehindItsBias() {
    Value a = net.input(3, 4);
    Value y = net.node(new Gemm(1, 1, false, false), a, net.weights(4, 4), net.weights(4));
    assertEquals(List.of("Gemm+Add"), net.left(net.node(new Add(), a, y)));
  }

  @Test
  void aSumOfOtherShapesStays() {
    Value channels = net.input(4, 1, 1);
    Value unknown = net.batch("n", 4, 5, 5);
    assertEquals(
        List.of("Conv", "Add", "Conv", "Add"),
        net.left(
            new FuseResiduals(),
            net.node(new Add(), conv(x), channels),
            net.node(new Add(), conv(x), unknown)));
  }

  @Test
  void aResultAddedToItselfOrToWhatComesFromItStays() {
    Value doubled = conv(x);
    Value used = conv(x);
    assertEquals(
        List.of("Conv", "Add", "Conv", "Relu", "Add"),
        net.left(
            new FuseResiduals(),
            net.node(new Add(), doubled, doubled),
            net.node(new Add(), used, net.node(new Relu(), used))));
  }
}
