package io.culebra.nn;

/**
 * Random numbers by place instead of by sequence: SplitMix64's finaliser over a counter (Steele,
 * Lea, Flood, "Fast splittable pseudorandom number generators", 2014).
 */
final class Hash {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final double UNIT = 0x1.0p-53;

  private Hash() {}

  /** A number of 64 random bits. */
  static long bits(long seed, long index) {
    long z = seed + (index + 1) * GOLDEN;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** Between 0, included, and 1. */
  static double uniform(long seed, long index) {
    return (bits(seed, index) >>> 11) * UNIT;
  }

  /** Normal, of variance 1, by Box and Muller's method. */
  static double normal(long seed, long index) {
    double radius = Math.sqrt(-2 * Math.log(1 - uniform(seed, 2 * index)));
    return radius * Math.cos(2 * Math.PI * uniform(seed, 2 * index + 1));
  }
}
