package io.culebra.perf.compare;

import java.util.Locale;
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
public record Change(
    String key,
    Kind kind,
    @Nullable Double before,
    @Nullable Double after,
    double noise,
    double probability,
    String note) {

  /** What may have happened. */
  public enum Kind {
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
  public boolean isChange() {
    return kind != Kind.SAME && kind != Kind.UNPAIRED;
  }

  /** As a line for a human reader. */
  public String line() {
    String name = kind.name().toLowerCase(Locale.ROOT);
    if (before == null || after == null) {
      return "%-9s %s: %s".formatted(name, key, note);
    }
    return "%-9s %s: %.4g -> %.4g ms (%+.1f %%, noise %.1f %%, p %.2g)"
        .formatted(
            name,
            key,
            before / 1e6,
            after / 1e6,
            100 * (after / before - 1),
            100 * noise,
            probability);
  }
}
