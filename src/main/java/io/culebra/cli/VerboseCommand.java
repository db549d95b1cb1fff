package io.culebra.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What every command has: its console, {@code --help} and {@code --verbose}. */
@Command(mixinStandardHelpOptions = true, versionProvider = Main.Version.class)
abstract class VerboseCommand implements Callable<Integer> {
  /** The work is done. */
  static final int DONE = 0;

  /** The work failed. */
  static final int FAILED = 1;

  private final Console console;

  @Option(names = "--verbose", description = "Show the stack trace of a failure.")
  private boolean verbose;

  VerboseCommand(Console console) {
    this.console = console;
  }

  /** Where to write. */
  final Console console() {
    return console;
  }

  /** Whether the stack trace of a failure is wanted. */
  final boolean isVerbose() {
    return verbose;
  }

  /** Does the work and gives the exit code. */
  @Override
  public abstract Integer call() throws Exception;
}
