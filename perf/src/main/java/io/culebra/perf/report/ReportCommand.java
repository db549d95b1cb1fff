package io.culebra.perf.report;

import io.culebra.perf.result.RunResult;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perf/report}: result files as Markdown and HTML. */
@Command(
    name = "report",
    description = "Writes a Markdown and an HTML report beside each result file.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class ReportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "RESULT.json", description = "Result files.")
  private List<Path> files;

  @Option(
      names = "--table",
      description = "Print only the short table of the models in all files, for a README.")
  private boolean table;

  @Override
  public Integer call() {
    if (table) {
      List<RunResult> results = files.stream().map(RunResult::read).toList();
      spec.commandLine().getOut().println(ShortTable.of(results));
      return 0;
    }
    for (Path file : files) {
      for (Path written : Report.write(RunResult.read(file), file)) {
        spec.commandLine().getOut().println(written);
      }
    }
    return 0;
  }
}
