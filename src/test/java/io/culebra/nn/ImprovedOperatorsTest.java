package io.culebra.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.StepInfo;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The improved operators run in as many steps as the plain ones. */
class ImprovedOperatorsTest {
  private static Network network(boolean improved) {
    Initializer bias = Initializer.uniform(-1, 1);
    Conv2D first = Conv2D.of(16, 3).same().activation(Activation.relu());
    MaxPool2D pool = MaxPool2D.of(2).same();
    Conv2D second = Conv2D.of(16, 3).activation(Activation.relu());
    MaxPool2D lastPool = MaxPool2D.of(2);
    Dense dense = Dense.of(10);
    if (improved) {
      first.secondBias(bias);
      pool.channelBias(bias);
      second.secondBias(bias);
      lastPool.channelBias(bias);
      dense.secondBias(bias);
    }
    return new Sequential("net")
        .input(3, 20, 20)
        .add(first)
        .add(pool)
        .add(second)
        .add(lastPool)
        .add(new Flatten())
        .add(dense)
        .build();
  }

  private static List<String> steps(Network network, Backend backend) {
    try (Model model = network.open();
        Session session = model.openSession(SessionOptions.defaults().backend(backend))) {
      return session.explain(Map.of("x", Shape.of(2, 3, 20, 20))).stream()
          .map(StepInfo::operator)
          .toList();
    }
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void takeNoStepsOfTheirOwn(Backend backend) {
    assertEquals(steps(network(false), backend), steps(network(true), backend));
  }

  @Test
  void biasesCountAsParameters() {
    assertEquals(4 * 16 + 10, network(true).parameters() - network(false).parameters());
  }

  @Test
  void scalesLieSideBySide() {
    NetworkBuilder net = new NetworkBuilder("scales");
    Symbol x = net.input("x", 3, 9, 9);
    Symbol scales = x.then(MultiScaleConv2D.of(8, 1, 3, 5));
    assertEquals("Nx24x9x9", scales.shape().toString());
    Symbol half = Residual.identity(scales, s -> s.then(Conv2D.of(24, 3).same()));
    half = half.then(new BlurPool2D());
    assertEquals("Nx24x5x5", half.shape().toString());
    Symbol projected = Residual.projection(half, 2, s -> s.then(Conv2D.of(7, 3).stride(2).same()));
    assertEquals("Nx7x3x3", projected.shape().toString());
    Network network = net.build(projected);
    long scaled = 3 * 8 * (1 + 9 + 25) + 24;
    long branches = 24 * 24 * 9 + 24 + 24 * 7 * 9 + 7 + 24 * 7;
    assertEquals(scaled + branches, network.parameters());
  }

  @Test
  void aResidualThatDoesNotFitIsRefused() {
    Symbol x = new NetworkBuilder("wrong").input("x", 3, 9, 9);
    assertThrows(
        InvalidModelException.class, () -> Residual.identity(x, s -> s.then(Conv2D.of(4, 1))));
  }
}
