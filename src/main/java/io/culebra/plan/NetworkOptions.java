package io.culebra.plan;

import java.time.Duration;
import java.util.Set;

/**
 * How a network is planned and run.
 *
 * @param backend {@link Backends#AUTO} or the name of the backend that is preferred wherever it can
 * @param threads threads of each lane
 * @param lanes how many runs can be under way at once
 * @param sideBySide whether callers get one thread each while there are as many as threads
 * @param maxWaiting how many callers may wait for a lane
 * @param maxWait how long a caller may wait for a lane
 * @param memoryLimit the most native memory that may be held, in bytes
 * @param planCacheBytes the most bytes of plans that are kept for later runs
 * @param rewritesOff names of rewrites that are left out
 * @param reproducible whether implementations are chosen in their static order, whatever was
 *     measured
 * @param tuning how long may be measured where a run needs a plan of which nothing was measured yet
 */
public record NetworkOptions(
    String backend,
    int threads,
    int lanes,
    boolean sideBySide,
    int maxWaiting,
    Duration maxWait,
    long memoryLimit,
    long planCacheBytes,
    Set<String> rewritesOff,
    boolean reproducible,
    Duration tuning) {
  /** The same for one caller on so many threads, who measures nothing. */
  NetworkOptions alone(int count) {
    return new NetworkOptions(
        backend,
        count,
        1,
        false,
        maxWaiting,
        maxWait,
        memoryLimit,
        planCacheBytes,
        rewritesOff,
        reproducible,
        Duration.ZERO);
  }
}
