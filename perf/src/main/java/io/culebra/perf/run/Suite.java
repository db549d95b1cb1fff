package io.culebra.perf.run;

import io.culebra.perf.PerfException;
import io.culebra.perf.engine.Backend;
import io.culebra.perf.engine.Contender;
import io.culebra.perf.measure.Reference;
import io.culebra.perf.noise.NoiseWatch;
import io.culebra.perf.result.Measurement;
import io.culebra.perf.result.Profile;
import io.culebra.perf.result.Roof;
import io.culebra.perf.roof.RoofProbe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Measures one catalogue entry after the other and keeps what came of each. */
final class Suite {

  private final ModelStore store;
  private final Plan plan;
  private final List<Backend> backends;
  private final List<Integer> threads;
  private final Consumer<String> progress;
  private final NoiseWatch noise = new NoiseWatch();
  private final Roof roof;
  private final List<String> skipped = new ArrayList<>();
  private final List<Measurement> measurements = new ArrayList<>();
  private final List<Profile> profiles = new ArrayList<>();

  /**
   * @param threads the numbers of threads that every model is measured with
   * @param progress takes a line for the user before each piece of work
   */
  Suite(
      ModelStore store,
      Plan plan,
      List<Backend> backends,
      List<Integer> threads,
      Consumer<String> progress) {
    this.store = store;
    this.plan = plan;
    this.backends = backends;
    this.threads = threads;
    this.progress = progress;
    progress.accept("the machine's limits");
    this.roof = RoofProbe.measure();
  }

  Roof roof() {
    return roof;
  }

  /** Measures a model with every number of threads. A model that is not there is skipped. */
  void measure(CatalogEntry entry) {
    try {
      progress.accept(entry.name());
      Path file = store.file(entry);
      try (Reference reference = Reference.of(file, entry.shapes())) {
        ModelRun run = new ModelRun(entry.name(), reference, plan, noise::calibrate);
        for (int count : threads) {
          progress.accept(entry.name() + ", threads: " + count);
          measurements.addAll(run.measure(contenders(count)));
        }
        profiles.addAll(run.profiles());
      }
    } catch (PerfException e) {
      skipped.add(entry.name() + " was not measured: " + e.getMessage());
      progress.accept(skipped.getLast());
    }
  }

  List<Measurement> measurements() {
    return measurements;
  }

  List<Profile> profiles() {
    return profiles;
  }

  /** What makes the result doubtful or incomplete. */
  List<String> warnings() {
    return Stream.concat(skipped.stream(), noise.warnings().stream()).toList();
  }

  /** Whether every model was measured and every engine was right. */
  boolean complete() {
    return skipped.isEmpty()
        && !measurements.isEmpty()
        && measurements.stream().allMatch(measurement -> measurement.times() != null);
  }

  private List<Contender> contenders(int count) {
    return Stream.concat(
            backends.stream().map(backend -> Contender.culebra(backend, count)),
            Stream.of(Contender.onnxRuntime(count)))
        .toList();
  }
}
