package io.culebra.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.graph.Graph;
import io.culebra.graph.Value;
import io.culebra.op.Add;
import io.culebra.op.BatchNormalization;
import io.culebra.op.Conv;
import io.culebra.op.Dropout;
import io.culebra.op.Identity;
import io.culebra.op.Relu;
import io.culebra.op.Sum;
import io.culebra.op.Window;
import io.culebra.tensor.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RewriterTest {
  private final Net net = new Net();

  @Test
  void aResidualBlockBecomesItsConvolutions() {
    Value x = net.input(1, 4, 8, 8);
    Value branch = net.node(new Relu(), normalized(conv(x)));
    Value sum = net.node(new Sum(), normalized(conv(branch)), x);
    Value out = net.node(new Dropout(), net.node(new Relu(), sum));
    assertEquals(List.of("Conv+Relu", "Conv+Add+Relu"), net.left(out));
  }

  private Value conv(Value x) {
    return net.node(new Conv(Window.of2d(3, 1, 1), 1), x, net.weights(4, 4, 3, 3));
  }

  private Value normalized(Value x) {
    return net.node(
        new BatchNormalization(1e-5f),
        x,
        net.weights(4),
        net.weights(4),
        net.weights(4),
        net.weights(4));
  }

  @Test
  void inputsAndOutputsKeepNumberAndOrder() {
    Value x = net.input(2, 3);
    Value unused = net.input(5);
    Value first = net.node(new Identity(), x);
    Value second = net.node(new Identity(), x);
    Value third = net.node(new Identity(), net.node(new Relu(), x));
    Graph graph = net.graph(first, second, third, third);
    Graph rewritten = Rewriter.rewrite(graph, Map.of(), Set.of(), (node, types) -> null);
    assertEquals(List.of(x, unused), rewritten.inputs());
    assertEquals(4, rewritten.outputs().size());
    assertSame(rewritten.outputs().get(2), rewritten.outputs().get(3));
    assertTrue(rewritten.outputs().stream().allMatch(v -> rewritten.producer(v) != null));
  }

  @Test
  void aPassThatIsOffDoesNotRun() {
    Value x = net.input(2, 3);
    Value out = net.node(new Relu(), net.node(new Identity(), x));
    Graph graph = net.graph(out);
    assertSame(
        graph, Rewriter.rewrite(graph, Map.of(), Set.of("remove-no-ops"), (node, types) -> null));
    assertEquals(List.of("Relu"), net.left(out));
  }

  @Test
  void anUnknownNameIsRefusedAndTheKnownOnesAreTold() {
    Graph graph = net.graph(net.node(new Add(), net.input(1), net.input(1)));
    InvalidInputException refused =
        assertThrows(
            InvalidInputException.class,
            () -> Rewriter.rewrite(graph, Map.of(), Set.of("fold"), (node, types) -> null));
    assertTrue(refused.getMessage().contains("'fold'"), refused.getMessage());
    assertTrue(refused.getMessage().contains("fold-constants"), refused.getMessage());
  }

  @Test
  void namesAreToldOnce() {
    assertEquals(Rewrites.names().size(), Set.copyOf(Rewrites.names()).size());
    Rewrites.names().forEach(name -> assertTrue(name.matches("[a-z]+(-[a-z]+)*"), name));
  }
}
