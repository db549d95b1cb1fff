package io.culebra.vector.loop;

import jdk.incubator.vector.FloatVector;

/**
 * What templates call where the code of a function goes. No such method exists: the calls are
 * replaced when a template is {@linkplain Specialiser specialised}.
 */
public final class Hole {
  private Hole() {}

  /** A function of one vector. */
  public static native FloatVector function(FloatVector x);

  /** A function of two vectors. */
  public static native FloatVector operator(FloatVector a, FloatVector b);
}
