package io.culebra.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole networks, on every backend and at several batches, against ONNX Runtime. */
@Timeout(300)
class WholeNetworkTest {
  static List<Arguments> networksAndBackends() {
    List<Arguments> all = new ArrayList<>();
    for (TestNetwork network : TestNetwork.values()) {
      for (Backend backend : Backend.values()) {
        all.add(Arguments.of(network, backend));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("networksAndBackends")
  void givesTheAnswersOfOnnxRuntime(TestNetwork network, Backend backend) throws Exception {
    byte[] onnx = network.onnx();
    try (Peer peer = new Peer(onnx);
        Model model = Model.of(onnx);
        Session session =
            model.openSession(SessionOptions.defaults().backend(backend).threads(2))) {
      float[] before = null;
      for (int batch : backend == Backend.REFERENCE ? new int[] {1, 2} : new int[] {1, 3, 1, 2}) {
        try (Tensor x = input(network, batch, 17L * batch)) {
          float[] expected = peer.run(Map.of("x", x)).values().iterator().next();
          Map<String, Tensor> outputs = session.run(Map.of("x", x));
          assertEquals(1, outputs.size());
          try (Tensor y = outputs.values().iterator().next()) {
            Agreement.assertClose(
                expected, y.toFloatArray(), network + " of batch " + batch + " on " + backend);
          }
          if (before == null) {
            try (Tensor other = input(network, batch, 99)) {
              before = peer.run(Map.of("x", other)).values().iterator().next();
              Agreement.assertDifferent(expected, before, network.toString());
            }
          }
        }
      }
    }
  }

  private static Tensor input(TestNetwork network, int batch, long seed) {
    Shape one = network.input();
    float[] numbers = new float[Math.toIntExact(batch * one.elements())];
    Random random = new Random(seed);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return Tensor.of(numbers, batch, one.size(0), one.size(1), one.size(2));
  }
}
