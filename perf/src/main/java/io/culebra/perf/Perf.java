package io.culebra.perf;

import io.culebra.perf.callers.CallersCommand;
import io.culebra.perf.compare.CompareCommand;
import io.culebra.perf.fairness.FairnessCommand;
import io.culebra.perf.fill.FillCommand;
import io.culebra.perf.kernels.KernelsCommand;
import io.culebra.perf.memory.OutputsCommand;
import io.culebra.perf.memory.ShapesCommand;
import io.culebra.perf.report.ReportCommand;
import io.culebra.perf.roof.RoofCommand;
import io.culebra.perf.run.RunCommand;
import io.culebra.perf.selfcheck.SelfcheckCommand;
import io.culebra.perf.versus.VersusCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Entry point of the harness: {@code perf/NAME} runs the command {@code NAME}.
 *
 * <p>Exit codes: 0 done, 1 the work failed (one line on standard error says why), 2 wrong usage.
 */
@Command(
    name = "perf",
    description = "Measures Culebra, its peers and the machine.",
    mixinStandardHelpOptions = true,
    subcommands = {
      CallersCommand.class,
      CompareCommand.class,
      FairnessCommand.class,
      FillCommand.class,
      KernelsCommand.class,
      OutputsCommand.class,
      ReportCommand.class,
      RoofCommand.class,
      RunCommand.class,
      SelfcheckCommand.class,
      ShapesCommand.class,
      VersusCommand.class
    })
public final class Perf {

  private Perf() {}

  public static void main(String[] args) {
    CommandLine commands = new CommandLine(new Perf());
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setExecutionExceptionHandler((failure, command, parsed) -> {
      if (!(failure instanceof PerfException)) {
        failure.printStackTrace(command.getErr());
      } else {
        command.getErr().println(command.getCommandName() + ": " + failure.getMessage());
      }
      return CommandLine.ExitCode.SOFTWARE;
    });
    System.exit(commands.execute(args));
  }
}
