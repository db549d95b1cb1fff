package io.culebra.perf.roof;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.VectorSpecies;

/**
 * Defines loop classes anew for a species. A species that is no constant to the JIT compiler would
 * be measured as slow; as class data of a hidden class it is one.
 */
final class SpeciesLoops {

  private SpeciesLoops() {}

  /** An instance of the loop whose vectors have this species. */
  static SpeciesLoop of(Class<? extends SpeciesLoop> loop, VectorSpecies<Float> species) {
    try (InputStream in = loop.getResourceAsStream(loop.getSimpleName() + ".class")) {
      if (in == null) {
        throw new IllegalStateException("no class file of " + loop);
      }
      return (SpeciesLoop)
          MethodHandles.lookup()
              .defineHiddenClassWithClassData(in.readAllBytes(), species, true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot define " + loop + " for " + species, e);
    }
  }

  /** The species that the class of this lookup was defined for. */
  @SuppressWarnings("unchecked")
  static VectorSpecies<Float> species(MethodHandles.Lookup lookup) {
    try {
      return MethodHandles.classData(lookup, "_", VectorSpecies.class);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
