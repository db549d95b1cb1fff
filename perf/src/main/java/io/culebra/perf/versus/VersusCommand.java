package io.culebra.perf.versus;

import io.culebra.perf.Json;
import io.culebra.perf.ShapeOptions;
import io.culebra.perf.engine.Backend;
import io.culebra.perf.engine.Contender;
import io.culebra.perf.measure.Reference;
import io.culebra.perf.noise.NoiseWatch;
import io.culebra.perf.result.Measurement;
import io.culebra.perf.run.ModelRun;
import io.culebra.perf.run.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perf/versus}: the ratio of Culebra's time to ONNX Runtime's, and the largest error. */
@Command(
    name = "versus",
    description =
        "Runs a model in Culebra and in ONNX Runtime, each in a process of its own, in alternating"
            + " rounds, and prints the ratio of their medians and the largest error of Culebra's"
            + " answer. Ends with 1 when the answer is wrong.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class VersusCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The ONNX file.")
  private Path model;

  @Option(names = "--threads", description = "Threads of each engine (default: ${DEFAULT-VALUE}).")
  private int threads = 1;

  @Option(
      names = "--backend",
      description = "Culebra's backend: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Backend backend = Backend.AUTO;

  @Mixin private ShapeOptions shapeOptions;

  @Option(names = "--rounds", description = "Rounds after the warm-up (default: ${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(
      names = "--seconds",
      description = "Seconds of an engine's turn in a round (default: ${DEFAULT-VALUE}).")
  private double seconds = 2;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description = "Seconds of an engine's turn before the rounds (default: ${DEFAULT-VALUE}).")
  private double warmUp = 5;

  @Option(names = "--json", description = "Print one JSON object instead of the table.")
  private boolean json;

  @Override
  public Integer call() {
    if (threads < 1 || rounds < 1 || !(seconds > 0) || !(warmUp >= 0)) {
      throw new ParameterException(
          spec.commandLine(), "--threads, --rounds and --seconds take positive numbers");
    }
    NoiseWatch noise = new NoiseWatch(PATIENCE);
    try (Reference reference = Reference.of(model, shapeOptions.shapes())) {
      ModelRun run = new ModelRun(model.toString(), reference, noise);
      Plan plan = new Plan(1, warmUp, rounds, seconds, List.of());
      List<Measurement> measured =
          run.measure(
              List.of(Contender.culebra(backend, threads), Contender.onnxRuntime(threads)),
              engines -> plan);
      VersusResult result =
          VersusResult.of(measured.getFirst(), measured.getLast(), noise.warnings());
      spec.commandLine().getOut().println(json ? Json.write(result) : result.table());
      return result.correct() ? 0 : 1;
    }
  }
}
