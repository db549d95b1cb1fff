package io.culebra.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Whether an implementation can run a step, and if not, why not.
 *
 * @param reason the reason against, for people, or null where there is none
 */
public record Support(@Nullable String reason) {
  private static final Support YES = new Support(null);

  /** It can. */
  public static Support yes() {
    return YES;
  }

  /** It cannot, for this reason. */
  public static Support no(String reason) {
    return new Support(reason);
  }

  /** {@link #yes} if the condition holds, else no for the reason. */
  public static Support require(boolean condition, String reason) {
    return condition ? YES : no(reason);
  }

  /** This refusal, or else what {@code next} says. */
  public Support and(Support next) {
    return reason != null ? this : next;
  }

  /** Whether it can. */
  public boolean isYes() {
    return reason == null;
  }
}
