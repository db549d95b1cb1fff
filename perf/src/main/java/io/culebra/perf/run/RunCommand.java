package io.culebra.perf.run;

import io.culebra.perf.Home;
import io.culebra.perf.ShapeOptions;
import io.culebra.perf.engine.Backend;
import io.culebra.perf.engine.Engines;
import io.culebra.perf.report.Report;
import io.culebra.perf.result.Machine;
import io.culebra.perf.result.RunResult;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
            + " file with every sample. Ends with 1 when an engine failed or was wrong.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "ONNX files to measure in place of the catalogue.")
  private List<Path> files = new ArrayList<>();

  @Option(names = "--quick", description = "A few models, short turns: within 5 minutes.")
  private boolean quick;

  @Option(names = "--model", paramLabel = "GLOB", description = "Only models of this name.")
  private String glob = "*";

  @Option(
      names = "--threads",
      split = ",",
      description = "Numbers of threads (default: 1 and all cores).")
  private List<Integer> threads =
      Stream.of(1, Runtime.getRuntime().availableProcessors()).distinct().toList();

  @Option(
      names = "--backend",
      split = ",",
      description = "Culebra's backends (default: auto,vector,onednn).")
  private List<Backend> backends = List.of(Backend.AUTO, Backend.VECTOR, Backend.ONEDNN);

  @Mixin private ShapeOptions shapeOptions;

  @Option(
      names = "--light",
      paramLabel = "DIR",
      description = "Folder of the models with constant weights (default: ${DEFAULT-VALUE}).")
  private Path light = Home.resolve("../../shared/models/light");

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The result file (default: perf/results/DATE.json).")
  private @Nullable Path out;

  @Override
  public Integer call() {
    if (threads.stream().anyMatch(count -> count < 1)) {
      throw new ParameterException(spec.commandLine(), "--threads takes positive numbers");
    }
    String date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    Suite suite =
        new Suite(
            new ModelStore(light, Home.resolve("target/models")),
            quick ? Plan.quick() : Plan.full(),
            backends,
            threads,
            line -> spec.commandLine().getErr().println(line));
    entries().forEach(suite::measure);
    RunResult result =
        new RunResult(
            Machine.here(),
            date,
            commandLine(),
            Engines.versions(),
            suite.roof(),
            suite.warnings(),
            suite.measurements(),
            suite.profiles(),
            List.of());
    Path file = out != null ? out : Home.resolve("results/" + date.replace(":", "") + ".json");
    result.write(file);
    for (Path written : Report.write(result, file)) {
      spec.commandLine().getOut().println(written);
    }
    return suite.complete() ? 0 : 1;
  }

  private List<CatalogEntry> entries() {
    if (!files.isEmpty()) {
      return files.stream().map(file -> CatalogEntry.ofFile(file, shapeOptions.shapes())).toList();
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    List<CatalogEntry> entries =
        CatalogEntry.all().stream()
            .filter(entry -> entry.quick() || !quick)
            .filter(entry -> matcher.matches(Path.of(entry.name())))
            .toList();
    if (entries.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "no model of the catalogue matches " + glob);
    }
    return entries;
  }

  private String commandLine() {
    return "perf/" + String.join(" ", spec.commandLine().getParseResult().originalArgs());
  }
}
