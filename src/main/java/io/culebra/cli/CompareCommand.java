package io.culebra.cli;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.tensor.Shape;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts the two backends side by side, node by node. */
@Command(
    name = "compare",
    description = {
      "Times every node of a model on vector and on onednn, side by side, and tells how far what",
      "they compute is apart."
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

  CompareCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() {
    try (Progress progress = console().progress("loading " + model.path());
        Model loaded = model.load()) {
      Map<String, Shape> all = Shapes.of(loaded.inputs(), shapes.given());
      try (ProfiledRun vector = profiled(loaded, Backend.VECTOR, all, progress);
          ProfiledRun onednn = profiled(loaded, Backend.ONEDNN, all, progress)) {
        Comparison comparison = Comparison.of(vector, onednn);
        console().out().println(json ? Json.of(comparison) : comparison.toString());
      }
    }
    return DONE;
  }

  private ProfiledRun profiled(
      Model loaded, Backend backend, Map<String, Shape> all, Progress progress) {
    progress.now("timing the nodes on " + backend.label());
    try (Session session = loaded.openSession(threads.options(backend))) {
      return ProfiledRun.of(session, SeededInputs.of(session.inputs(), all), seconds);
    }
  }
}
