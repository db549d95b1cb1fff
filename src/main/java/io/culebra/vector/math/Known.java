package io.culebra.vector.math;

import io.culebra.vector.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;

/**
 * Vectors whose class the compiler knows.
 *
 * <p>A call on a vector is inlined behind a check of its class. Once such a check has failed
 * anywhere in the process, because other code computes with vectors of another width, C2 compiles a
 * real call for the case that it fails again, and what that call is given must be an object. Such a
 * case is ruled out where the vector comes straight from an operation, but not where it is carried
 * around a loop: there it has to be an argument, or to be known.
 */
public final class Known {
  /** The class of all vectors of {@link Lanes#FLOAT}. */
  public static final Class<? extends Vector<Float>> CLASS = Lanes.FLOAT.vectorType();

  private Known() {}

  /** The same vector, of {@link Lanes#FLOAT}. */
  public static FloatVector of(FloatVector x) {
    return (FloatVector) CLASS.cast(x);
  }
}
