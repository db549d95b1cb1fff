package io.culebra.perf.roof;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Independent chains of fused multiply-adds, enough to hide the latency of each. {@link
 * SpeciesLoops} defines this class once per species, which makes the species a constant.
 */
final class FmaLoop implements SpeciesLoop {

  /** Fused multiply-adds of whole vectors in an iteration. */
  static final int CHAINS = 12;

  private static final VectorSpecies<Float> SPECIES = SpeciesLoops.species(MethodHandles.lookup());

  @Override
  public double run(long iterations) {
    FloatVector factor = FloatVector.broadcast(SPECIES, 0.999f);
    FloatVector addend = FloatVector.broadcast(SPECIES, 0.001f);
    FloatVector a = addend;
    FloatVector b = addend;
    FloatVector c = addend;
    FloatVector d = addend;
    FloatVector e = addend;
    FloatVector f = addend;
    FloatVector g = addend;
    FloatVector h = addend;
    FloatVector i = addend;
    FloatVector j = addend;
    FloatVector k = addend;
    FloatVector l = addend;
    for (long n = 0; n < iterations; n++) {
      a = a.fma(factor, addend);
      b = b.fma(factor, addend);
      c = c.fma(factor, addend);
      d = d.fma(factor, addend);
      e = e.fma(factor, addend);
      f = f.fma(factor, addend);
      g = g.fma(factor, addend);
      h = h.fma(factor, addend);
      i = i.fma(factor, addend);
      j = j.fma(factor, addend);
      k = k.fma(factor, addend);
      l = l.fma(factor, addend);
    }
    FloatVector left = a.add(b).add(c).add(d.add(e).add(f));
    FloatVector right = g.add(h).add(i).add(j.add(k).add(l));
    return left.add(right).lane(0);
  }
}
