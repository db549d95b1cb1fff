package io.culebra.perf.kernels;

import io.culebra.perf.Home;
import io.culebra.perf.engine.Engines;
import io.culebra.perf.noise.NoiseWatch;
import io.culebra.perf.report.Report;
import io.culebra.perf.result.KernelMeasurement;
import io.culebra.perf.result.Machine;
import io.culebra.perf.result.Roof;
import io.culebra.perf.result.RunResult;
import io.culebra.perf.roof.RoofProbe;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code perf/kernels}: single operators, every implementation beside the others. */
@Command(
    name = "kernels",
    description =
        "Times every implementation of single operators on the shapes of perf/shapes, after its"
            + " answer was checked, and leaves a result file. Ends with 1 when one was wrong.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class KernelsCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Spec private CommandSpec spec;

  @Option(
      names = "--family",
      paramLabel = "GLOB",
      description = "Only files of perf/shapes of this name, without its ending.")
  private String family = "*";

  @Option(
      names = "--line",
      paramLabel = "LINE",
      description = "Only this problem, written as in the files. Repeatable.")
  private List<String> lines = new ArrayList<>();

  @Option(
      names = "--threads",
      split = ",",
      description = "Numbers of threads (default: 1 and all cores).")
  private List<Integer> threads =
      Stream.of(1, Runtime.getRuntime().availableProcessors()).distinct().toList();

  @Option(names = "--quick", description = "One JVM and short iterations for each kernel.")
  private boolean quick;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The result file (default: perf/results/DATE-kernels.json).")
  private @Nullable Path out;

  @Override
  public Integer call() {
    String date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    KernelSuite suite =
        lines.isEmpty() ? KernelSuite.ofFamilies(family) : KernelSuite.ofLines(lines.stream());
    NoiseWatch noise = new NoiseWatch(PATIENCE);
    Roof roof = RoofProbe.measure();
    List<KernelMeasurement> kernels =
        suite.measure(quick, threads, noise, () -> true, spec.commandLine().getErr()::println);
    RunResult result =
        new RunResult(
            Machine.here(),
            date,
            "perf/" + String.join(" ", spec.commandLine().getParseResult().originalArgs()),
            Engines.versions(),
            roof,
            noise.warnings(),
            List.of(),
            List.of(),
            kernels);
    Path file =
        out != null ? out : Home.resolve("results/" + date.replace(":", "") + "-kernels.json");
    result.write(file);
    Report.write(result, file).forEach(spec.commandLine().getOut()::println);
    return kernels.stream().allMatch(kernel -> kernel.nanos().length > 0) ? 0 : 1;
  }
}
