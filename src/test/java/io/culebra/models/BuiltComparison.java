package io.culebra.models;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.TensorInfo;
import io.culebra.nn.Network;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** A network written in Java, run as it is, against ONNX Runtime with the file that it writes. */
final class BuiltComparison {
  private BuiltComparison() {}

  private static final int LENGTH = 5;

  /**
   * Fails unless all outputs agree at these batches, with unknown sizes of 5, and depend on the
   * inputs.
   */
  static void check(Network network, Backend backend, int... batches) throws Exception {
    check(network, List.of(backend), List.of(LENGTH), batches);
  }

  /**
   * Fails unless all outputs agree at these batches and lengths, on one backend after the other,
   * and depend on the inputs.
   *
   * @param lengths what unknown sizes but the batch are
   */
  static void check(Network network, List<Backend> backends, List<Integer> lengths, int... batches)
      throws Exception {
    try (Peer peer = new Peer(network.toOnnx());
        Model model = network.open()) {
      for (Backend backend : backends) {
        check(network.name(), peer, model, backend, lengths, batches);
      }
    }
  }

  private static void check(
      String name, Peer peer, Model model, Backend backend, List<Integer> lengths, int... batches)
      throws Exception {
    try (Session session =
        model.openSession(SessionOptions.defaults().backend(backend).threads(2))) {
      for (int batch : batches) {
        for (int length : lengths) {
          check(name + " on " + backend, peer, session, batch, length);
        }
      }
    }
  }

  private static void check(String model, Peer peer, Session session, int batch, int length)
      throws Exception {
    Map<String, Tensor> x = inputs(session.inputs(), batch, length, 17L * batch);
    Map<String, Tensor> other = inputs(session.inputs(), batch, length, 99);
    Map<String, float[]> expected = peer.run(x);
    Map<String, float[]> changed = peer.run(other);
    Map<String, Tensor> outputs = session.run(x);
    expected.forEach((name, reference) -> {
      String what = model + " of batch " + batch + " and length " + length + ": output " + name;
      Tensor output = Objects.requireNonNull(outputs.get(name), what);
      int row = Math.toIntExact(output.shape().size(-1));
      float[] y = Agreement.beforeSoftmax(output.toFloatArray(), row);
      float[] scores = Agreement.beforeSoftmax(reference, row);
      Agreement.assertClose(scores, y, what);
      float[] others = Objects.requireNonNull(changed.get(name), what);
      Agreement.assertDifferent(scores, Agreement.beforeSoftmax(others, row), what);
    });
    List.of(x, other, outputs).forEach(all -> all.values().forEach(Tensor::close));
  }

  /** Seeded numbers for every input, 0 or 1 for indices. */
  private static Map<String, Tensor> inputs(
      List<TensorInfo> infos, int batch, int length, long seed) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    Random random = new Random(seed);
    for (TensorInfo info : infos) {
      Shape shape = Objects.requireNonNull(info.type().shape());
      long[] sizes =
          shape.dims().stream().mapToLong(dim -> dim.isKnown() ? dim.size() : length).toArray();
      sizes[0] = batch;
      int count = Math.toIntExact(Shape.of(sizes).elements());
      inputs.put(
          info.name(),
          info.type().dataType() == DataType.INT64
              ? Tensor.of(random.longs(count, 0, 2).toArray(), sizes)
              : Tensor.of(normal(random, count), sizes));
    }
    return inputs;
  }

  private static float[] normal(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
