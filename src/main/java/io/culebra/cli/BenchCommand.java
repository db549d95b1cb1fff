package io.culebra.cli;

import io.culebra.Model;
import io.culebra.Session;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how fast a model runs. */
@Command(name = "bench", description = "Measures how fast a model runs, after a warm-up.")
final class BenchCommand extends VerboseCommand {
  private enum Format {
    f32,
    bf16,
    int8
  }

  @Mixin private ModelFile model = new ModelFile();

  @Mixin private SessionFlags flags = new SessionFlags();

  @Mixin private InputFlags given = new InputFlags();

  @Option(
      names = "--precision",
      paramLabel = "P",
      description = "The number format of the computation: ${COMPLETION-CANDIDATES}.")
  private Format precision = Format.f32;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description =
          "How long to measure, after a warm-up of at least as long (default: ${DEFAULT-VALUE}).")
  private double seconds = 3;

  @Option(names = "--json", description = "Print the figures as one JSON object.")
  private boolean json;

  BenchCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException {
    if (precision != Format.f32) {
      throw new UsageException("--precision " + precision + " is not supported yet");
    }
    if (!(seconds > 0)) {
      throw new UsageException("--seconds must be above 0");
    }
    try (Progress progress = console().progress("loading " + model.path())) {
      BenchResult result = measure(progress);
      console().out().println(json ? Json.of(result) : result.toString());
    }
    return DONE;
  }

  private BenchResult measure(Progress progress) throws IOException {
    long start = System.nanoTime();
    try (Model loaded = model.load();
        Session session = loaded.openSession(flags.options())) {
      double loadMillis = (System.nanoTime() - start) / 1e6;
      Map<String, Tensor> inputs = given.read(session.inputs());
      Map<String, Shape> all = new LinkedHashMap<>();
      inputs.forEach((name, tensor) -> all.put(name, tensor.shape()));
      try (RepeatedRun run = new RepeatedRun(session, inputs)) {
        progress.now("the first run, which makes the plan");
        double firstMillis = run.once() / 1e6;
        progress.now("warming up");
        run.warmUp(seconds);
        progress.now("measuring");
        Timings timings = run.during(seconds);
        return new BenchResult(
            model.path(),
            flags.backend().label(),
            precision.name(),
            session.options().threads(),
            Shapes.texts(all),
            loadMillis,
            firstMillis,
            timings.medianMillis(),
            timings.minMillis(),
            timings.p90Millis(),
            timings.runs(),
            ProcessMemory.peakMegabytes(),
            timings.allocatedBytesPerRun());
      }
    }
  }
}
