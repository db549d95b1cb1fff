package io.culebra.perf.fairness;

import io.culebra.perf.Home;
import io.culebra.perf.Json;
import io.culebra.perf.PerfException;
import io.culebra.perf.data.Inputs;
import io.culebra.perf.engine.Contender;
import io.culebra.perf.engine.Engines;
import io.culebra.perf.fairness.FairnessResult.Pair;
import io.culebra.perf.measure.Latency;
import io.culebra.perf.measure.Reference;
import io.culebra.perf.measure.Rounds;
import io.culebra.perf.noise.NoiseWatch;
import io.culebra.perf.result.Machine;
import io.culebra.perf.run.ModelStore;
import io.culebra.perf.worker.WorkerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code perf/fairness}: the harness's figures of ONNX Runtime against those of a plain loop. */
@Command(
    name = "fairness",
    description =
        "Measures ONNX Runtime on ResNet-50 and MiniLM as perf/run does, and with a plain Java loop"
            + " around its API, in alternating processes. Ends with 1 when the median of the ratios"
            + " of neighbours is off by more than 5 %%. Keeps the numbers in perf/results/fairness.json.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class FairnessCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Spec private CommandSpec spec;

  @Option(
      names = "--launches",
      paramLabel = "N",
      description = "Processes of each kind for each figure (default: ${DEFAULT-VALUE}).")
  private int launches = 9;

  @Option(
      names = "--seconds",
      description =
          "Measured seconds of a process, after half as many (default: ${DEFAULT-VALUE}).")
  private double seconds = 2;

  @Option(
      names = "--threads",
      split = ",",
      description = "Numbers of threads (default: 1 and all cores).")
  private List<Integer> threads =
      Stream.of(1, Runtime.getRuntime().availableProcessors()).distinct().toList();

  @Override
  public Integer call() throws IOException {
    ModelStore store = new ModelStore(null, Home.resolve("target/models"));
    NoiseWatch noise = new NoiseWatch(PATIENCE);
    List<Pair> pairs = new ArrayList<>();
    for (int count : threads) {
      pairs.add(pair("resnet-50", store.zoo("resnet-50"), "1x3x224x224", count, noise));
      pairs.add(pair("minilm-1x128", store.jar("all-minilm-l6-v2.onnx"), "1x128", count, noise));
    }
    FairnessResult result =
        new FairnessResult(
            Machine.here(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            String.valueOf(Engines.versions().get("onnxruntime")),
            noise.warnings(),
            pairs);
    Path file = Home.resolve("results/fairness.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, Json.write(result) + "\n");
    result
        .warnings()
        .forEach(warning -> spec.commandLine().getOut().println("warning: " + warning));
    return result.isFair() ? 0 : 1;
  }

  private Pair pair(String name, Path model, String shape, int count, NoiseWatch noise)
      throws IOException {
    List<long[]> harness = new ArrayList<>();
    List<long[]> loop = new ArrayList<>();
    Map<String, long[]> shapes = Map.of("*", Inputs.parseShape(shape));
    try (Reference reference = Reference.of(model, shapes)) {
      for (int i = 0; i < launches; i++) {
        boolean harnessFirst = i % 2 == 0;
        if (harnessFirst) {
          harness.addAll(harness(reference, count, noise));
        }
        loop.add(loop(model, count, shape));
        if (!harnessFirst) {
          harness.addAll(harness(reference, count, noise));
        }
        noise.calibrate();
      }
    }
    Pair pair =
        new Pair(
            name,
            count,
            Latency.of(harness).medianMs(),
            Latency.of(loop).medianMs(),
            harness.stream().mapToDouble(Latency::medianMs).toArray(),
            loop.stream().mapToDouble(Latency::medianMs).toArray());
    spec.commandLine().getOut().println(pair.line());
    spec.commandLine().getOut().flush();
    return pair;
  }

  private List<long[]> harness(Reference reference, int count, NoiseWatch noise) {
    try (WorkerProcess worker =
        WorkerProcess.open(Contender.onnxRuntime(count), reference.model(), reference.inputs())) {
      Rounds rounds = Rounds.run(List.of(worker), seconds / 2, 1, seconds, noise::calibrate);
      return rounds.samples(worker);
    }
  }

  private long[] loop(Path model, int count, String shape) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                PlainLoop.class.getName(),
                model.toString(),
                String.valueOf(count),
                String.valueOf(seconds / 2),
                String.valueOf(seconds),
                shape)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (lines.isBlank()) {
      throw new PerfException("the plain loop measured nothing");
    }
    return Arrays.stream(lines.split("\n")).mapToLong(Long::parseLong).toArray();
  }
}
