package io.culebra.perf.roof;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Loops that do nothing but read or write memory, in vectors of the preferred species. */
final class BandwidthLoops {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int STEP = SPECIES.vectorByteSize();

  /** How many bytes one step of a loop covers; sizes are multiples of it. */
  static final int BLOCK = 4 * STEP;

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /** All memory: addresses into a constant segment cost no bounds that vary. */
  private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private BandwidthLoops() {}

  /** Reads all bytes of the segment; gives a sum that depends on each. */
  static double read(MemorySegment segment) {
    long end = segment.address() + segment.byteSize();
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    for (long at = segment.address(); at < end; at += BLOCK) {
      a = a.add(FloatVector.fromMemorySegment(SPECIES, ALL, at, ORDER));
      b = b.add(FloatVector.fromMemorySegment(SPECIES, ALL, at + STEP, ORDER));
      c = c.add(FloatVector.fromMemorySegment(SPECIES, ALL, at + 2L * STEP, ORDER));
      d = d.add(FloatVector.fromMemorySegment(SPECIES, ALL, at + 3L * STEP, ORDER));
    }
    return a.add(b).add(c.add(d)).lane(0);
  }

  /** Writes all bytes of the segment. */
  static void write(MemorySegment segment, float value) {
    long end = segment.address() + segment.byteSize();
    FloatVector vector = FloatVector.broadcast(SPECIES, value);
    for (long at = segment.address(); at < end; at += BLOCK) {
      vector.intoMemorySegment(ALL, at, ORDER);
      vector.intoMemorySegment(ALL, at + STEP, ORDER);
      vector.intoMemorySegment(ALL, at + 2L * STEP, ORDER);
      vector.intoMemorySegment(ALL, at + 3L * STEP, ORDER);
    }
  }
}
