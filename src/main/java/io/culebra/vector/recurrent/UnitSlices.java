package io.culebra.vector.recurrent;

import io.culebra.vector.Lanes;

/**
 * The units of a state, padded to whole vectors and cut into nearly equal slices, each worked on by
 * one thread at a time.
 *
 * @param units how many there are
 * @param count how many slices, at most one per vector
 */
record UnitSlices(int units, int count) {
  /** All units, with the padding. */
  int padded() {
    return vectors() * Lanes.COUNT;
  }

  /** The first unit of a slice; for {@code slice == count} the number of padded units. */
  int first(int slice) {
    return (int) ((long) slice * vectors() / count) * Lanes.COUNT;
  }

  /** The units of a slice with the padding. */
  int padded(int slice) {
    return first(slice + 1) - first(slice);
  }

  /** The units of a slice without the padding. */
  int units(int slice) {
    return Math.min(units, first(slice + 1)) - first(slice);
  }

  private int vectors() {
    return Math.ceilDiv(units, Lanes.COUNT);
  }
}
