package io.culebra.perf.compare;

import io.culebra.perf.Json;
import io.culebra.perf.result.RunResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perf/compare}: two results against each other. */
@Command(
    name = "compare",
    description =
        "Says what became slower or faster from the first result to the second beyond the noise,"
            + " and what became wrong. Ends with 1 when something did.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class CompareCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "BEFORE.json")
  private Path before;

  @Parameters(index = "1", paramLabel = "AFTER.json")
  private Path after;

  @Option(names = "--all", description = "List what stayed the same too.")
  private boolean all;

  @Option(names = "--json", description = "Print one JSON array instead of lines.")
  private boolean json;

  @Override
  public Integer call() {
    List<Change> changes = Comparison.of(RunResult.read(before), RunResult.read(after));
    long changed = changes.stream().filter(Change::isChange).count();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.write(changes));
    } else {
      changes.stream()
          .filter(change -> all || change.kind() != Change.Kind.SAME)
          .forEach(change -> out.println(change.line()));
      out.printf("%d compared, %d changed%n", changes.size(), changed);
    }
    return changed == 0 ? 0 : 1;
  }
}
