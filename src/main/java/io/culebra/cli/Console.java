package io.culebra.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Optional;

/**
 * Where a command writes.
 *
 * @param out results
 * @param err everything else
 * @param terminal whether a person watches, so that a line may change
 */
record Console(PrintWriter out, PrintWriter err, boolean terminal) {
  /** The streams of the process. */
  static Console ofProcess() {
    Charset charset = System.out.charset();
    return new Console(
        new VisibleWriter(new PrintWriter(System.out, true, charset)),
        new PrintWriter(System.err, true, charset),
        Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal).isPresent());
  }

  /** Starts to tell what the command is at. */
  Progress progress(String doing) {
    return new Progress(doing, this);
  }
}
