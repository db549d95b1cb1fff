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
      a = factor.fma(addend, a);
      b = factor.fma(addend, b);
      c = factor.fma(addend, c);
      d = factor.fma(addend, d);
      e = factor.fma(addend, e);
      f = factor.fma(addend, f);
      g = factor.fma(addend, g);
      h = factor.fma(addend, h);
      i = factor.fma(addend, i);
      j = factor.fma(addend, j);
      k = factor.fma(addend, k);
      l = factor.fma(addend, l);
    }
    FloatVector left = a.add(b).add(c).add(d.add(e).add(f));
    FloatVector right = g.add(h).add(i).add(j.add(k).add(l));
    return left.add(right).lane(0);
  }
}
