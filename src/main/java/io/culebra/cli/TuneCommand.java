package io.culebra.cli;

import com.google.gson.annotations.SerializedName;
import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.tensor.BackendException;
import io.culebra.tensor.Tensor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures which implementations are the fastest for a model on this machine. */
@Command(
    name = "tune",
    description = {
      "Measures which implementations run a model fastest on this machine, for the shapes that are",
      "given, and keeps it for every later session. Then runs the model in turns as it was chosen",
      "before, as it is now, and on each backend alone."
    })
final class TuneCommand extends VerboseCommand {
  @Mixin private ModelFile model = new ModelFile();

  @Mixin private ThreadFlag threads = new ThreadFlag();

  @Mixin private InputFlags given = new InputFlags();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description =
          "How long to measure, and how long to compare then (default: ${DEFAULT-VALUE} each).")
  private double seconds = 30;

  @Option(names = "--json", description = "Print the figures as one JSON object.")
  private boolean json;

  TuneCommand(Console console) {
    super(console);
  }

  /**
   * What was found.
   *
   * @param ways how many ways to run a step were measured
   * @param millis the median of the runs by who chose
   */
  private record Result(int ways, List<Median> millis) {
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder("ways measured  " + ways);
      millis.forEach(median -> text.append(System.lineSeparator()).append(median));
      return text.toString();
    }
  }

  private record Median(String choice, @SerializedName("median_ms") double millis) {
    @Override
    public String toString() {
      return String.format("%-26s %10.3f ms", choice, millis);
    }
  }

  @Override
  public Integer call() throws IOException {
    if (!(seconds > 0)) {
      throw new UsageException("--seconds must be above 0");
    }
    SessionOptions auto = threads.options(Backend.AUTO);
    try (Progress progress = console().progress("loading " + model.path());
        Model loaded = model.load()) {
      progress.now("measuring the ways to run " + model.path());
      int ways = tune(loaded, auto);
      progress.now("comparing");
      List<Median> medians = compare(loaded, auto);
      Result result = new Result(ways, medians);
      console().out().println(json ? Json.of(result) : result.toString());
    }
    return DONE;
  }

  private int tune(Model loaded, SessionOptions options) throws IOException {
    Map<String, Tensor> inputs = given.read(loaded.inputs());
    try (Session session = loaded.openSession(options)) {
      return session.tune(inputs, Duration.ofNanos((long) (seconds * 1e9)));
    } finally {
      inputs.values().forEach(Tensor::close);
    }
  }

  private List<Median> compare(Model loaded, SessionOptions options) throws IOException {
    List<String> choices = new ArrayList<>(List.of("auto, not measured", "auto, measured"));
    try (Turns turns = new Turns(loaded, given::read)) {
      turns.with(options.reproducible(true)).with(options);
      for (Backend backend : List.of(Backend.VECTOR, Backend.ONEDNN)) {
        try {
          turns.with(options.backend(backend));
          choices.add(backend.label());
        } catch (BackendException e) {
          console()
              .err()
              .println("culebra: " + backend.label() + " is left out: " + e.getMessage());
        }
      }
      List<Double> millis = turns.medians(seconds);
      return IntStream.range(0, choices.size())
          .mapToObj(i -> new Median(choices.get(i), millis.get(i)))
          .toList();
    }
  }
}
