package io.culebra.perf.selfcheck;

import io.culebra.perf.Home;
import io.culebra.perf.compare.Change;
import io.culebra.perf.compare.Comparison;
import io.culebra.perf.engine.Backend;
import io.culebra.perf.engine.Contender;
import io.culebra.perf.engine.Engines;
import io.culebra.perf.measure.Reference;
import io.culebra.perf.noise.NoiseWatch;
import io.culebra.perf.result.Machine;
import io.culebra.perf.result.Measurement;
import io.culebra.perf.result.RunResult;
import io.culebra.perf.run.ModelRun;
import io.culebra.perf.run.ModelStore;
import io.culebra.perf.run.Plan;
import io.culebra.perf.slow.Slowdown;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code perf/selfcheck}: the harness against itself. */
@Command(
    name = "selfcheck",
    description =
        "Measures one build several times and compares each result with each other: no change may"
            + " be reported. Then slows one operator by the larger of 10 %% and twice the noise,"
            + " which has to be found with the operator's name. Ends with 1 when either fails.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class SelfcheckCommand implements Callable<Integer> {

  private static final double LEAST_SLOWDOWN = 0.10;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Spec private CommandSpec spec;

  @Option(
      names = "--network",
      paramLabel = "NAME",
      description = "The network of the zoo to measure (default: ${DEFAULT-VALUE}).")
  private String network = "improved-cnn";

  @Option(
      names = "--operator",
      paramLabel = "NAME",
      description = "The operator to slow (default: ${DEFAULT-VALUE}).")
  private String operator = "Conv";

  @Option(
      names = "--results",
      paramLabel = "N",
      description = "How many results of the same build; 5 make 10 pairs (default: 5).")
  private int results = 5;

  @Option(
      names = "--launches",
      paramLabel = "N",
      description = "Processes behind each result (default: ${DEFAULT-VALUE}).")
  private int launches = 12;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Path model = new ModelStore(null, Home.resolve("target/models")).zoo(network);
    NoiseWatch noise = new NoiseWatch(PATIENCE);
    try (Reference reference = Reference.of(model, Map.of())) {
      List<RunResult> same = new ArrayList<>();
      for (int i = 0; i < results; i++) {
        same.add(measure(reference, Contender.culebra(Backend.VECTOR, 1), noise));
        out.printf("result %d of the same build%n", i + 1);
        out.flush();
      }
      boolean quiet = true;
      double spread = 0;
      for (int i = 0; i < results; i++) {
        for (int j = i + 1; j < results; j++) {
          List<Change> changes = Comparison.of(same.get(i), same.get(j));
          quiet &= report("results %d and %d".formatted(i + 1, j + 1), changes, out);
          spread = Math.max(spread, noise(changes));
        }
      }
      double factor = 1 + Math.max(LEAST_SLOWDOWN, 2 * spread);
      out.printf(
          "%s slowed by %.0f %% (noise: %.1f %%)%n", operator, 100 * (factor - 1), 100 * spread);
      Contender slowed =
          Contender.culebra(Backend.VECTOR, 1).slowed(new Slowdown(operator, factor));
      List<Change> changes = Comparison.of(same.getFirst(), measure(reference, slowed, noise));
      report("the slowed build", changes, out);
      boolean found = changes.stream().anyMatch(c -> c.kind() == Change.Kind.SLOWER && isSlowed(c));
      out.println(
          quiet ? "no change found where there is none" : "changes found where there is none");
      out.println(found ? "the slowed operator was found" : "the slowed operator was not found");
      noise.warnings().forEach(warning -> out.println("warning: " + warning));
      return quiet && found ? 0 : 1;
    }
  }

  private RunResult measure(Reference reference, Contender contender, NoiseWatch noise) {
    ModelRun run = new ModelRun(network, reference, noise);
    Plan plan = new Plan(launches, 1.5, 1, 0.5, List.of());
    List<Measurement> measurements = run.measure(List.of(contender), engines -> plan);
    return new RunResult(
        Machine.here(),
        Instant.now().toString(),
        "perf/selfcheck",
        Engines.versions(),
        null,
        List.of(),
        measurements,
        run.profiles(),
        List.of());
  }

  /** Prints what changed; whether nothing did and there was something to compare. */
  private static boolean report(String what, List<Change> changes, PrintWriter out) {
    List<Change> found = changes.stream().filter(Change::isChange).toList();
    out.printf("%s: %d compared, %d changed%n", what, changes.size(), found.size());
    found.forEach(change -> out.println("  " + change.line()));
    out.flush();
    return found.isEmpty() && !changes.isEmpty();
  }

  private double noise(List<Change> changes) {
    return changes.stream().filter(this::isSlowed).mapToDouble(Change::noise).max().orElse(0);
  }

  private boolean isSlowed(Change change) {
    String name = change.key().replaceFirst(".*, operator ", "");
    return !name.equals(change.key()) && (name.equals(operator) || name.startsWith(operator + "+"));
  }
}
