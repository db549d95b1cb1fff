package io.culebra.lifecycle;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Outputs;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.models.Networks;
import io.culebra.tensor.ClosedException;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Eight callers for so many seconds: random shapes on shared sessions, results closed, dropped or
 * given by the callers, sessions and models opened and closed under the others, collections. Every
 * answer is compared with what a session of one thread gives that nobody else uses, bit for bit
 * where the session has one thread too; at the end everything has been given back.
 */
final class Soak {
  private static final int CALLERS = 8;
  private static final int SIZES = 6;
  private static final int FIRST_SIZE = 5;
  private static final List<Backend> BACKENDS =
      List.of(Backend.AUTO, Backend.VECTOR, Backend.ONEDNN);

  /** What was made before the first measure and may be kept by the library for its own use. */
  private static final long SLACK = 1 << 20;

  /** How far sums in another order may be apart, of the largest. */
  private static final double ROUNDING = 1e-5;

  private static final int PATIENCE = 100;

  private static final byte[] BYTES = Networks.picturesOfAnySize();

  private final Map<String, float[]> expected;
  private final AtomicLong runs = new AtomicLong();
  private final AtomicLong closedUnder = new AtomicLong();
  private final long end;

  private Soak(Map<String, float[]> expected, long seconds) {
    this.expected = expected;
    end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
  }

  public static void main(String[] arguments) throws Exception {
    Map<String, float[]> expected = expected();
    new Soak(expected, 1).callers();
    long before = NativeMemory.held();
    Soak soak = new Soak(expected, Long.parseLong(arguments[0]));
    soak.callers();
    long kept = before + SLACK;
    for (int i = 0; i < PATIENCE && NativeMemory.held() > kept; i++) {
      System.gc();
      Thread.sleep(50);
    }
    if (NativeMemory.held() > kept) {
      throw new AssertionError(NativeMemory.held() + " bytes held, " + before + " before");
    }
    System.out.println(soak.runs + " right answers, " + soak.closedUnder + " closed under a run");
  }

  private void callers() throws Exception {
    try (Model model = Model.of(BYTES);
        Session one = model.openSession(options(Backend.AUTO));
        Session two = model.openSession(options(Backend.VECTOR).lanes(2));
        Session team = model.openSession(options(Backend.AUTO).threads(2).lanes(2));
        Session large = model.openSession(options(Backend.VECTOR).threads(3));
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      List<Session> shared = List.of(one, two, team, large);
      List<Callable<Void>> work = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        Random random = new Random(i);
        work.add(() -> {
          while (System.nanoTime() < end) {
            step(model, shared, random);
          }
          return null;
        });
      }
      for (Future<Void> done : callers.invokeAll(work)) {
        done.get();
      }
    }
  }

  /** One thread, so that the order of sums does not depend on who else runs; some get more. */
  private static SessionOptions options(Backend backend) {
    return SessionOptions.defaults().backend(backend).threads(1);
  }

  private void step(Model model, List<Session> shared, Random random) throws Exception {
    int what = random.nextInt(100);
    if (what < 85) {
      Session session = shared.get(random.nextInt(shared.size()));
      run(session, session.options().backend(), random);
    } else if (what < 92) {
      Backend backend = BACKENDS.get(random.nextInt(BACKENDS.size()));
      try (Session own = model.openSession(options(backend))) {
        run(own, backend, random);
      }
    } else if (what < 97) {
      closeUnderRun(random);
    } else if (what < 99) {
      Session dropped = Model.of(BYTES).openSession(options(Backend.AUTO));
      run(dropped, Backend.AUTO, random);
    } else {
      System.gc();
    }
  }

  private void run(Session session, Backend backend, Random random) {
    int height = FIRST_SIZE + random.nextInt(SIZES);
    int width = FIRST_SIZE + random.nextInt(SIZES);
    float[] right = Objects.requireNonNull(expected.get(key(backend, height, width)));
    try (Tensor x = Tensor.of(picture(height, width), 1, 3, height, width)) {
      Outputs outputs = session.run(Map.of("x", x));
      float[] answer = outputs.values().iterator().next().toFloatArray();
      check(answer, right, session.options().threads() == 1 ? 0 : ROUNDING);
      if (random.nextInt(4) > 0) {
        outputs.close();
      }
    }
    runs.incrementAndGet();
  }

  private void check(float[] answer, float[] right, double tolerance) {
    float largest = 0;
    for (float value : right) {
      largest = Math.max(largest, Math.abs(value));
    }
    boolean same = answer.length == right.length;
    for (int i = 0; same && i < right.length; i++) {
      same = Math.abs(answer[i] - right[i]) <= tolerance * largest;
    }
    if (!same) {
      throw new AssertionError("wrong: " + Arrays.toString(answer) + Arrays.toString(right));
    }
  }

  /** The model first, then the session, from two threads, while a third one runs it. */
  private void closeUnderRun(Random random) throws Exception {
    Model model = Model.of(BYTES);
    Session session = model.openSession(options(Backend.AUTO));
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread runner =
        Thread.ofVirtual()
            .start(() -> {
              try {
                run(session, Backend.AUTO, new Random(random.nextLong()));
              } catch (ClosedException e) {
                closedUnder.incrementAndGet();
              } catch (RuntimeException | AssertionError e) {
                failure.set(e);
              }
            });
    Thread closer = Thread.ofPlatform().start(model::close);
    session.close();
    closer.join();
    runner.join();
    if (failure.get() != null) {
      throw new AssertionError("a run failed while its session was closed", failure.get());
    }
  }

  private static Map<String, float[]> expected() {
    Map<String, float[]> expected = new HashMap<>();
    for (Backend backend : BACKENDS) {
      try (Model model = Model.of(BYTES);
          Session session = model.openSession(options(backend))) {
        for (int height = FIRST_SIZE; height < FIRST_SIZE + SIZES; height++) {
          for (int width = FIRST_SIZE; width < FIRST_SIZE + SIZES; width++) {
            try (Tensor x = Tensor.of(picture(height, width), 1, 3, height, width);
                Outputs outputs = session.run(Map.of("x", x))) {
              expected.put(
                  key(backend, height, width), outputs.values().iterator().next().toFloatArray());
            }
          }
        }
      }
    }
    return expected;
  }

  private static String key(Backend backend, int height, int width) {
    return backend + " " + height + " " + width;
  }

  private static float[] picture(int height, int width) {
    float[] picture = new float[3 * height * width];
    Random random = new Random(height * 100L + width);
    for (int i = 0; i < picture.length; i++) {
      picture[i] = random.nextFloat();
    }
    return picture;
  }
}
