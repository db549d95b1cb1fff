package io.culebra.cli;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.tensor.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts the two backends and the choice of them side by side, node by node. */
@Command(
    name = "compare",
    description = {
      "Times every node of a model on vector, on onednn, and as auto chooses, side by side, and whole",
      "runs in turns; tells how far what the backends compute is apart."
    })
final class CompareCommand extends VerboseCommand {
  @Mixin private ModelFile model = new ModelFile();

  @Mixin private ShapeFlags shapes = new ShapeFlags();

  @Mixin private ThreadFlag threads = new ThreadFlag();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "How long to measure each backend, after as long a warm-up (default: 2).")
  private double seconds = 2;

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  @Option(
      names = "--assert",
      paramLabel = "RATIO",
      description =
          "End with 1 when auto takes more than so many times as long as the better backend.")
  private double most = Double.POSITIVE_INFINITY;

  CompareCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException {
    try (Progress progress = console().progress("loading " + model.path());
        Model loaded = model.load()) {
      Map<String, Shape> all = Shapes.of(loaded.inputs(), shapes.given());
      Comparison comparison = compare(loaded, all, progress);
      console().out().println(json ? Json.of(comparison) : comparison.toString());
      if (comparison.runs().slower() > most) {
        console()
            .err()
            .printf(
                "culebra: auto takes %.3f of the better backend's time, more than %.3f%n",
                comparison.runs().slower(), most);
        return FAILED;
      }
    }
    return DONE;
  }

  private Comparison compare(Model loaded, Map<String, Shape> all, Progress progress)
      throws IOException {
    try (ProfiledRun vector = profiled(loaded, Backend.VECTOR, all, progress);
        ProfiledRun onednn = profiled(loaded, Backend.ONEDNN, all, progress);
        ProfiledRun auto = profiled(loaded, Backend.AUTO, all, progress);
        Turns turns = new Turns(loaded, infos -> SeededInputs.of(infos, all))) {
      progress.now("timing whole runs");
      List<Double> millis =
          turns
              .with(threads.options(Backend.VECTOR))
              .with(threads.options(Backend.ONEDNN))
              .with(threads.options(Backend.AUTO))
              .medians(3 * seconds);
      Comparison.Runs runs = Comparison.Runs.of(millis.get(0), millis.get(1), millis.get(2));
      return Comparison.of(vector, onednn, auto, runs);
    }
  }

  private ProfiledRun profiled(
      Model loaded, Backend backend, Map<String, Shape> all, Progress progress) {
    progress.now("timing the nodes on " + backend.label());
    try (Session session = loaded.openSession(threads.options(backend))) {
      return ProfiledRun.of(session, SeededInputs.of(session.inputs(), all), seconds);
    }
  }
}
