package io.culebra.models;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.nn.Network;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks written in Java, run as they are, against ONNX Runtime with the file they write. */
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
    Network network = built.network();
    try (Peer peer = new Peer(network.toOnnx());
        Model model = network.open();
        Session session =
            model.openSession(SessionOptions.defaults().backend(backend).threads(2))) {
      for (int batch : new int[] {1, 3}) {
        Map<String, Tensor> x = built.inputs(session.inputs(), batch, 17L * batch);
        Map<String, Tensor> other = built.inputs(session.inputs(), batch, 99);
        Map<String, float[]> expected = peer.run(x);
        Map<String, float[]> changed = peer.run(other);
        Map<String, Tensor> outputs = session.run(x);
        expected.forEach((name, reference) -> {
          String what = built + " of batch " + batch + " on " + backend + ": " + name;
          Agreement.assertClose(
              reference, Objects.requireNonNull(outputs.get(name)).toFloatArray(), what);
          Agreement.assertDifferent(reference, Objects.requireNonNull(changed.get(name)), what);
        });
        List.of(x, other, outputs).forEach(all -> all.values().forEach(Tensor::close));
      }
    }
  }
}
