package io.culebra.kernel;

import io.culebra.tensor.ThreadLimitException;
import java.util.List;
import java.util.Map;

/**
 * A backend: the implementations that it brings. Found with {@link java.util.ServiceLoader}; the
 * planner names none.
 *
 * <p>Constructing one must be cheap and must not load native code: {@link #availability} does what
 * is needed, once, when the backend is first wanted.
 */
public interface ImplementationProvider {
  /** The backend's name: {@code vector}, {@code onednn}, {@code reference}, {@code portable}. */
  String backend();

  /**
   * Whether the backend can be used in this JVM on this machine; if not, why not and what to do.
   */
  Availability availability();

  /**
   * All implementations, in the order in which they are tried where nothing was measured. Called
   * only where {@link #availability} is yes.
   */
  List<Implementation> implementations();

  /**
   * What there is to know of the backend, for people: versions, instruction sets, files. In order
   * of interest.
   */
  default Map<String, String> facts() {
    return Map.of();
  }

  /**
   * Makes ready what native code needs besides the calling thread, before that runs kernels that
   * were made for so many threads. Does nothing at the second call with as many.
   *
   * @throws ThreadLimitException if the system does not give the threads, which native code may not
   *     survive
   */
  default void prepareThread(int threads) {}

  /**
   * Finds out whether {@link #prepareThread} could succeed on some thread, and makes nothing.
   *
   * @throws ThreadLimitException if the system does not give the threads
   */
  default void probeThreads(int threads) {}

  /**
   * Whether a backend can be used.
   *
   * @param available whether it can
   * @param reason why not; empty where it can
   * @param remedy what the user can do; empty where nothing
   */
  record Availability(boolean available, String reason, String remedy) {
    /** It can be used. */
    public static Availability yes() {
      return new Availability(true, "", "");
    }

    /** It cannot, for this reason, and this is what helps. */
    public static Availability no(String reason, String remedy) {
      return new Availability(false, reason, remedy);
    }
  }
}
