package io.culebra.nn;

/**
 * What a weight is before training. The numbers are a function of the seed and of their place, so
 * that they can be made when they are needed and are the same everywhere.
 *
 * <p>Implementations are stateless and safe for use by many threads.
 */
@FunctionalInterface
public interface Initializer {
  /**
   * One number of a weight.
   *
   * @param index its place in the weight, row-major
   * @param seed the weight's own
   * @param fans connections of the weight
   */
  float element(long index, long seed, Fans fans);

  /** Zeros. */
  static Initializer zeros() {
    return constant(0);
  }

  /** Ones. */
  static Initializer ones() {
    return constant(1);
  }

  /** The same number everywhere. */
  static Initializer constant(float number) {
    return (index, seed, fans) -> number;
  }

  /** These numbers, row-major; their count must be that of the weight. */
  static Initializer of(float... numbers) {
    float[] copy = numbers.clone();
    return (index, seed, fans) -> copy[Math.toIntExact(index)];
  }

  /** Numbers spread evenly between two. */
  static Initializer uniform(float from, float to) {
    return (index, seed, fans) -> (float) (from + (to - from) * Hash.uniform(seed, index));
  }

  /** Normal numbers around zero. */
  static Initializer normal(float deviation) {
    return (index, seed, fans) -> (float) (deviation * Hash.normal(seed, index));
  }

  /**
   * Spread evenly within sqrt(6 / (in + out)): Glorot and Bengio, "Understanding the difficulty of
   * training deep feedforward neural networks", 2010.
   */
  static Initializer glorotUniform() {
    return (index, seed, fans) ->
        (float) ((2 * Hash.uniform(seed, index) - 1) * Math.sqrt(6.0 / (fans.in() + fans.out())));
  }

  /** Normal, of variance 2 / (in + out): Glorot and Bengio, as {@link #glorotUniform}. */
  static Initializer glorotNormal() {
    return (index, seed, fans) ->
        (float) (Hash.normal(seed, index) * Math.sqrt(2.0 / (fans.in() + fans.out())));
  }

  /**
   * Normal, of variance 2 / in, for layers with a relu behind them: He et al., "Delving deep into
   * rectifiers", 2015.
   */
  static Initializer heNormal() {
    return (index, seed, fans) -> (float) (Hash.normal(seed, index) * Math.sqrt(2.0 / fans.in()));
  }

  /** Spread evenly, of the variance of {@link #heNormal}. */
  static Initializer heUniform() {
    return (index, seed, fans) ->
        (float) ((2 * Hash.uniform(seed, index) - 1) * Math.sqrt(6.0 / fans.in()));
  }

  /** Normal, of variance 1 / in: LeCun et al., "Efficient BackProp", 1998. */
  static Initializer lecunNormal() {
    return (index, seed, fans) -> (float) (Hash.normal(seed, index) * Math.sqrt(1.0 / fans.in()));
  }

  /** Spread evenly, of the variance of {@link #lecunNormal}. */
  static Initializer lecunUniform() {
    return (index, seed, fans) ->
        (float) ((2 * Hash.uniform(seed, index) - 1) * Math.sqrt(3.0 / fans.in()));
  }
}
