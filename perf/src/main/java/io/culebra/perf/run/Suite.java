package io.culebra.perf.run;

import io.culebra.perf.PerfException;
import io.culebra.perf.engine.Backend;
import io.culebra.perf.engine.Contender;
import io.culebra.perf.measure.Reference;
import io.culebra.perf.noise.NoiseWatch;
import io.culebra.perf.result.Measurement;
import io.culebra.perf.result.Profile;
import io.culebra.perf.worker.WorkerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Measures catalogue entries one after the other and keeps what came of each. */
final class Suite {

  /** What is left of an entry's share of the time for what follows the rounds. */
  private static final double RESERVE = 0.85;

  private static final String TIME_OVER = "the time was over";

  private final ModelStore store;
  private final Plan plan;
  private final @Nullable Budget budget;
  private final List<Backend> backends;
  private final List<Integer> threads;
  private final double tuneSeconds;
  private final NoiseWatch noise;
  private final Consumer<String> progress;
  private final List<Measurement> measurements = new ArrayList<>();
  private final List<Profile> profiles = new ArrayList<>();
  private boolean complete = true;

  /**
   * @param plan how thoroughly, if there is time enough
   * @param budget the time for all entries, or null for as long as it takes
   * @param threads the numbers of threads that every model is measured with
   * @param tuneSeconds how long auto measures before it is measured; 0 for a choice in the static
   *     order
   * @param progress takes a line for the user before each piece of work
   */
  Suite(
      ModelStore store,
      Plan plan,
      @Nullable Budget budget,
      List<Backend> backends,
      List<Integer> threads,
      double tuneSeconds,
      NoiseWatch noise,
      Consumer<String> progress) {
    this.store = store;
    this.plan = plan;
    this.budget = budget;
    this.backends = backends;
    this.threads = threads;
    this.tuneSeconds = tuneSeconds;
    this.noise = noise;
    this.progress = progress;
  }

  /**
   * Measures models with every number of threads. A model that is not there, or that there is no
   * time for, is left out with a warning.
   */
  void measure(List<CatalogEntry> entries) {
    int pieces = entries.size() * threads.size();
    for (CatalogEntry entry : entries) {
      try {
        measure(entry, pieces);
      } catch (PerfException e) {
        complete = false;
        leaveOut(entry.name(), e.getMessage());
      }
      pieces -= threads.size();
    }
  }

  private void measure(CatalogEntry entry, int pieces) {
    if (isTimeOver()) {
      leaveOut(entry.name(), TIME_OVER);
      return;
    }
    progress.accept(entry.name());
    Path file = store.file(entry);
    try (Reference reference = Reference.of(file, entry.shapes())) {
      ModelRun run = new ModelRun(entry.name(), reference, noise);
      for (int i = 0; i < threads.size(); i++) {
        int count = threads.get(i);
        String piece = entry.name() + ", threads: " + count;
        if (isTimeOver()) {
          leaveOut(piece, TIME_OVER);
          continue;
        }
        progress.accept(piece);
        tune(file, reference, count);
        @Nullable Budget own = budget == null ? null : budget.part(pieces - i);
        measurements.addAll(
            run.measure(
                contenders(count),
                engines ->
                    own == null || engines == 0
                        ? plan
                        : plan.within(RESERVE * own.remaining(), engines)));
      }
      profiles.addAll(run.profiles());
    }
  }

  /** In a process of its own, so that the one that is measured starts like any other. */
  private void tune(Path file, Reference reference, int count) {
    if (tuneSeconds > 0 && backends.contains(Backend.AUTO)) {
      Contender auto = Contender.culebra(Backend.AUTO, count).withTuning();
      try (WorkerProcess worker = WorkerProcess.open(auto, file, reference.inputs())) {
        worker.tune(tuneSeconds);
      }
    }
  }

  private boolean isTimeOver() {
    return budget != null && budget.remaining() <= 0;
  }

  private void leaveOut(String what, @Nullable String reason) {
    String line = what + " was not measured: " + reason;
    noise.warn(line);
    progress.accept(line);
  }

  List<Measurement> measurements() {
    return measurements;
  }

  List<Profile> profiles() {
    return profiles;
  }

  /** Whether every model that there was time for was measured, and every engine was right. */
  boolean complete() {
    return complete && measurements.stream().allMatch(measurement -> measurement.times() != null);
  }

  private List<Contender> contenders(int count) {
    return Stream.concat(
            backends.stream()
                .map(backend -> Contender.culebra(backend, count))
                .map(contender -> tuneSeconds > 0 ? contender.withTuning() : contender),
            Stream.of(Contender.onnxRuntime(count)))
        .toList();
  }
}
