package io.culebra.rewrite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.culebra.graph.Graph;
import io.culebra.graph.Node;
import io.culebra.graph.Types;
import io.culebra.graph.Value;
import io.culebra.op.Add;
import io.culebra.op.Concat;
import io.culebra.op.ConstantOfShape;
import io.culebra.op.Expand;
import io.culebra.op.Relu;
import io.culebra.op.Reshape;
import io.culebra.op.ShapeOf;
import io.culebra.op.Size;
import io.culebra.tensor.Constant;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FoldConstantsTest {
  private final Net net = new Net();
  private final Rewrite pass = new FoldConstants();

  /** Computes Concat, as far as these tests need it. */
  private static @Nullable List<@Nullable Constant> concat(Node node, Types types) {
    if (!(node.op() instanceof Concat)) {
      return null;
    }
    List<Long> all = new ArrayList<>();
    for (Value input : node.inputs()) {
      long[] numbers = Constants.integers(input);
      for (int i = 0; numbers != null && i < numbers.length; i++) {
        all.add(numbers[i]);
      }
    }
    long[] joined = all.stream().mapToLong(Long::longValue).toArray();
    return List.of(Constant.of(Tensor.of(joined, joined.length)));
  }

  private Graph folded(Value... outputs) {
    return Rewriter.rewrite(net.graph(outputs), Map.of(), Set.of(), FoldConstantsTest::concat);
  }

  @Test
  void shapesAreFoldedAllAlongAChainOfReshapes() {
    Value x = net.input(2, 3, 4);
    for (int i = 0; i < 30; i++) {
      Value last = net.node(new ShapeOf(-1, null), x);
      Value rest = net.node(new ShapeOf(0, -1), x);
      x = net.node(new Reshape(false), x, net.node(new Concat(0), last, rest));
      x = net.node(new Relu(), x);
    }
    Graph graph = folded(x);
    assertEquals(60, graph.nodes().size());
    Value target = graph.nodes().getFirst().input(1);
    assertArrayEquals(new long[] {4, 2, 3}, Constants.integers(target));
  }

  @Test
  void onlyTheKnownPartOfAShapeIsFolded() {
    Value x = net.batch("n", 3, 4);
    Graph graph =
        net.rewritten(pass, net.node(new ShapeOf(1, null), x), net.node(new ShapeOf(0, null), x));
    assertEquals(List.of("Shape"), Net.operators(graph));
    assertArrayEquals(new long[] {3, 4}, Constants.integers(graph.outputs().getFirst()));
  }

  @Test
  void theSizeIsFolded() {
    Graph graph = net.rewritten(pass, net.node(new Size(), net.input(2, 3)));
    assertEquals(6, Constants.scalar(graph.outputs().getFirst()).orElseThrow());
  }

  @Test
  void aFilledTensorTakesNoMemoryAndGivesItsElements() {
    Constant third = Constant.of(Tensor.of(new float[] {1 / 3f}, 1));
    Value filled = net.node(new ConstantOfShape(third), net.integers(5, 7));
    Graph graph = net.rewritten(pass, filled);
    float[] elements = Constants.floats(graph.outputs().getFirst());
    float[] expected = new float[35];
    Arrays.fill(expected, 1 / 3f);
    assertArrayEquals(expected, elements);
  }

  @Test
  void anEmptyFilledTensorCanBeRead() {
    Constant zero = Constant.of(Tensor.of(new float[] {0}, 1));
    Graph graph = net.rewritten(pass, net.node(new ConstantOfShape(zero), net.integers(0, 7)));
    assertArrayEquals(new float[0], Constants.floats(graph.outputs().getFirst()));
  }

  @Test
  void whatWouldExplodeStays() {
    Constant zero = Constant.of(Tensor.of(new float[] {0}, 1));
    Value huge = net.node(new ConstantOfShape(zero), net.integers(1 << 20, 1 << 20));
    Value large = net.node(new Expand(), net.weights(1), net.integers(1 << 13, 1 << 13));
    Graph graph =
        Rewriter.rewrite(
            net.graph(huge, large),
            Map.of(),
            Set.of(),
            (node, types) -> {
              throw new AssertionError(node + " was to be computed");
            });
    assertEquals(2, graph.nodes().size());
  }

  @Test
  void inputTypesMakeShapesKnown() {
    Value x = net.batch("n", 3);
    Value out = net.node(new ShapeOf(0, null), x);
    Graph graph =
        Rewriter.rewrite(
            net.graph(out), Map.of(x, TensorType.f32(5, 3)), Set.of(), (node, types) -> null);
    assertArrayEquals(new long[] {5, 3}, Constants.integers(graph.outputs().getFirst()));
  }

  @Test
  void whatCannotBeComputedStays() {
    assertEquals(
        List.of("Add"), net.left(pass, net.node(new Add(), net.weights(2), net.weights(2))));
  }
}
