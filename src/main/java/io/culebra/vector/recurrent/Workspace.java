package io.culebra.vector.recurrent;

/**
 * Where in the scratch of a step lies what a run carries along, in bytes from its start: for each
 * direction the products with W, those with R, the states before and after a time step, and what
 * cells have besides; for each thread what its products need.
 */
final class Workspace {
  private final long inputSums;
  private final long inputSumBytes;
  private final long sums;
  private final long sumBytes;
  private final long states;
  private final long stateBytes;
  private final long extras;
  private final long workers;
  private final long workerBytes;
  private final long end;

  /**
   * @param first where there is room
   */
  Workspace(Sizes sizes, GateOrder order, long workerBytes, int threads, long first) {
    long row = (long) order.columns() * Float.BYTES;
    this.workerBytes = workerBytes;
    inputSumBytes = Sizes.align(sizes.places() * row);
    sumBytes = Sizes.align(sizes.batch() * row);
    stateBytes = Sizes.align((long) sizes.batch() * order.slices().padded() * Float.BYTES);
    inputSums = first;
    sums = inputSums + sizes.ways() * inputSumBytes;
    states = sums + sizes.ways() * sumBytes;
    extras = states + 2L * sizes.ways() * stateBytes;
    workers = extras + sizes.ways() * stateBytes;
    end = workers + threads * workerBytes;
  }

  /** The products of all places with W. */
  long inputSums(int way) {
    return inputSums + way * inputSumBytes;
  }

  /** The products of the states with R. */
  long sums(int way) {
    return sums + way * sumBytes;
  }

  /** The states in front of a time step. */
  long states(int way, int step) {
    return states + (2L * way + (step & 1)) * stateBytes;
  }

  /** What cells have besides. */
  long extras(int way) {
    return extras + way * stateBytes;
  }

  /** What the products of a thread need. */
  long worker(int worker) {
    return workers + worker * workerBytes;
  }

  /** Where all of it ends. */
  long end() {
    return end;
  }
}
