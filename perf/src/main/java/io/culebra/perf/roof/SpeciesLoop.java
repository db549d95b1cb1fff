package io.culebra.perf.roof;

/** A loop over vectors of one species. */
interface SpeciesLoop {

  /**
   * Runs the loop.
   *
   * @return a number that depends on all that was computed
   */
  double run(long iterations);
}
