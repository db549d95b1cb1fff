package io.culebra.perf.measure;

import io.culebra.perf.PerfException;
import io.culebra.perf.worker.StepGroup;
import io.culebra.perf.worker.WorkerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Timed runs of several workers in rounds: in each round every worker has its turn, and the order
 * rotates. A turn starts when no other worker uses the CPU (ONNX Runtime's threads spin for a
 * while). After a turn the worker runs a few times more with its steps timed.
 */
public final class Rounds {

  private static final int LEAST_RUNS = 3;
  private static final int MOST_PROFILED_RUNS = 5;
  private static final double PROFILED_SHARE = 0.2;
  private static final int PATIENCE = 60;
  private static final Duration GLANCE = Duration.ofMillis(50);

  /** One tick of the clock that CPU times are told in. */
  private static final Duration TICK = Duration.ofMillis(10);

  private final List<WorkerProcess> workers;
  private final Map<WorkerProcess, long[]> warmUps = new HashMap<>();
  private final Map<WorkerProcess, List<long[]>> samples = new HashMap<>();
  private final Map<WorkerProcess, List<List<StepGroup>>> steps = new HashMap<>();
  private final List<String> restless = new ArrayList<>();

  private Rounds(List<WorkerProcess> workers) {
    this.workers = workers;
    for (WorkerProcess worker : workers) {
      samples.put(worker, new ArrayList<>());
      steps.put(worker, new ArrayList<>());
    }
  }

  /**
   * Warms the workers up for one turn each, then times them.
   *
   * @param warmUpSeconds the length of the first turn
   * @param between what to do after each turn
   * @param seconds the length of a turn
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
        long[] nanos = run.turn(worker, seconds);
        run.samples(worker).add(nanos);
        int runs = Math.clamp((int) (PROFILED_SHARE * nanos.length), 1, MOST_PROFILED_RUNS);
        run.steps(worker).add(worker.profile(runs));
        between.run();
      }
    }
    return run;
  }

  /** A worker's durations in ns, one array per round. */
  public List<long[]> samples(WorkerProcess worker) {
    return of(worker, samples);
  }

  /** Where a worker's time went, one list per round; empty lists if its engine does not tell. */
  public List<List<StepGroup>> steps(WorkerProcess worker) {
    return of(worker, steps);
  }

  /** A worker's durations in ns while it warmed up. */
  public long[] warmUp(WorkerProcess worker) {
    return of(worker, warmUps);
  }

  /** Who kept using the CPU while others were timed, which makes their figures doubtful. */
  public List<String> restless() {
    return restless;
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
      if (!other.equals(worker) && !comesToRest(other)) {
        restless.add(other.contender().label() + " kept using the CPU while others were timed");
      }
    }
    return worker.time(seconds, LEAST_RUNS);
  }

  private static boolean comesToRest(WorkerProcess worker) {
    try {
      for (int i = 0; i < PATIENCE; i++) {
        Duration before = worker.cpuTime();
        Thread.sleep(GLANCE);
        if (worker.cpuTime().minus(before).compareTo(TICK) < 0) {
          return true;
        }
      }
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PerfException("interrupted", e);
    }
  }
}
