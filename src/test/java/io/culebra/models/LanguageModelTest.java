package io.culebra.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.nn.Network;
import io.culebra.nn.zoo.GPT2;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** GPT-2 with a cache against itself without one, and both against ONNX Runtime. */
class LanguageModelTest {
  private static final GPT2.Sizes SMALL = new GPT2.Sizes(50, 24, 2, 48, 3);

  @ParameterizedTest
  @EnumSource(names = {"VECTOR", "ONEDNN", "AUTO", "REFERENCE"})
  void agreesWithOnnxRuntime(Backend backend) throws Exception {
    BuiltComparison.check(GPT2.create("gpt-2-tiny", SMALL), backend, 1, 3);
  }

  @ParameterizedTest
  @EnumSource(names = {"VECTOR", "ONEDNN", "AUTO", "REFERENCE"})
  void tokenByTokenIsTheWholeAtOnce(Backend backend) throws Exception {
    check(SMALL, backend, 3, 13, 5, 1, 3, 1, 1, 2);
  }

  /**
   * Runs a sequence whole and in pieces.
   *
   * @param room of the cache; more than the pieces take
   */
  static void check(GPT2.Sizes sizes, Backend backend, int batch, int room, int... pieces)
      throws Exception {
    Network cached = GPT2.createCached("cached", sizes);
    SessionOptions options = SessionOptions.defaults().backend(backend).threads(2);
    int length = Arrays.stream(pieces).sum();
    long[] ids = new Random(5).longs((long) batch * length, 0, sizes.words()).toArray();
    try (Model plain = GPT2.create("plain", sizes).open();
        Session whole = plain.openSession(options);
        Model model = cached.open();
        Session session = model.openSession(options);
        Peer peer = new Peer(cached.toOnnx());
        Tensor all = Tensor.of(ids, batch, length);
        Tensor expected = Objects.requireNonNull(whole.run(Map.of("ids", all)).get("logits"))) {
      Map<String, Tensor> caches = new LinkedHashMap<>();
      for (int i = 0; i < sizes.blocks(); i++) {
        caches.put("keys_" + i, zeros(batch, room, sizes.size()));
        caches.put("values_" + i, zeros(batch, room, sizes.size()));
      }
      int done = 0;
      for (int piece : pieces) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put("ids", Tensor.of(part(ids, batch, done, piece), batch, piece));
        long[] starts = new long[batch];
        Arrays.fill(starts, done);
        inputs.put("start", Tensor.of(starts, batch));
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        caches.forEach((name, tensor) -> inputs.put("past_" + name, tensor));
        Map<String, float[]> reference = peer.run(inputs);
        caches.forEach((name, tensor) -> outputs.put("present_" + name, tensor));
        Tensor logits = zeros(batch, piece, sizes.words());
        outputs.put("logits", logits);
        session.run(inputs, outputs);
        String what = piece + " tokens at " + done + " on " + backend;
        reference.forEach((name, numbers) ->
            Agreement.assertClose(
                numbers,
                Objects.requireNonNull(outputs.get(name)).toFloatArray(),
                name + " of " + what));
        Agreement.assertClose(
            part(expected.toFloatArray(), batch, done * sizes.words(), piece * sizes.words()),
            logits.toFloatArray(),
            what);
        logits.close();
        done += piece;
      }
      caches.values().forEach(Tensor::close);
      assertEquals(Arrays.stream(pieces).distinct().count(), session.plansMade());
    }
  }

  private static Tensor zeros(int... sizes) {
    long[] wide = Arrays.stream(sizes).asLongStream().toArray();
    return Tensor.of(new float[Math.toIntExact(Shape.of(wide).elements())], wide);
  }

  private static long[] part(long[] whole, int batch, int from, int count) {
    long[] part = new long[batch * count];
    for (int i = 0; i < batch; i++) {
      System.arraycopy(whole, i * (whole.length / batch) + from, part, i * count, count);
    }
    return part;
  }

  private static float[] part(float[] whole, int batch, int from, int count) {
    float[] part = new float[batch * count];
    for (int i = 0; i < batch; i++) {
      System.arraycopy(whole, i * (whole.length / batch) + from, part, i * count, count);
    }
    return part;
  }
}
