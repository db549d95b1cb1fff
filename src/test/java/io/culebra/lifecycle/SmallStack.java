package io.culebra.lifecycle;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.models.Networks;
import io.culebra.tensor.Tensor;
import java.util.Map;

/** Opens the first session of a JVM on a thread whose stack has so many KiB, and runs it. */
final class SmallStack {
  private SmallStack() {}

  public static void main(String[] arguments) throws InterruptedException {
    long stack = Long.parseLong(arguments[0]) << 10;
    Thread thread = new Thread(null, SmallStack::run, "small", stack);
    thread.start();
    thread.join();
  }

  private static void run() {
    try (Model model = Model.of(Networks.pictures());
        Session session = model.openSession(SessionOptions.defaults().backend(Backend.ONEDNN));
        Tensor x = Tensor.of(new float[3 * 16 * 20], 1, 3, 16, 20)) {
      session.run(Map.of("x", x)).values().forEach(Tensor::close);
      System.out.println("answered");
    }
  }
}
