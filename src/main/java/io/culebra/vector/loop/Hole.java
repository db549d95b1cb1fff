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

  /** A function of one vector, applied before {@link #function}. */
  public static native FloatVector limit(FloatVector x);

  /** A function of two vectors. */
  public static native FloatVector operator(FloatVector a, FloatVector b);

  /** All lanes folded into one. */
  public static native float across(FloatVector x);

  /** A function of one vector, applied to what was folded. */
  public static native FloatVector finish(FloatVector x);

  /** Another function of two vectors. */
  public static native FloatVector combine(FloatVector a, FloatVector b);
}
