package io.culebra.lifecycle;

import io.culebra.Backend;
import io.culebra.Culebra;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.models.Networks;
import io.culebra.tensor.Tensor;
import java.util.Map;

/** Runs a model with whatever backends there are, twice, and says which they are. */
final class Unpacked {
  private Unpacked() {}

  public static void main(String[] arguments) {
    for (int i = 0; i < 2; i++) {
      try (Model model = Model.of(Networks.pictures());
          Session session = model.openSession(SessionOptions.defaults().backend(Backend.AUTO));
          Tensor x = Tensor.of(new float[3 * 16 * 20], 1, 3, 16, 20)) {
        session.run(Map.of("x", x)).values().forEach(Tensor::close);
        System.out.println("answered");
      }
    }
    System.out.println(Culebra.diagnose());
  }
}
