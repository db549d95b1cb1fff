package io.culebra.perf.run;

import io.culebra.perf.PerfException;
import io.culebra.perf.measure.Accuracy;
import io.culebra.perf.measure.Latency;
import io.culebra.perf.measure.Reference;
import io.culebra.perf.measure.Rounds;
import io.culebra.perf.result.Measurement.Times;
import io.culebra.perf.worker.MemoryUse;
import io.culebra.perf.worker.StepGroup;
import io.culebra.perf.worker.WorkerProcess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What is found out about one contender on one model, in one process or several. */
final class Trial {

  private static final int FIRST_RUNS = 200;
  private static final int EXTRA_RUNS = 5;

  /** Of a round, in a result file: a small network runs 60,000 times in 2 seconds. */
  private static final int MOST_KEPT = 1000;

  private final List<long[]> samples = new ArrayList<>();
  private final List<List<StepGroup>> profile = new ArrayList<>();
  private final Map<Integer, Double> throughput = new LinkedHashMap<>();
  private long[] fromTheFirst = {};
  private double loadMs;
  private double firstMs;
  private @Nullable MemoryUse memory;
  private @Nullable Accuracy accuracy;
  private @Nullable String failure;

  /** Takes what a process did in its rounds. */
  void add(WorkerProcess worker, Rounds rounds) {
    if (samples.isEmpty()) {
      loadMs = worker.load().toNanos() / 1e6;
      firstMs = worker.firstRun().toNanos() / 1e6;
      fromTheFirst = fromTheFirst(worker, rounds);
    }
    samples.addAll(rounds.samples(worker));
    rounds.steps(worker).stream().filter(steps -> !steps.isEmpty()).forEach(profile::add);
  }

  /** Asks the process for what is not a matter of rounds, and last for its answer. */
  void finish(WorkerProcess worker, Reference reference, Plan plan) {
    try {
      memory = worker.memory(EXTRA_RUNS);
      for (int callers : plan.callers()) {
        throughput.put(callers, worker.throughput(callers, plan.seconds()));
      }
      accuracy = reference.check(worker);
    } catch (PerfException e) {
      fail(e);
    }
  }

  void fail(PerfException reason) {
    failure = "failed: " + reason.getMessage();
  }

  /** Why there are no times. */
  Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /** Empty when there is no answer. */
  Optional<Accuracy> accuracy() {
    return Optional.ofNullable(accuracy);
  }

  /** Where the time went, one list per round; empty if the engine does not tell. */
  List<List<StepGroup>> profile() {
    return profile;
  }

  Times times(Plan plan) {
    if (memory == null) {
      throw new IllegalStateException("not finished");
    }
    Latency latency = Latency.of(samples);
    return new Times(
        loadMs,
        firstMs,
        Steadiness.runsUntilSteady(fromTheFirst, latency.medianMs()),
        latency,
        throughput,
        memory,
        Arrays.copyOf(fromTheFirst, Math.min(fromTheFirst.length, FIRST_RUNS)),
        plan.launches(),
        samples.stream().map(Trial::kept).toList());
  }

  /** What a result file keeps of a round: all, or as many as one can read, evenly spread. */
  static long[] kept(long[] nanos) {
    if (nanos.length <= MOST_KEPT) {
      return nanos;
    }
    long[] kept = new long[MOST_KEPT];
    Arrays.setAll(kept, i -> nanos[(int) ((long) i * nanos.length / MOST_KEPT)]);
    return kept;
  }

  /** All runs from the very first on, in their order. */
  private static long[] fromTheFirst(WorkerProcess worker, Rounds rounds) {
    return LongStream.concat(
            LongStream.of(worker.firstRun().toNanos()),
            LongStream.concat(
                Arrays.stream(rounds.warmUp(worker)),
                rounds.samples(worker).stream().flatMapToLong(Arrays::stream)))
        .toArray();
  }
}
