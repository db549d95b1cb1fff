package io.culebra.perf.run;

import io.culebra.perf.PerfException;
import io.culebra.perf.engine.Contender;
import io.culebra.perf.measure.Accuracy;
import io.culebra.perf.measure.Latency;
import io.culebra.perf.measure.Reference;
import io.culebra.perf.measure.Rounds;
import io.culebra.perf.result.Measurement;
import io.culebra.perf.result.Measurement.Times;
import io.culebra.perf.result.Profile;
import io.culebra.perf.worker.MemoryUse;
import io.culebra.perf.worker.WorkerProcess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Measures contenders on one model: first whether they are right, then those that are against the
 * clock.
 */
final class ModelRun {

  private static final int FIRST_RUNS = 200;
  private static final int EXTRA_RUNS = 5;

  private final String model;
  private final Reference reference;
  private final Plan plan;
  private final Runnable between;
  private final List<Profile> profiles = new ArrayList<>();

  /**
   * @param model what results call the model
   * @param between what to do after each turn of an engine
   */
  ModelRun(String model, Reference reference, Plan plan, Runnable between) {
    this.model = model;
    this.reference = reference;
    this.plan = plan;
    this.between = between;
  }

  /** Measures the contenders; one that fails is in the result with its reason. */
  List<Measurement> measure(List<Contender> contenders) {
    List<Measurement> measurements = new ArrayList<>();
    Map<WorkerProcess, Accuracy> workers = new LinkedHashMap<>();
    try {
      for (Contender contender : contenders) {
        try {
          Accuracy accuracy = reference.check(contender);
          if (accuracy.correct()) {
            workers.put(open(contender), accuracy);
          } else {
            measurements.add(measurement(contender, accuracy.verdict(), accuracy, null));
          }
        } catch (PerfException e) {
          measurements.add(measurement(contender, "failed: " + e.getMessage(), null, null));
        }
      }
      measurements.addAll(race(workers));
      return measurements;
    } finally {
      workers.keySet().forEach(WorkerProcess::close);
    }
  }

  /** Where the time went, for the engines that tell. */
  List<Profile> profiles() {
    return profiles;
  }

  private List<Measurement> race(Map<WorkerProcess, Accuracy> workers) {
    if (workers.isEmpty()) {
      return List.of();
    }
    Rounds rounds =
        Rounds.run(
            List.copyOf(workers.keySet()),
            plan.warmUpSeconds(),
            plan.rounds(),
            plan.seconds(),
            between);
    List<Measurement> measurements = new ArrayList<>();
    workers.forEach(
        (worker, accuracy) ->
            measurements.add(
                measurement(
                    worker.contender(), accuracy.verdict(), accuracy, times(worker, rounds))));
    return measurements;
  }

  private Times times(WorkerProcess worker, Rounds rounds) {
    List<long[]> samples = rounds.samples(worker);
    Latency latency = Latency.of(samples);
    long[] first = firstRuns(worker, rounds);
    MemoryUse memory = worker.memory(EXTRA_RUNS);
    profile(worker);
    Map<Integer, Double> throughput = new LinkedHashMap<>();
    for (int callers : plan.callers()) {
      throughput.put(callers, worker.throughput(callers, plan.seconds()));
    }
    return new Times(
        worker.load().toNanos() / 1e6,
        worker.firstRun().toNanos() / 1e6,
        Steadiness.runsUntilSteady(first, latency.medianMs()),
        latency,
        throughput,
        memory,
        reference.flops() / (latency.medianMs() * 1e6),
        Arrays.copyOf(first, Math.min(first.length, FIRST_RUNS)),
        samples);
  }

  private void profile(WorkerProcess worker) {
    Map<String, Double> operators = worker.profile(EXTRA_RUNS);
    if (!operators.isEmpty()) {
      Contender contender = worker.contender();
      profiles.add(new Profile(model, contender.label(), contender.threads(), operators));
    }
  }

  /** All runs from the very first on, in their order. */
  private static long[] firstRuns(WorkerProcess worker, Rounds rounds) {
    return LongStream.concat(
            LongStream.of(worker.firstRun().toNanos()),
            LongStream.concat(
                Arrays.stream(rounds.warmUp(worker)),
                rounds.samples(worker).stream().flatMapToLong(Arrays::stream)))
        .toArray();
  }

  private WorkerProcess open(Contender contender) {
    return WorkerProcess.open(contender, reference.model(), reference.inputs());
  }

  private Measurement measurement(
      Contender contender, String verdict, @Nullable Accuracy accuracy, @Nullable Times times) {
    return new Measurement(
        model,
        reference.shapes(),
        contender.label(),
        contender.threads(),
        verdict,
        accuracy,
        times);
  }
}
