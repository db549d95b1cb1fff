package io.culebra.perf.compare;

import org.jspecify.annotations.Nullable;

/**
 * What happened to one thing between two results.
 *
 * @param kind whether it changed, and how
 * @param before the median in ns; null when there is none
 * @param after the median in ns; null when there is none
 * @param noise a smaller change than this share is not believed
 * @param probability that chance alone made such a difference, corrected for the number of
 *     comparisons
 * @param note the verdict on the answer where it is no longer or newly right
 */
record Change(
    String key,
    Kind kind,
    @Nullable Double before,
    @Nullable Double after,
    double noise,
    double probability,
    String note) {

  enum Kind {
    SAME,
    SLOWER,
    FASTER,
    /** The answer is right no longer. */
    BROKEN,
    /** The answer became right. */
    REPAIRED,
    /** Only one of the results has it. */
    UNPAIRED
  }

  /** Whether the second result differs in what both measured. */
  boolean isChange() {
    return kind != Kind.SAME && kind != Kind.UNPAIRED;
  }
}
