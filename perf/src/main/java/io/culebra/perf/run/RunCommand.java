package io.culebra.perf.run;

import io.culebra.perf.Home;
import io.culebra.perf.ShapeOptions;
import io.culebra.perf.engine.Backend;
import io.culebra.perf.engine.Engines;
import io.culebra.perf.kernels.KernelSuite;
import io.culebra.perf.noise.NoiseWatch;
import io.culebra.perf.report.Report;
import io.culebra.perf.result.KernelMeasurement;
import io.culebra.perf.result.Machine;
import io.culebra.perf.result.Roof;
import io.culebra.perf.result.RunResult;
import io.culebra.perf.roof.RoofProbe;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perf/run}: whole models in every engine. */
@Command(
    name = "run",
    description =
        "Measures models in Culebra (auto, vector, onednn) and ONNX Runtime and leaves a result"
            + " file with its samples. Ends with 1 when an engine failed or was wrong.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class RunCommand implements Callable<Integer> {

  private static final String EVERY = "*";

  /** What --quick may take, less the time that one model can take longer than its share. */
  private static final double QUICK_SECONDS = 270;

  private static final double QUICK_KERNELS_SECONDS = 70;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "ONNX files to measure in place of the catalogue.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--quick",
      description = "A few models and kernels, short turns: within 5 minutes.")
  private boolean quick;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description =
          "Time for all models (default: as long as it takes). Turns are shortened to fit; what"
              + " there is no time for is left out with a warning.")
  private @Nullable Double minutes;

  @Option(
      names = "--launches",
      paramLabel = "N",
      description = "Processes of each engine, one after the other (default: ${DEFAULT-VALUE}).")
  private int launches = 1;

  @Option(
      names = "--kernels",
      paramLabel = "GLOB",
      description = "Time the kernels of these families of perf/shapes too, quickly, on 1 thread.")
  private @Nullable String kernelFamilies;

  @Option(names = "--model", paramLabel = "GLOB", description = "Only models of this name.")
  private String glob = EVERY;

  @Option(
      names = "--threads",
      split = ",",
      description = "Numbers of threads (default: 1 and all cores).")
  private List<Integer> threads =
      Stream.of(1, Runtime.getRuntime().availableProcessors()).distinct().toList();

  @Option(
      names = "--tune",
      paramLabel = "SECONDS",
      description =
          "Let auto measure for so long before each model, in a process of its own, and use what it"
              + " found (default: nothing that was measured is used).")
  private double tuneSeconds;

  @Option(
      names = "--backend",
      split = ",",
      description = "Culebra's backends (default: auto,vector,onednn).")
  private List<Backend> backends = List.of(Backend.AUTO, Backend.VECTOR, Backend.ONEDNN);

  @Mixin private ShapeOptions shapeOptions;

  @Option(
      names = "--light",
      paramLabel = "DIR",
      description =
          "Folder of the ONNX project's models with constant weights, which are measured only if"
              + " it is given.")
  private @Nullable Path light;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The result file (default: perf/results/DATE.json).")
  private @Nullable Path out;

  @Override
  public Integer call() {
    if (threads.stream().anyMatch(count -> count < 1) || launches < 1) {
      throw new ParameterException(
          spec.commandLine(), "--threads and --launches take positive numbers");
    }
    Map<String, String> versions = Engines.versions();
    String date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    Budget all = new Budget(quick ? QUICK_SECONDS : Double.MAX_VALUE);
    List<CatalogEntry> entries = entries();
    NoiseWatch noise = new NoiseWatch(quick ? Duration.ofSeconds(15) : Duration.ofSeconds(60));
    progress("the machine's limits");
    Roof roof = RoofProbe.measure();
    Suite suite =
        new Suite(
            new ModelStore(light, Home.resolve("target/models")),
            (quick ? Plan.quick() : Plan.full()).launches(launches),
            models(all),
            backends,
            threads,
            tuneSeconds,
            noise,
            this::progress);
    suite.measure(entries);
    List<KernelMeasurement> kernels = kernels(noise, all);
    RunResult result =
        new RunResult(
            Machine.here(),
            date,
            commandLine(),
            versions,
            roof,
            noise.warnings(),
            suite.measurements(),
            suite.profiles(),
            kernels);
    Path file = out != null ? out : Home.resolve("results/" + date.replace(":", "") + ".json");
    result.write(file);
    for (Path written : Report.write(result, file)) {
      spec.commandLine().getOut().println(written);
    }
    return suite.complete() ? 0 : 1;
  }

  private void progress(String line) {
    spec.commandLine().getErr().println(line);
  }

  /** The time for the models; null for as long as it takes. */
  private @Nullable Budget models(Budget all) {
    if (minutes != null) {
      return new Budget(60 * minutes);
    }
    return quick ? new Budget(all.remaining() - QUICK_KERNELS_SECONDS) : null;
  }

  private List<KernelMeasurement> kernels(NoiseWatch noise, Budget all) {
    if (kernelFamilies != null) {
      return KernelSuite.ofFamilies(kernelFamilies)
          .measure(true, List.of(1), noise, () -> true, this::progress);
    }
    boolean plain = quick && files.isEmpty() && glob.equals(EVERY);
    return plain
        ? KernelSuite.ofLines(DataFile.lines("kernels.txt"))
            .measure(true, List.of(1), noise, () -> all.remaining() > 0, this::progress)
        : List.of();
  }

  private List<CatalogEntry> entries() {
    if (!files.isEmpty()) {
      return files.stream().map(file -> CatalogEntry.ofFile(file, shapeOptions.shapes())).toList();
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    List<CatalogEntry> entries =
        CatalogEntry.all().stream()
            .filter(entry -> entry.quick() || !quick)
            .filter(entry -> light != null || !entry.isLight())
            .filter(entry -> matcher.matches(Path.of(entry.name())))
            .toList();
    if (entries.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "no model of the catalogue matches " + glob);
    }
    return entries;
  }

  private String commandLine() {
    return spec.commandLine().getParseResult().originalArgs().stream()
        .map(RunCommand::withoutFolders)
        .collect(Collectors.joining(" ", "perf/", ""));
  }

  /** Where a file lay is nobody's business who reads a result elsewhere. */
  private static String withoutFolders(String argument) {
    Path path = Path.of(argument);
    return path.isAbsolute() ? String.valueOf(path.getFileName()) : argument;
  }
}
