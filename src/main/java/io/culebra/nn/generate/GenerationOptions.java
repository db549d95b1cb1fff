package io.culebra.nn.generate;

import io.culebra.tensor.InvalidInputException;
import java.util.Set;

/**
 * How tokens are chosen, and when it ends. Immutable.
 *
 * @param maxTokens the most tokens that are made, at least 1
 * @param temperature what scores are divided by before the softmax; 0 always takes the best token,
 *     the first of several (greedy)
 * @param topK how many of the best tokens take part; 0 for all
 * @param topP the least sum of probabilities that the best tokens must reach to take part alone:
 *     Holtzman et al., "The curious case of neural text degeneration", 2020; 1 for all
 * @param seed what random choices come from; the same seed gives the same tokens
 * @param stopTokens tokens that end the text; the one that does is its last
 */
public record GenerationOptions(
    int maxTokens, double temperature, int topK, double topP, long seed, Set<Integer> stopTokens) {
  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if one is out of its range
   */
  public GenerationOptions {
    stopTokens = Set.copyOf(stopTokens);
    if (maxTokens < 1
        || !(temperature >= 0 && temperature < Double.POSITIVE_INFINITY)
        || topK < 0
        || !(topP > 0 && topP <= 1)) {
      throw new InvalidInputException(
          String.format(
              "maxTokens %d must be 1 or more, temperature %s and topK %d not negative, topP %s"
                  + " above 0 and at most 1",
              maxTokens, temperature, topK, topP));
    }
  }

  /** The best token, again and again, up to so many. */
  public static GenerationOptions greedy(int maxTokens) {
    return new GenerationOptions(maxTokens, 0, 0, 1, 0, Set.of());
  }

  /** Tokens at random with the probabilities that the model gives them, up to so many. */
  public static GenerationOptions sampling(int maxTokens, long seed) {
    return new GenerationOptions(maxTokens, 1, 0, 1, seed, Set.of());
  }

  /** The same at another temperature. */
  public GenerationOptions temperature(double number) {
    return new GenerationOptions(maxTokens, number, topK, topP, seed, stopTokens);
  }

  /** The same among the {@code number} best tokens. */
  public GenerationOptions topK(int number) {
    return new GenerationOptions(maxTokens, temperature, number, topP, seed, stopTokens);
  }

  /** The same among the best tokens that have this probability together. */
  public GenerationOptions topP(double number) {
    return new GenerationOptions(maxTokens, temperature, topK, number, seed, stopTokens);
  }

  /** The same until one of these tokens. */
  public GenerationOptions stopAt(Integer... tokens) {
    return new GenerationOptions(maxTokens, temperature, topK, topP, seed, Set.of(tokens));
  }
}
