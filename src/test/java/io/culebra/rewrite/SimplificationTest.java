package io.culebra.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.culebra.graph.Graph;
import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.op.Add;
import io.culebra.op.AutoPad;
import io.culebra.op.Cast;
import io.culebra.op.Clip;
import io.culebra.op.Concat;
import io.culebra.op.Conv;
import io.culebra.op.Div;
import io.culebra.op.Dropout;
import io.culebra.op.Expand;
import io.culebra.op.Gemm;
import io.culebra.op.Identity;
import io.culebra.op.MatMul;
import io.culebra.op.Mul;
import io.culebra.op.Pad;
import io.culebra.op.PadMode;
import io.culebra.op.Pow;
import io.culebra.op.Relu;
import io.culebra.op.Reshape;
import io.culebra.op.Sigmoid;
import io.culebra.op.Slice;
import io.culebra.op.Sub;
import io.culebra.op.Sum;
import io.culebra.op.Transpose;
import io.culebra.op.Window;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Tensor;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The passes that remove nodes, share them, or put simpler ones in their place. */
class SimplificationTest {
  private final Net net = new Net();

  @Test
  void nodesThatChangeNothingAreRemoved() {
    Rewrite pass = new RemoveNoOps();
    Value x = net.input(2, 3);
    x = net.node(new Identity(), x);
    x = net.node(new Dropout(), x);
    x = net.node(new Cast(DataType.FLOAT), x);
    x = net.node(new Clip(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY), x);
    x = net.node(new Transpose(List.of(0, 1)), x);
    x = net.node(new Concat(0), x);
    x = net.node(new Reshape(false), x, net.integers(2, -1));
    x = net.node(new Expand(), x, net.integers(2, 1));
    x = net.node(new Pad(PadMode.CONSTANT), x, net.integers(0, 0, 0, 0));
    x = net.node(new Slice(), x, net.integers(0), net.integers(99), net.integers(1));
    assertEquals(List.of("Relu"), net.left(pass, net.node(new Relu(), x)));
  }

  @Test
  void anOutputStaysApartFromAnInput() {
    Value x = net.input(2, 3);
    Value inner = net.node(new Identity(), x);
    Value output = net.node(new Identity(), inner);
    Value other = net.node(new Dropout(), inner);
    Graph graph = net.rewrittenByAll(output, other);
    assertEquals(List.of("Identity", "Dropout"), Net.operators(graph));
    assertEquals(List.of(output, other), graph.outputs());
  }

  @Test
  void outputsStayApartFromEachOther() {
    Value made = net.node(new Relu(), net.input(2, 3));
    Value inner = net.node(new Identity(), made);
    Value one = net.node(new Identity(), inner);
    Value other = net.node(new Identity(), made);
    Graph graph = net.rewrittenByAll(one, other);
    assertEquals(2, Set.copyOf(graph.outputs()).size());
  }

  @Test
  void nodesThatChangeSomethingStay() {
    Rewrite pass = new RemoveNoOps();
    Value x = net.input(2, 2);
    List<Value> kept =
        List.of(
            net.node(new Cast(DataType.DOUBLE), x),
            net.node(new Clip(0, Float.POSITIVE_INFINITY), x),
            net.node(new Transpose(List.of()), x),
            net.node(new Concat(0), x, x),
            net.node(new Reshape(false), x, net.integers(4)),
            net.node(new Pad(PadMode.CONSTANT), x, net.integers(1, 0, -1, 0)),
            net.node(
                new Slice(),
                x,
                net.integers(-1),
                net.integers(Integer.MIN_VALUE),
                net.integers(1),
                net.integers(-1)));
    List<Value> used = kept.stream().map(value -> net.node(new Identity(), value)).toList();
    assertEquals(kept.size(), net.rewritten(pass, used.toArray(Value[]::new)).nodes().size());
  }

  @Test
  void equalNodesAreShared() {
    Value x = net.input(2, 3);
    Value one = net.node(new Relu(), x);
    Value two = net.node(new Relu(), x);
    Value other = net.node(new Clip(0, 1), x);
    Value limit = net.node(new Clip(0, 2), x);
    assertEquals(
        List.of("Relu", "Add", "Clip", "Clip", "Add", "Mul"),
        net.left(
            new ShareEqualNodes(),
            net.node(new Mul(), net.node(new Add(), one, two), net.node(new Add(), other, limit))));
  }

  @Test
  void twoTransposesBecomeOneOrNone() {
    Value x = net.input(2, 3, 4);
    Value twice = net.node(new Transpose(List.of(1, 2, 0)), x);
    twice = net.node(new Transpose(List.of()), twice);
    Graph graph = net.rewritten(new MergeTransposes(), twice);
    assertEquals(new Transpose(List.of(0, 2, 1)), graph.nodes().getFirst().op());
    Value there = net.node(new Transpose(List.of(1, 2, 0)), x);
    Value back = net.node(new Transpose(List.of(2, 0, 1)), there);
    assertEquals(List.of("Relu"), net.left(net.node(new Relu(), back)));
  }

  @Test
  void matricesAreReadTransposed() {
    Rewrite pass = new FoldTransposesIntoGemm();
    Value a = net.input(3, 2);
    Value b = net.input(4, 3);
    Value ab =
        net.node(
            new MatMul(),
            net.node(new Transpose(List.of(1, 0)), a),
            net.node(new Transpose(List.of()), b));
    assertEquals(new Gemm(1, 1, true, true), net.rewritten(pass, ab).nodes().getFirst().op());
    Value back =
        net.node(
            new Gemm(2, 1, true, false), net.node(new Transpose(List.of()), a), net.input(2, 5));
    assertEquals(new Gemm(2, 1, false, false), net.rewritten(pass, back).nodes().getFirst().op());
  }

  @Test
  void tensorsAreNotReadTransposed() {
    Value a = net.input(5, 3, 2);
    Value b = net.input(5, 3, 4);
    Value out = net.node(new MatMul(), net.node(new Transpose(List.of(0, 2, 1)), a), b);
    assertEquals(List.of("Transpose", "MatMul"), net.left(new FoldTransposesIntoGemm(), out));
  }

  @Test
  void zerosAroundAConvolutionAreItsPadding() {
    Value x = net.input(1, 3, 8, 8);
    Value padded = net.node(new Pad(PadMode.CONSTANT), x, net.integers(0, 0, 1, 2, 0, 0, 3, 4));
    Value axes =
        net.node(
            new Pad(PadMode.CONSTANT), padded, net.integers(1, 0), net.scalar(0), net.integers(-1));
    Value out = net.node(new Conv(Window.of2d(3, 2, 1), 1), axes, net.weights(4, 3, 3, 3));
    Node conv = Net.only(net.rewritten(new FoldPadsIntoConvolutions(), out), "Conv");
    Window window = ((Conv) conv.op()).window();
    assertEquals(List.of(2, 4), window.padsBegin());
    assertEquals(List.of(4, 5), window.padsEnd());
    assertEquals(x, conv.input(0));
  }

  @Test
  void otherPaddingStaysInFrontOfAConvolution() {
    Value x = net.input(1, 3, 8, 8);
    Value spatial = net.integers(0, 0, 1, 1, 0, 0, 1, 1);
    Value weights = net.weights(4, 3, 3, 3);
    Value infinite =
        net.constant(Tensor.of(new float[] {1, 2, Float.NEGATIVE_INFINITY}, 1, 3, 1, 1));
    Conv conv = new Conv(Window.ofWeights(), 1);
    Window same =
        new Window(List.of(), List.of(), List.of(), List.of(), List.of(), AutoPad.SAME_UPPER);
    List<Value> kept =
        List.of(
            net.node(conv, net.node(new Pad(PadMode.EDGE), x, spatial), weights),
            net.node(conv, net.node(new Pad(PadMode.CONSTANT), x, spatial, net.scalar(1)), weights),
            net.node(
                conv,
                net.node(new Pad(PadMode.CONSTANT), x, net.integers(0, 0, -1, 1, 0, 0, 1, 1)),
                weights),
            net.node(new Conv(same, 1), net.node(new Pad(PadMode.CONSTANT), x, spatial), weights),
            net.node(conv, net.node(new Pad(PadMode.CONSTANT), x, spatial), net.input(4, 3, 3, 3)),
            net.node(conv, net.node(new Pad(PadMode.CONSTANT), x, spatial), infinite));
    Graph graph = net.rewritten(new FoldPadsIntoConvolutions(), kept.toArray(Value[]::new));
    assertEquals(12, graph.nodes().size());
  }

  @Test
  void arithmeticThatChangesNothingIsRemoved() {
    Value x = net.input(2, 3);
    x = net.node(new Add(), net.scalar(-0.0), x);
    x = net.node(new Sub(), x, net.scalar(0));
    x = net.node(new Mul(), x, net.scalar(1));
    x = net.node(new Div(), x, net.scalar(1));
    x = net.node(new Pow(), x, net.scalar(1));
    assertEquals(List.of("Relu"), net.left(new SimplifyArithmetic(), net.node(new Relu(), x)));
  }

  @Test
  void arithmeticThatChangesTheSignOfZeroStays() {
    Value x = net.input(2, 3);
    x = net.node(new Add(), net.scalar(0), x);
    x = net.node(new Sub(), x, net.scalar(-0.0));
    assertEquals(List.of("Add", "Sub"), net.left(new SimplifyArithmetic(), x));
  }

  @Test
  void cheaperArithmeticTakesThePlaceOfPowAndSum() {
    Value x = net.input(2, 3);
    Value y = net.node(new Pow(), x, net.scalar(2));
    y = net.node(new Pow(), y, net.scalar(0.5));
    y = net.node(new Pow(), y, net.scalar(-1));
    y = net.node(new Pow(), y, net.scalar(1.5));
    y = net.node(new Sum(), y, x);
    assertEquals(
        List.of("Mul", "Pow", "Reciprocal", "Pow", "Add"), net.left(new SimplifyArithmetic(), y));
  }

  @Test
  void arithmeticThatAddsAnAxisOrComputesOtherwiseStays() {
    Value x = net.node(new Sigmoid(), net.input(3));
    Value wider = net.node(new Mul(), x, net.constant(Tensor.of(new float[] {1}, 1, 1)));
    Value base = net.node(new Pow(), net.scalar(1), x);
    Value inverse = net.node(new Div(), net.scalar(1), x);
    assertEquals(
        List.of("Sigmoid", "Mul", "Pow", "Div"),
        net.left(new SimplifyArithmetic(), wider, base, inverse));
  }
}
