package io.culebra.lifecycle;

import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.models.Networks;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.time.Duration;
import java.util.Map;

/** Prints how a network is run, after it has been measured if that is asked for. */
final class TunedChoice {
  private TunedChoice() {}

  public static void main(String[] arguments) {
    SessionOptions options = SessionOptions.defaults().threads(1);
    try (Model model = Model.of(Networks.picturesOfAnySize());
        Session session =
            model.openSession(options.reproducible(arguments[0].equals("reproducible")));
        Tensor x = Tensor.of(new float[3 * 40 * 40], 1, 3, 40, 40)) {
      if (arguments[0].equals("tune")) {
        session.tune(Map.of("x", x), Duration.ofMillis(300));
      }
      session
          .explain(Map.of("x", Shape.of(1, 3, 40, 40)))
          .forEach(step -> System.out.println("way " + step.node() + " " + step.way()));
    }
  }
}
