package io.culebra.perf.run;

import io.culebra.perf.PerfException;
import io.culebra.perf.engine.Contender;
import io.culebra.perf.measure.Accuracy;
import io.culebra.perf.measure.Reference;
import io.culebra.perf.measure.Rounds;
import io.culebra.perf.noise.NoiseWatch;
import io.culebra.perf.result.Measurement;
import io.culebra.perf.result.Profile;
import io.culebra.perf.worker.WorkerProcess;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Measures contenders on one model against the clock, and checks the answer of each process that
 * was timed: only right ones have times in the result.
 */
public final class ModelRun {

  private final String model;
  private final Reference reference;
  private final NoiseWatch noise;
  private final List<Profile> profiles = new ArrayList<>();

  /**
   * @param model what results call the model
   * @param noise is asked between the turns of the engines
   */
  public ModelRun(String model, Reference reference, NoiseWatch noise) {
    this.model = model;
    this.reference = reference;
    this.noise = noise;
  }

  /**
   * Measures the contenders; one that fails is in the result with its reason.
   *
   * @param planFor how to measure so many engines; asked when they are open
   */
  public List<Measurement> measure(List<Contender> contenders, IntFunction<Plan> planFor) {
    Map<Contender, Trial> trials = new LinkedHashMap<>();
    contenders.forEach(contender -> trials.put(contender, new Trial()));
    Map<WorkerProcess, Trial> workers = open(trials);
    Plan plan = planFor.apply(workers.size());
    try {
      race(workers, plan);
      workers.forEach((worker, trial) -> trial.finish(worker, reference, plan));
    } finally {
      workers.keySet().forEach(WorkerProcess::close);
    }
    for (int launch = 1; launch < plan.launches(); launch++) {
      Map<WorkerProcess, Trial> others = open(trials);
      try {
        race(others, plan);
      } finally {
        others.keySet().forEach(WorkerProcess::close);
      }
    }
    return trials.entrySet().stream()
        .map(trial -> measurement(trial.getKey(), trial.getValue(), plan))
        .toList();
  }

  /** Where the time went, for the engines that tell. */
  public List<Profile> profiles() {
    return profiles;
  }

  /** A process for each trial that has not failed. */
  private Map<WorkerProcess, Trial> open(Map<Contender, Trial> trials) {
    Map<WorkerProcess, Trial> workers = new LinkedHashMap<>();
    trials.forEach((contender, trial) -> {
      if (trial.failure().isEmpty()) {
        try {
          workers.put(WorkerProcess.open(contender, reference.model(), reference.inputs()), trial);
        } catch (PerfException e) {
          trial.fail(e);
        }
      }
    });
    return workers;
  }

  private void race(Map<WorkerProcess, Trial> workers, Plan plan) {
    if (workers.isEmpty()) {
      return;
    }
    Rounds rounds =
        Rounds.run(
            List.copyOf(workers.keySet()),
            plan.warmUpSeconds(),
            plan.rounds(),
            plan.seconds(),
            noise::calibrate);
    workers.forEach((worker, trial) -> trial.add(worker, rounds));
    rounds.restless().forEach(noise::warn);
  }

  private Measurement measurement(Contender contender, Trial trial, Plan plan) {
    Optional<Accuracy> accuracy = trial.accuracy();
    boolean right = trial.failure().isEmpty() && accuracy.isPresent() && accuracy.get().correct();
    if (right && !trial.profile().isEmpty()) {
      profiles.add(
          Profile.of(
              model, contender.label(), contender.threads(), plan.launches(), trial.profile()));
    }
    return new Measurement(
        model,
        reference.shapes(),
        reference.flops(),
        reference.bytes(),
        contender.label(),
        contender.threads(),
        trial.failure().or(() -> accuracy.map(Accuracy::verdict)).orElse("failed"),
        accuracy.orElse(null),
        right ? trial.times(plan) : null);
  }
}
