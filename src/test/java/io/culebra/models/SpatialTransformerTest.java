package io.culebra.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.culebra.Backend;
import io.culebra.nn.Activation;
import io.culebra.nn.Conv2D;
import io.culebra.nn.Dense;
import io.culebra.nn.Flatten;
import io.culebra.nn.Network;
import io.culebra.nn.NetworkBuilder;
import io.culebra.nn.SpatialTransformer;
import io.culebra.nn.Symbol;
import io.culebra.tensor.InvalidModelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A spatial transformer with a localisation network, against ONNX Runtime. */
class SpatialTransformerTest {
  private static Network network() {
    NetworkBuilder net = new NetworkBuilder("transformed");
    Symbol x = net.input("x", 3, 14, 17);
    Symbol maps =
        x.then(Conv2D.of(4, 5).stride(2).activation(Activation.relu()))
            .then(new Flatten())
            .then(Dense.of(6));
    Symbol seen = new SpatialTransformer().size(12, 11).apply(x, maps);
    Symbol y = new SpatialTransformer().apply(seen, maps).then(Conv2D.of(5, 3).named("y"));
    return net.build(y);
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void givesTheAnswersOfOnnxRuntime(Backend backend) throws Exception {
    BuiltComparison.check(network(), backend, 1, 3);
  }

  @Test
  void itsShapesAreKnown() {
    assertEquals(
        "Nx3x12x11",
        network().layers().stream()
            .filter(layer -> layer.kind().equals("SpatialTransformer"))
            .findFirst()
            .orElseThrow()
            .output()
            .toString());
  }

  @Test
  void refusesAnImageWithoutMaps() {
    Symbol x = new NetworkBuilder("alone").input("x", 3, 14, 17);
    assertThrows(InvalidModelException.class, () -> new SpatialTransformer().apply(x));
  }
}
