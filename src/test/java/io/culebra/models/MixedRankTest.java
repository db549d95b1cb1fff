package io.culebra.models;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.graph.Value;
import io.culebra.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks whose steps join tensors of different ranks, on every backend, against ONNX Runtime. */
@Timeout(120)
class MixedRankTest {
  private static final int NETS_A_TEST = 25;
  private static final int STEPS = 14;

  static LongStream seeds() {
    return LongStream.range(0, 8).map(seed -> seed * NETS_A_TEST);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void tensorsOfDifferentRanksAreReadInTheOrderInWhichTheyLie(long first) throws Exception {
    for (long seed = first; seed < first + NETS_A_TEST; seed++) {
      check(seed);
    }
  }

  private static void check(long seed) throws Exception {
    MixedRankNet net = new MixedRankNet(seed, STEPS);
    byte[] onnx = net.onnx();
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Value input : net.inputs()) {
      inputs.put(input.name(), net.tensor(input, seed));
    }
    try (Peer peer = new Peer(onnx);
        Model model = Model.of(onnx)) {
      Map<String, float[]> expected = peer.run(inputs);
      for (Backend backend : Backend.values()) {
        SessionOptions options = SessionOptions.defaults().backend(backend).threads(1);
        try (Session session = model.openSession(options)) {
          Map<String, Tensor> outputs = session.run(inputs);
          expected.forEach((name, reference) -> {
            try (Tensor y = Objects.requireNonNull(outputs.get(name), name)) {
              Agreement.assertClose(
                  reference,
                  y.toFloatArray(),
                  "net " + seed + " on " + backend + ", " + name + ": " + net);
            }
          });
        }
      }
    } finally {
      inputs.values().forEach(Tensor::close);
    }
  }
}
