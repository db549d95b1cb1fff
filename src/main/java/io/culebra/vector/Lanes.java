package io.culebra.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector width of this JVM: what the CPU prefers, or what {@code
 * -Dculebra.vector.bits=128|256|512} says.
 */
public final class Lanes {
  /** The species of every hand-written float loop. */
  public static final VectorSpecies<Float> FLOAT =
      choose(Integer.getInteger("culebra.vector.bits", 0));

  /** The floats in one vector: 4, 8 or 16. */
  public static final int COUNT = FLOAT.length();

  private Lanes() {}

  private static VectorSpecies<Float> choose(int bits) {
    return switch (bits) {
      case 0 -> atMost512(FloatVector.SPECIES_PREFERRED);
      case 128 -> FloatVector.SPECIES_128;
      case 256 -> FloatVector.SPECIES_256;
      case 512 -> FloatVector.SPECIES_512;
      default ->
          throw new IllegalArgumentException("culebra.vector.bits is 128, 256 or 512, not " + bits);
    };
  }

  private static VectorSpecies<Float> atMost512(VectorSpecies<Float> preferred) {
    return switch (preferred.vectorBitSize()) {
      case 64, 128 -> FloatVector.SPECIES_128;
      case 256 -> FloatVector.SPECIES_256;
      default -> FloatVector.SPECIES_512;
    };
  }
}
