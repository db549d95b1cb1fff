package io.culebra.lifecycle;

import io.culebra.Backend;
import io.culebra.Culebra;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.models.Networks;
import io.culebra.tensor.BackendException;
import io.culebra.tensor.Tensor;
import java.util.Map;

/**
 * Asks for the vector backend and prints the refusal; with an argument also what the diagnosis
 * says, and whether the other backends answer.
 */
final class VectorOff {
  private VectorOff() {}

  public static void main(String[] arguments) {
    try (Model model = Model.of(Networks.pictures())) {
      try (Session session = model.openSession(SessionOptions.defaults().backend(Backend.VECTOR))) {
        System.out.println("opened " + session.inputs());
      } catch (BackendException e) {
        System.out.println("refused: " + e.getMessage());
      }
      if (arguments.length > 0) {
        System.out.println(Culebra.diagnose());
        try (Session session = model.openSession();
            Tensor x = Tensor.of(new float[3 * 16 * 20], 1, 3, 16, 20)) {
          session.run(Map.of("x", x)).close();
          System.out.println("answered");
        }
      }
    }
  }
}
