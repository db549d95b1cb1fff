package io.culebra.vector;

import jdk.incubator.vector.FloatVector;

/** How wide vectors are, for who must not touch the Vector API before it is known to be there. */
final class VectorWidth {
  private VectorWidth() {}

  /** The bits of the vectors that HotSpot prefers on this machine. */
  static int preferred() {
    return FloatVector.SPECIES_PREFERRED.vectorBitSize();
  }

  /** The bits of the vectors that the loops use. */
  static int used() {
    return Lanes.FLOAT.vectorBitSize();
  }
}
