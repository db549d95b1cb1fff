package io.culebra.perf.callers;

import io.culebra.SessionOptions;
import java.util.List;

/**
 * A way to give a session's threads to its callers.
 *
 * @param name as the table heads it
 * @param options of the session
 */
record Way(String name, SessionOptions options) {
  /** The default, and each fixed combination of threads and lanes that has as many threads. */
  static List<Way> all(int threads) {
    SessionOptions options = SessionOptions.defaults();
    return List.of(
        new Way("default", options.threads(threads)),
        new Way(threads + " threads, 1 lane", options.threads(threads).sideBySide(false)),
        new Way("1 thread, " + threads + " lanes", options.threads(1).lanes(threads)));
  }
}
