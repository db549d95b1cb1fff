package io.culebra.cli;

import io.culebra.Backend;
import io.culebra.Session;
import io.culebra.tensor.BackendException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how similar sentences are in meaning, and how fast each backend finds out. */
@Command(
    name = "text",
    description = "Embeds sentences with MiniLM and shows how similar they are in meaning.")
final class TextDemoCommand extends VerboseCommand {
  private static final List<String> OWN =
      List.of(
          "A small cat is sleeping on the couch.",
          "A kitten naps on the couch.",
          "Quarterly revenue grew by eight percent.",
          "Sales rose sharply in the last three months.",
          "The recipe needs two eggs and a cup of flour.");

  private static final double SECONDS = 1;

  @Parameters(
      paramLabel = "SENTENCE",
      arity = "0..*",
      description = "The sentences; without any the demo takes its own.")
  private List<String> sentences = new ArrayList<>();

  @Mixin private ThreadFlag threads = new ThreadFlag();

  @Option(names = "--json", description = "Print similarities and times as JSON.")
  private boolean json;

  TextDemoCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException {
    List<String> texts = sentences.isEmpty() ? OWN : sentences;
    List<BackendTime> times = new ArrayList<>();
    List<List<Double>> similarities = new ArrayList<>();
    try (Progress progress = console().progress("loading MiniLM");
        MiniLm miniLm = MiniLm.load()) {
      for (Backend backend : List.of(Backend.VECTOR, Backend.ONEDNN, Backend.AUTO)) {
        progress.now("embedding on " + backend.label());
        try (Session session = miniLm.model().openSession(threads.options(backend));
            RepeatedRun run = new RepeatedRun(session, miniLm.tokenize(texts))) {
          run.warmUp(2 * SECONDS);
          double millis = run.during(SECONDS).medianMillis();
          times.add(new BackendTime(backend.label(), millis, ""));
          similarities = MiniLm.similarities(run.inputs(), run.outputs());
        } catch (BackendException e) {
          times.add(new BackendTime(backend.label(), null, e.getMessage()));
        }
      }
    }
    if (similarities.isEmpty()) {
      throw new BackendException("no backend can run the demo: " + times.getLast().reason());
    }
    TextDemoResult result = new TextDemoResult(texts, similarities, times);
    console().out().println(json ? Json.of(result) : result.toString());
    return DONE;
  }
}
