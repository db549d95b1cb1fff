package io.culebra.models;

import io.culebra.Backend;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer of the builder, and the zoo in small, on every backend. */
@Timeout(300)
class BuiltNetworkTest {
  static List<Arguments> networksAndBackends() {
    List<Arguments> all = new ArrayList<>();
    for (BuiltNetwork network : BuiltNetwork.values()) {
      for (Backend backend : Backend.values()) {
        all.add(Arguments.of(network, backend));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("networksAndBackends")
  void givesTheAnswersOfOnnxRuntime(BuiltNetwork built, Backend backend) throws Exception {
    BuiltComparison.check(built.network(), backend, 1, 3);
  }
}
