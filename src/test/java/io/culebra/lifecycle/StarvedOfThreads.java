package io.culebra.lifecycle;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.models.Networks;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.ThreadLimitException;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Takes every thread that this process may have, gives a few back, more each time, and opens and
 * runs a session: each time either that works or an exception says why not.
 */
final class StarvedOfThreads {
  private static final int MOST_GIVEN_BACK = 16;
  private static final int THREADS = 3;

  private final ArrayDeque<Sleeper> sleepers = new ArrayDeque<>();

  private StarvedOfThreads() {}

  private static final class Sleeper extends Thread {
    final CountDownLatch end = new CountDownLatch(1);

    Sleeper() {
      setDaemon(true);
    }

    @Override
    public void run() {
      try {
        end.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  public static void main(String[] arguments) throws Exception {
    new StarvedOfThreads().starve();
  }

  private void starve() throws InterruptedException {
    // What the JVM itself loads and starts late is not what is asked about here.
    System.out.println("begin " + new ThreadLimitException("none").getMessage());
    byte[] network = Networks.pictures();
    int refused = 0;
    int answered = 0;
    for (int free = 0; free <= MOST_GIVEN_BACK; free++) {
      takeAll();
      giveBack(free);
      try {
        run(network);
        answered++;
        System.out.println(free + " threads are enough");
      } catch (ThreadLimitException e) {
        refused++;
        System.out.println(free + ": " + e.getMessage());
      }
    }
    giveBack(sleepers.size());
    Thread.sleep(200);
    run(network);
    System.out.println("refused " + refused + ", answered " + answered + ", and at last answered");
  }

  private void takeAll() {
    try {
      while (true) {
        Sleeper sleeper = new Sleeper();
        sleeper.start();
        sleepers.add(sleeper);
      }
    } catch (OutOfMemoryError e) {
      return;
    }
  }

  private void giveBack(int count) throws InterruptedException {
    for (int i = 0; i < count && !sleepers.isEmpty(); i++) {
      Sleeper sleeper = sleepers.remove();
      sleeper.end.countDown();
      sleeper.join();
    }
    // The system counts a thread for a moment longer than Java does.
    Thread.sleep(50);
  }

  private static void run(byte[] network) {
    try (Model model = Model.of(network);
        Session session =
            model.openSession(SessionOptions.defaults().backend(Backend.ONEDNN).threads(THREADS));
        Tensor x = Tensor.of(new float[8 * 3 * 160 * 200], 8, 3, 160, 200)) {
      session.run(Map.of("x", x)).values().forEach(Tensor::close);
    }
  }
}
