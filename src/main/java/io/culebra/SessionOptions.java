package io.culebra;

import com.sun.management.OperatingSystemMXBean;
import io.culebra.tensor.BusyException;
import io.culebra.tensor.InvalidInputException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How a session runs its model; immutable. Start from {@link #defaults} and change what is to be
 * different.
 *
 * @param backend whose implementations are preferred
 * @param precision the number format of the computation
 * @param threads threads that one run uses, the default being one per processor
 * @param lanes runs on so many threads that can be under way at once, each with memory of its own;
 *     further callers queue, first come, first served
 * @param sideBySide whether as many callers as the session has threads run side by side, each on
 *     one thread, instead of one after the other on all of them: more runs get done in a second,
 *     each takes longer, and the last bits of an answer may be others than those on all threads
 * @param maxWaiting how many callers may wait for a lane; a further one gets a {@link
 *     BusyException}
 * @param maxWait how long a caller may wait for a lane before he gets a {@link BusyException}; runs
 *     that have begun are not cut short
 * @param memoryLimit the most native memory, in bytes, for everything that the session holds:
 *     weights that it is the first to pack, constants that it is the first to compute, plans with
 *     what oneDNN allocates for them, activations and scratch, results that have not been closed
 *     and the memory of closed ones that is kept; the default is half of what the machine or
 *     container has
 * @param planCacheBytes the most bytes of plans that are kept for shapes seen before, besides the
 *     last one: at most a quarter of {@code memoryLimit}. What oneDNN allocates is measured where
 *     the C library tells (glibc 2.33 or newer), else taken for 128 kB per primitive
 * @param rewritesOff names of graph rewrites that are left out
 * @param reproducible whether implementations are chosen in their static order: then a session
 *     gives the same bits run after run, on the same machine with as many threads, whatever has
 *     been measured ({@link Session#tune}) meanwhile
 * @param tuning how long the first run of new shapes may measure ({@link Session#tune}) where steps
 *     of it were never measured on this machine, on {@link Backend#AUTO}; the default is zero: what
 *     was measured is used, and a session measures nothing by itself, because that takes as long as
 *     tens to hundreds of runs, and measures what else the machine does, too
 */
public record SessionOptions(
    Backend backend,
    Precision precision,
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
  private static final int MOST_THREADS = 1024;
  private static final long MOST_PLAN_BYTES = 192L << 20;

  /**
   * Checks the values.
   *
   * @throws InvalidInputException if a count or a size is not in its range
   */
  public SessionOptions {
    if (threads < 1 || threads > MOST_THREADS) {
      throw new InvalidInputException(
          "threads must be between 1 and " + MOST_THREADS + ", not " + threads);
    }
    if (lanes < 1 || lanes > MOST_THREADS) {
      throw new InvalidInputException(
          "lanes must be between 1 and " + MOST_THREADS + ", not " + lanes);
    }
    if (maxWaiting < 0) {
      throw new InvalidInputException("maxWaiting must not be negative: " + maxWaiting);
    }
    if (maxWait.isNegative()) {
      throw new InvalidInputException("maxWait must not be negative: " + maxWait);
    }
    if (memoryLimit < 0 || planCacheBytes < 0) {
      throw new InvalidInputException("a limit in bytes must not be negative");
    }
    if (tuning.isNegative()) {
      throw new InvalidInputException("tuning must not be negative: " + tuning);
    }
    rewritesOff = Set.copyOf(rewritesOff);
  }

  /**
   * AUTO, float32, one lane with a thread per processor, no bound on waiting, half of the memory,
   * 192 MiB of plans.
   */
  public static SessionOptions defaults() {
    long memory =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    return new SessionOptions(
        Backend.AUTO,
        Precision.F32,
        Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS),
        1,
        true,
        Integer.MAX_VALUE,
        ChronoUnit.FOREVER.getDuration(),
        memory / 2,
        Math.min(MOST_PLAN_BYTES, memory / 8),
        Set.of(),
        false,
        Duration.ZERO);
  }

  /** The same with another backend. */
  public SessionOptions backend(Backend backend) {
    return changed(draft -> draft.backend = backend);
  }

  /** The same with another precision. */
  public SessionOptions precision(Precision precision) {
    return changed(draft -> draft.precision = precision);
  }

  /** The same with another number of threads per run. */
  public SessionOptions threads(int threads) {
    return changed(draft -> draft.threads = threads);
  }

  /** The same with another number of runs at once. */
  public SessionOptions lanes(int lanes) {
    return changed(draft -> draft.lanes = lanes);
  }

  /** The same with callers side by side on one thread each, where there are many, or never so. */
  public SessionOptions sideBySide(boolean sideBySide) {
    return changed(draft -> draft.sideBySide = sideBySide);
  }

  /** The same with so many callers that may wait for a lane. */
  public SessionOptions maxWaiting(int maxWaiting) {
    return changed(draft -> draft.maxWaiting = maxWaiting);
  }

  /** The same with another time that a caller may wait for a lane. */
  public SessionOptions maxWait(Duration maxWait) {
    return changed(draft -> draft.maxWait = maxWait);
  }

  /** The same with another limit of native memory, in bytes. */
  public SessionOptions memoryLimit(long memoryLimit) {
    return changed(draft -> draft.memoryLimit = memoryLimit);
  }

  /** The same with another limit of the plans that are kept, in bytes. */
  public SessionOptions planCacheBytes(long planCacheBytes) {
    return changed(draft -> draft.planCacheBytes = planCacheBytes);
  }

  /** The same without these graph rewrites. */
  public SessionOptions rewritesOff(Set<String> rewritesOff) {
    return changed(draft -> draft.rewritesOff = rewritesOff);
  }

  /** The same with runs that give the same bits whatever has been measured, or not. */
  public SessionOptions reproducible(boolean reproducible) {
    return changed(draft -> draft.reproducible = reproducible);
  }

  /** The same with first runs that may measure for so long. */
  public SessionOptions tuning(Duration tuning) {
    return changed(draft -> draft.tuning = tuning);
  }

  private SessionOptions changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /** The same values, until they are checked again. */
  private static final class Draft {
    private Backend backend;
    private Precision precision;
    private int threads;
    private int lanes;
    private boolean sideBySide;
    private int maxWaiting;
    private Duration maxWait;
    private long memoryLimit;
    private long planCacheBytes;
    private Set<String> rewritesOff;
    private boolean reproducible;
    private Duration tuning;

    Draft(SessionOptions options) {
      backend = options.backend;
      precision = options.precision;
      threads = options.threads;
      lanes = options.lanes;
      sideBySide = options.sideBySide;
      maxWaiting = options.maxWaiting;
      maxWait = options.maxWait;
      memoryLimit = options.memoryLimit;
      planCacheBytes = options.planCacheBytes;
      rewritesOff = options.rewritesOff;
      reproducible = options.reproducible;
      tuning = options.tuning;
    }

    SessionOptions options() {
      return new SessionOptions(
          backend,
          precision,
          threads,
          lanes,
          sideBySide,
          maxWaiting,
          maxWait,
          memoryLimit,
          planCacheBytes,
          rewritesOff,
          reproducible,
          tuning);
    }
  }
}
