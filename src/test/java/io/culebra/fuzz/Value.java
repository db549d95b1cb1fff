package io.culebra.fuzz;

import io.culebra.tensor.DataType;

/**
 * A value of a graph with what it holds.
 *
 * @param name the name in the graph
 * @param samples what it holds for the first inputs, for the second ones, and for both with every
 *     inexact step shaken by a few units in the last place
 * @param constant whether it depends on no input
 * @param pointwise whether no step behind it adds elements up, so that each can be compared with a
 *     tolerance of its own
 */
record Value(String name, Data[] samples, boolean constant, boolean pointwise) {
  /** The samples that the library is compared with. */
  static final int COMPARED = 2;

  /** All samples. */
  static final int SAMPLES = 4;

  Data data() {
    return samples[0];
  }

  DataType type() {
    return samples[0].type();
  }

  long[] sizes() {
    return samples[0].sizes();
  }

  int rank() {
    return sizes().length;
  }

  long size(int axis) {
    return sizes()[axis];
  }

  int count() {
    return samples[0].count();
  }

  /** Whether what it holds is not the same for both inputs. */
  boolean varies() {
    return !samples[0].same(samples[1]);
  }

  /** Whether shaking changed nothing. */
  boolean isExact() {
    return samples[0].same(samples[2]) && samples[1].same(samples[3]);
  }
}
