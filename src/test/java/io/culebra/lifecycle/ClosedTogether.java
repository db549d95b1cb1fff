package io.culebra.lifecycle;

import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.models.Networks;
import io.culebra.tensor.ClosedException;
import io.culebra.tensor.Tensor;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Closes a model while another thread closes its session, both under a run. */
final class ClosedTogether {
  private static final int ROUNDS = 20;

  private ClosedTogether() {}

  public static void main(String[] arguments) throws InterruptedException {
    for (int i = 0; i < ROUNDS; i++) {
      round();
    }
    System.out.println("survived");
  }

  private static void round() throws InterruptedException {
    Model model = Model.of(Networks.slow());
    Session session = model.openSession(SessionOptions.defaults().threads(1));
    Tensor x = Tensor.of(new float[4 * 3 * 96 * 96], 4, 3, 96, 96);
    CountDownLatch warm = new CountDownLatch(1);
    Thread runner =
        Thread.ofPlatform()
            .start(() -> {
              try {
                while (true) {
                  session.run(Map.of("x", x)).values().forEach(Tensor::close);
                  warm.countDown();
                }
              } catch (ClosedException e) {
                warm.countDown();
              }
            });
    warm.await();
    Thread closer = Thread.ofPlatform().start(session::close);
    Thread.sleep(1);
    model.close();
    closer.join();
    runner.join();
    x.close();
  }
}
