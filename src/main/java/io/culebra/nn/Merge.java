package io.culebra.nn;

/** How a bidirectional layer puts the results of its two directions together. */
public enum Merge {
  /** One behind the other: twice the units. */
  CONCAT,
  /** Added up. */
  SUM
}
