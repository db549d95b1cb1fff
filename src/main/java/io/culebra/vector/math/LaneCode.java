package io.culebra.vector.math;

import java.util.List;

/**
 * A function of lanes as code: a static method of straight-line Vector API calls that loops copy
 * into their own bodies. A call would not do: as soon as the compiler declines to inline one, which
 * it does in large methods, vectors become objects.
 *
 * @param owner the class of the method, in this package
 * @param method its name; it has no branches, takes vectors and then constants, and gives a vector
 * @param constants the values of its last parameters
 */
public record LaneCode(Class<?> owner, String method, List<Float> constants) {
  /** Copies the list. */
  public LaneCode {
    constants = List.copyOf(constants);
  }

  static LaneCode of(Class<?> owner, String method, Float... constants) {
    return new LaneCode(owner, method, List.of(constants));
  }
}
