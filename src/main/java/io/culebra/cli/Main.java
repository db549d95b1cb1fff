package io.culebra.cli;

import io.culebra.Culebra;
import io.culebra.tensor.CulebraException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The command {@code culebra}. Exit codes: 0 the work is done, 1 it failed, 2 it was asked for in a
 * wrong way.
 */
@Command(
    name = "culebra",
    description = "Runs trained neural networks on the CPU.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class Main {
  /** The version of the library, for {@code --version}. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"culebra " + Culebra.version()};
    }
  }

  private Main() {}

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String... arguments) {
    System.exit(commandLine(Console.ofProcess()).execute(arguments));
  }

  /** The command line, ready to execute arguments. */
  static CommandLine commandLine(Console console) {
    CommandLine line = new CommandLine(new Main());
    line.addSubcommand(
        new CommandLine(new DemoCommand(console)).addSubcommand(new TextDemoCommand(console)));
    Stream.of(
            new DoctorCommand(console),
            new RunCommand(console),
            new BenchCommand(console),
            new VerifyCommand(console),
            new InspectCommand(console),
            new CompareCommand(console),
            new ExplainCommand(console),
            new TuneCommand(console),
            new ZooCommand(console))
        .forEach(line::addSubcommand);
    return line.setOut(console.out())
        .setErr(console.err())
        .setParameterExceptionHandler(Main::wrongUsage)
        .setExecutionExceptionHandler(Main::failed);
  }

  private static int wrongUsage(ParameterException e, String[] arguments) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    PrintWriter err = e.getCommandLine().getErr();
    err.println("culebra: " + oneLine(e.getMessage()));
    err.println("hint: '" + command.qualifiedName() + " --help' shows how it is used");
    return command.exitCodeOnInvalidInput();
  }

  private static int failed(Exception e, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    err.println("culebra: " + message(e));
    if (command.getCommand() instanceof VerboseCommand verbose && verbose.isVerbose()) {
      e.printStackTrace(err);
    } else {
      String hint = Hints.of(e);
      err.print(hint.isEmpty() ? "" : "hint: " + hint + System.lineSeparator());
      err.flush();
    }
    return e instanceof UsageException
        ? command.getCommandSpec().exitCodeOnInvalidInput()
        : VerboseCommand.FAILED;
  }

  private static String message(Exception e) {
    return switch (e) {
      case CulebraException known -> oneLine(known.getMessage());
      case UsageException usage -> oneLine(usage.getMessage());
      case NoSuchFileException file -> file.getFile() + ": there is no such file";
      default -> oneLine(e.toString());
    };
  }

  private static String oneLine(@Nullable String text) {
    return text == null ? "" : String.join(" ", text.lines().map(String::strip).toList());
  }
}
