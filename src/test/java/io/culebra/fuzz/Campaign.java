package io.culebra.fuzz;

import io.culebra.Backend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Cases of one seed on one backend. */
final class Campaign {
  private static final long SHRINKING = 6_000_000_000L;

  /** What is at work. */
  enum Phase {
    /** The generator and the oracle. */
    DRAWING,
    /** The library. */
    RUNNING,
    /** All of them. */
    SHRINKING
  }

  private final Oracle oracle = new Oracle();
  private final Subject subject;
  private final long seed;
  private final Path folder;
  private final Drawing.Misses misses;
  private final Consumer<Phase> phases;
  private final boolean shrinks;

  /**
   * @param folder where failing cases are written
   * @param phases told what comes next
   * @param shrinks whether a failing case is made small
   */
  Campaign(
      Backend backend,
      long seed,
      Path folder,
      Drawing.Misses misses,
      Consumer<Phase> phases,
      boolean shrinks) {
    this.subject = new Subject(backend);
    this.seed = seed;
    this.folder = folder;
    this.misses = misses;
    this.phases = phases;
    this.shrinks = shrinks;
  }

  /** Runs the cases from a number on until it is told to stop. */
  void run(long from, long deadlineNanos, Consumer<Report> reports) throws IOException {
    for (long number = from; System.nanoTime() < deadlineNanos; number++) {
      reports.accept(run(number));
    }
  }

  /** Runs one case; a failing one is made small and written. */
  Report run(long number) throws IOException {
    Drawing drawing = Drawing.draw(oracle, seed, number, misses);
    if (drawing == null) {
      return new Report(number, null, List.of(), "");
    }
    phases.accept(Phase.RUNNING);
    Subject.Outcome outcome = subject.run(drawing.fuzz(), drawing.values());
    List<String> tested = new ArrayList<>(drawing.tested());
    phases.accept(Phase.SHRINKING);
    if (!outcome.isFailure()) {
      return new Report(number, outcome.status(), tested, outcome.text());
    }
    Drawing small =
        shrinks
            ? new Shrinker(oracle, subject, drawing, outcome.status(), SHRINKING).shrink()
            : drawing;
    Subject.Outcome last = subject.run(small.fuzz(), small.values());
    Path written = write(small, number);
    String text =
        outcome.status()
            + " by './culebra fuzz --seed "
            + seed
            + " --case "
            + number
            + " --backend "
            + subject.backend().label()
            + "', made small in "
            + written
            + ": "
            + small.fuzz().summary()
            + " of "
            + small.fuzz().leaves().stream()
                .map(leaf -> leaf.first() + (leaf.constant() ? " constant" : ""))
                .toList()
            + ", opset "
            + small.fuzz().opset()
            + ", threads "
            + small.fuzz().threads()
            + ": "
            + (last.isFailure() ? last.text() : "at times: " + outcome.text());
    return new Report(number, outcome.status(), tested, text);
  }

  private Path write(Drawing drawing, long number) throws IOException {
    Path path = folder.resolve(seed + "-" + number + "-" + subject.backend().label());
    drawing.fuzz().write(path, drawing.values());
    return path;
  }

  /** Writes a case as it was drawn, for one that ends the JVM. */
  String writeUnshrunk(long number) throws IOException {
    Drawing drawing = Drawing.draw(oracle, seed, number, misses);
    return drawing == null ? "" : write(drawing, number) + ": " + drawing.fuzz().summary();
  }
}
