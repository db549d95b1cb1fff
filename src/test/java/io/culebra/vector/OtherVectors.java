package io.culebra.vector;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Somebody else's code, which computes with vectors of one width after the other: C2 then finds
 * that the checks of a vector's class that it relied on have failed.
 */
final class OtherVectors {
  private static final List<VectorSpecies<Float>> WIDTHS =
      List.of(
          FloatVector.SPECIES_512,
          FloatVector.SPECIES_256,
          FloatVector.SPECIES_128,
          FloatVector.SPECIES_64);

  private static final int RUNS = 20_000;
  private static final int COUNT = 64;

  private OtherVectors() {}

  /** Runs all loops at each width until they are compiled for it. */
  static void run() {
    float[] floats = new float[2 * COUNT];
    for (VectorSpecies<Float> width : WIDTHS) {
      for (int i = 0; i < RUNS; i++) {
        arithmetic(width, floats);
        scalars(width, floats);
        fma(width, floats);
        selection(width, floats);
        bits(width, floats);
      }
    }
  }

  private static void arithmetic(VectorSpecies<Float> width, float[] floats) {
    FloatVector x = FloatVector.zero(width);
    for (int i = 0; i < COUNT; i += width.length()) {
      FloatVector y = FloatVector.fromArray(width, floats, i);
      x = x.add(y);
      x = x.mul(y);
      x = x.sub(y);
      x = x.div(y);
    }
    floats[COUNT] = x.reduceLanes(VectorOperators.ADD);
  }

  private static void scalars(VectorSpecies<Float> width, float[] floats) {
    FloatVector x = FloatVector.zero(width);
    for (int i = 0; i < COUNT; i += width.length()) {
      x = x.add(2f);
      x = x.mul(3f);
      x = x.sub(1f);
      x = x.blend(0f, x.compare(VectorOperators.GT, 1f));
    }
    floats[COUNT] = x.lane(0);
  }

  private static void fma(VectorSpecies<Float> width, float[] floats) {
    FloatVector x = FloatVector.zero(width);
    for (int i = 0; i < COUNT; i += width.length()) {
      FloatVector y = FloatVector.fromArray(width, floats, i);
      x = x.fma(y, y);
    }
    x.abs().intoMemorySegment(MemorySegment.ofArray(floats), 0, ByteOrder.nativeOrder());
  }

  private static void selection(VectorSpecies<Float> width, float[] floats) {
    FloatVector x = FloatVector.zero(width);
    for (int i = 0; i < COUNT; i += width.length()) {
      FloatVector y = FloatVector.fromArray(width, floats, i);
      x = x.blend(y, x.compare(VectorOperators.GT, y));
      x = x.max(y);
      x = x.min(y);
    }
    x.neg().intoMemorySegment(MemorySegment.ofArray(floats), 0, ByteOrder.nativeOrder());
    floats[COUNT] = x.rearrange(VectorShuffle.iota(width, 1, 1, true)).lane(0);
  }

  private static void bits(VectorSpecies<Float> width, float[] floats) {
    FloatVector x = FloatVector.zero(width);
    for (int i = 0; i < COUNT; i += width.length()) {
      x = x.reinterpretAsInts().lanewise(VectorOperators.LSHL, 3).add(3).reinterpretAsFloats();
      x.intoArray(floats, i);
    }
    floats[COUNT] = x.reduceLanes(VectorOperators.MAX);
  }
}
