package io.culebra.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.ImplementationProvider;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** What the backend says of itself where it is available, as in the machine of the tests. */
class VectorProviderTest {
  @Test
  void isFoundAsAService() {
    assertTrue(
        ServiceLoader.load(ImplementationProvider.class).stream()
            .anyMatch(p -> p.type() == VectorProvider.class));
  }

  @Test
  void isAvailable() {
    VectorProvider provider = new VectorProvider();
    assertEquals(ImplementationProvider.Availability.yes(), provider.availability());
    assertEquals(Lanes.COUNT * 32 + " bits", provider.facts().get("vector in use"));
  }

  @Test
  void namesEveryImplementationOnce() {
    List<String> names =
        new VectorProvider().implementations().stream().map(Implementation::name).toList();
    assertEquals(names.size(), new HashSet<>(names).size());
    assertTrue(names.stream().allMatch(n -> n.startsWith("vector/")), names.toString());
  }
}
