package io.culebra.cli;

import io.culebra.Backend;
import io.culebra.SessionOptions;
import picocli.CommandLine.Option;

/** How many threads a run has. */
final class ThreadFlag {
  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of one run (default: one per processor).")
  private int threads;

  /** The options of a session on this backend with these threads. */
  SessionOptions options(Backend backend) {
    SessionOptions options = SessionOptions.defaults().backend(backend);
    return threads == 0 ? options : options.threads(threads);
  }
}
