package io.culebra.perf.measure;

import io.culebra.perf.PerfException;
import io.culebra.perf.worker.WorkerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Timed runs of several workers in rounds: in each round every worker has its turn, and the order
 * rotates. A turn starts when no other worker uses the CPU (ONNX Runtime's threads spin for a
 * while).
 */
public final class Rounds {

  private static final int LEAST_RUNS = 3;
  private static final int PATIENCE = 200;
  private static final Duration GLANCE = Duration.ofMillis(50);

  /** One tick of the clock that CPU times are told in. */
  private static final Duration TICK = Duration.ofMillis(10);

  private final List<WorkerProcess> workers;
  private final Map<WorkerProcess, long[]> warmUps = new HashMap<>();
  private final Map<WorkerProcess, List<long[]>> samples = new HashMap<>();

  private Rounds(List<WorkerProcess> workers) {
    this.workers = workers;
    workers.forEach(worker -> samples.put(worker, new ArrayList<>()));
  }

  /**
   * Warms the workers up for one turn each, then times them.
   *
   * @param warmUpSeconds the length of the first turn
   * @param between what to do after each turn
   * @param seconds the length of a turn
   * @throws PerfException if the other workers don't come to rest
   */
  public static Rounds run(
      List<WorkerProcess> workers,
      double warmUpSeconds,
      int rounds,
      double seconds,
      Runnable between) {
    Rounds run = new Rounds(workers);
    for (WorkerProcess worker : workers) {
      run.warmUps.put(worker, run.turn(worker, warmUpSeconds));
      between.run();
    }
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < workers.size(); i++) {
        WorkerProcess worker = workers.get((round + i) % workers.size());
        run.samples(worker).add(run.turn(worker, seconds));
        between.run();
      }
    }
    return run;
  }

  /** A worker's durations in ns, one array per round. */
  public List<long[]> samples(WorkerProcess worker) {
    return of(worker, samples);
  }

  /** A worker's durations in ns while it warmed up. */
  public long[] warmUp(WorkerProcess worker) {
    return of(worker, warmUps);
  }

  private static <T> T of(WorkerProcess worker, Map<WorkerProcess, T> map) {
    T found = map.get(worker);
    if (found == null) {
      throw new IllegalArgumentException("not a worker of these rounds");
    }
    return found;
  }

  private long[] turn(WorkerProcess worker, double seconds) {
    for (WorkerProcess other : workers) {
      if (!other.equals(worker)) {
        awaitRest(other);
      }
    }
    return worker.time(seconds, LEAST_RUNS);
  }

  private static void awaitRest(WorkerProcess worker) {
    try {
      for (int i = 0; i < PATIENCE; i++) {
        Duration before = worker.cpuTime();
        Thread.sleep(GLANCE);
        if (worker.cpuTime().minus(before).compareTo(TICK) < 0) {
          return;
        }
      }
      throw new PerfException(worker.contender().label() + " keeps using the CPU after its runs");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PerfException("interrupted", e);
    }
  }
}
