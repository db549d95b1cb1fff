package io.culebra.nn.generate;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Chooses one token by the scores of all. For one thread. */
final class Sampler {
  private final GenerationOptions options;
  private final RandomGenerator random;
  private final long[] ranked;
  private final double[] weights;

  Sampler(GenerationOptions options, int words) {
    this.options = options;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(options.seed());
    boolean greedy = options.temperature() == 0;
    this.ranked = new long[greedy ? 0 : words];
    this.weights = new double[greedy ? 0 : words];
  }

  /**
   * A token.
   *
   * @param scores float32
   * @param first the place of the first token's score, in elements
   * @param words how many there are
   */
  int choose(MemorySegment scores, long first, int words) {
    return options.temperature() == 0 ? best(scores, first, words) : draw(scores, first, words);
  }

  private static int best(MemorySegment scores, long first, int words) {
    int best = 0;
    float highest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < words; i++) {
      float score = scores.getAtIndex(ValueLayout.JAVA_FLOAT, first + i);
      if (score > highest) {
        highest = score;
        best = i;
      }
    }
    return best;
  }

  private int draw(MemorySegment scores, long first, int words) {
    int kept = words;
    if (options.topK() > 0 || options.topP() < 1) {
      rank(scores, first, words);
      kept = options.topK() > 0 ? Math.min(options.topK(), words) : words;
    } else {
      for (int i = 0; i < words; i++) {
        ranked[i] = i;
      }
    }
    float highest = scores.getAtIndex(ValueLayout.JAVA_FLOAT, first + best(scores, first, words));
    double sum = 0;
    for (int i = 0; i < kept; i++) {
      float score = scores.getAtIndex(ValueLayout.JAVA_FLOAT, first + token(i));
      weights[i] = Math.exp((score - highest) / options.temperature());
      sum += weights[i];
    }
    if (options.topP() < 1) {
      double needed = options.topP() * sum;
      int taking = 0;
      for (sum = 0; taking < kept && sum < needed; taking++) {
        sum += weights[taking];
      }
      kept = Math.max(taking, 1);
    }
    double left = random.nextDouble() * sum;
    int chosen = 0;
    while (chosen < kept - 1 && (left -= weights[chosen]) >= 0) {
      chosen++;
    }
    return token(chosen);
  }

  /** Puts the best first; of equal ones, the first. */
  private void rank(MemorySegment scores, long first, int words) {
    for (int i = 0; i < words; i++) {
      int bits = Float.floatToIntBits(scores.getAtIndex(ValueLayout.JAVA_FLOAT, first + i));
      int ascending = bits ^ (bits >> 31 & Integer.MAX_VALUE);
      ranked[i] = ((long) ~ascending << Integer.SIZE) | i;
    }
    Arrays.sort(ranked);
  }

  private int token(int rank) {
    return (int) ranked[rank];
  }
}
