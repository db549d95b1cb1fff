package io.culebra.cli;

import io.culebra.Backend;
import io.culebra.SessionOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that run a model. */
final class SessionFlags {
  @Option(
      names = "--backend",
      paramLabel = "B",
      description = "Who runs the operators: ${COMPLETION-CANDIDATES} (default: auto).",
      converter = BackendConverter.class,
      completionCandidates = BackendConverter.Labels.class)
  private Backend backend = Backend.AUTO;

  @Mixin private ThreadFlag threads = new ThreadFlag();

  /** Who runs the operators. */
  Backend backend() {
    return backend;
  }

  /** The options of a session that these flags ask for. */
  SessionOptions options() {
    return threads.options(backend);
  }
}
