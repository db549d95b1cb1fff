package io.culebra.nn.generate;

import java.util.List;

/**
 * What was made of a prompt.
 *
 * @param tokens the new tokens, the one that it stopped at included
 * @param end why there are no more
 */
public record Generation(List<Integer> tokens, End end) {
  /** Copies the list. */
  public Generation {
    tokens = List.copyOf(tokens);
  }

  /** Why a generation ended. */
  public enum End {
    /** A stop token was made. */
    STOP_TOKEN,
    /** As many tokens were made as were allowed. */
    MAX_TOKENS,
    /** The model's longest sequence is full. */
    LONGEST_SEQUENCE,
    /** The listener asked for no more. */
    LISTENER
  }
}
