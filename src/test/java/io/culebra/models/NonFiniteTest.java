package io.culebra.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.StepInfo;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Whole networks with NaN, infinities and numbers that overflow, in the middle and at the boundary:
 * every backend gives the answer of plain loops, and a run leaves no trace in the next.
 */
class NonFiniteTest {
  private static final String GUARD = "portable/finite-check";
  private static final float[] SPECIALS = {
    Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 3e38f, -3e38f, 1e30f
  };

  @Test
  void everyPlaceOfEverySpecial() throws Exception {
    NetworkBuilder net = new NetworkBuilder("mixed", 3);
    String x = net.input("x", 1, 3, 9, 10);
    String r = net.input("r", 1, 16, 9, 10);
    String first = net.relu(net.conv(x, 3, 16, 3, 1, 1, 1));
    String deep =
        net.node("Clip", List.of(net.conv(first, 16, 16, 3, 1, 1, 16), zero(net), six(net)));
    String sum = net.relu(net.node("Add", List.of(net.conv(deep, 16, 16, 1, 1, 0, 1), first)));
    String late = net.node("Add", List.of(net.relu(net.conv(sum, 16, 16, 3, 1, 1, 1)), r));
    String gate = net.node("HardSigmoid", List.of(net.conv(late, 16, 8, 1, 1, 0, 1)));
    String flat = net.node("Flatten", List.of(gate));
    String y = net.node("Sigmoid", List.of(net.gemm(flat, 8 * 90, 5)));
    byte[] onnx = net.build(17, y, late, sum);
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put("x", new long[] {1, 3, 9, 10});
    shapes.put("r", new long[] {1, 16, 9, 10});
    check(onnx, shapes, SPECIALS);
  }

  @Test
  void aDeepNetwork() throws Exception {
    NetworkBuilder net = new NetworkBuilder("deep", 5);
    String y = net.input("x", 1, 8, 6, 7);
    for (int i = 0; i < 60; i++) {
      y = net.relu(net.conv(y, 8, 8, 3, 1, 1, 1));
    }
    byte[] onnx = net.build(17, y);
    check(onnx, Map.of("x", new long[] {1, 8, 6, 7}), SPECIALS);
    try (Model model = Model.of(onnx);
        Session session = model.openSession(SessionOptions.defaults().backend(Backend.ONEDNN))) {
      long guards = guards(session.explain(Map.of("x", Shape.of(1, 8, 6, 7))));
      assertTrue(guards > 1 && guards < 10, guards + " guards for 60 layers");
    }
  }

  /** Where neighbouring results share intermediate values. */
  @Test
  void convolutionsByTransforms() throws Exception {
    NetworkBuilder net = new NetworkBuilder("tiles", 5);
    String x = net.input("x", 2, 20, 18, 19);
    String first = net.relu(net.conv(x, 20, 24, 3, 1, 1, 1));
    String sum = net.node("Add", List.of(net.conv(first, 24, 24, 3, 1, 1, 1), first));
    String y = net.relu(net.conv(net.relu(sum), 24, 33, 3, 1, 1, 1));
    byte[] onnx = net.build(17, y, first);
    check(onnx, Map.of("x", new long[] {2, 20, 18, 19}), SPECIALS);
    for (Backend backend : List.of(Backend.VECTOR)) {
      try (Model model = Model.of(onnx);
          Session session = model.openSession(SessionOptions.defaults().backend(backend))) {
        List<StepInfo> steps = session.explain(Map.of("x", Shape.of(2, 20, 18, 19)));
        long tiled =
            steps.stream()
                .filter(step -> step.implementation().equals("vector/conv-winograd"))
                .count();
        assertEquals(3, tiled, "convolutions by transforms");
        assertEquals(1, guards(steps));
      }
    }
  }

  @Test
  void sumsThatOverflowInside() throws Exception {
    NetworkBuilder net = new NetworkBuilder("growing", 5);
    String y = net.input("x", 1, 2, 4, 4);
    float[] large = new float[4];
    Arrays.fill(large, 1e12f);
    for (int i = 0; i < 3; i++) {
      y = net.relu(net.node("Conv", List.of(y, net.weight(large, 2, 2, 1, 1))));
    }
    String last = net.node("Conv", List.of(y, net.weight(large, 2, 2, 1, 1)));
    byte[] onnx = net.build(17, net.node("Clip", List.of(last, zero(net), six(net))));
    check(onnx, Map.of("x", new long[] {1, 2, 4, 4}), SPECIALS);
    try (Model model = Model.of(onnx);
        Session session = model.openSession(SessionOptions.defaults().backend(Backend.ONEDNN))) {
      float[] ones = new float[32];
      Arrays.fill(ones, 1);
      float[] sixes = new float[32];
      Arrays.fill(sixes, 6);
      assertArrayEquals(sixes, run(session, Map.of("x", Tensor.of(ones, 1, 2, 4, 4))).getFirst());
    }
  }

  @Test
  void weightsThatAreNotFinite() throws Exception {
    for (float special : new float[] {Float.NaN, Float.NEGATIVE_INFINITY, 3e38f}) {
      NetworkBuilder net = new NetworkBuilder("weights", 5);
      String x = net.input("x", 4, 3);
      float[] weights = {1, 2, -3, special, 0.5f, 1};
      String hidden = net.relu(net.node("Gemm", List.of(x, net.weight(weights, 3, 2))));
      String y = net.relu(net.gemm(hidden, 2, 3));
      check(net.build(17, y, hidden), Map.of("x", new long[] {4, 3}), Float.NaN, 1e38f);
    }
  }

  @Test
  void shapesThatDependOnData() throws Exception {
    NetworkBuilder net = new NetworkBuilder("stretches", 5);
    String x = net.relu(net.gemm(net.input("x", 6, 2), 2, 2));
    String moved = net.node("Reshape", List.of(x, net.integers("shape", 2)));
    String y = net.relu(net.gemm(moved, 3, 5));
    byte[] onnx = net.build(17, y);
    try (Model model = Model.of(onnx);
        Session session = model.openSession(SessionOptions.defaults().backend(Backend.ONEDNN))) {
      for (int dirty = 0; dirty < 3; dirty++) {
        float[] given = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        given[5] = dirty == 1 ? Float.NaN : 6;
        Map<String, Tensor> inputs =
            Map.of("x", Tensor.of(given, 6, 2), "shape", Tensor.of(new long[] {4, 3}, 2));
        float[] result = run(session, inputs).getFirst();
        for (int i = 0; i < 20; i++) {
          boolean isReached = dirty == 1 && i >= 5 && i < 10;
          assertEquals(isReached, Float.isNaN(result[i]), "element " + i);
        }
      }
    }
  }

  @Test
  void manyCallersAtOnce() throws Exception {
    NetworkBuilder net = new NetworkBuilder("shared", 9);
    String y = net.relu(net.conv(net.input("x", 1, 3, 8, 8), 3, 16, 3, 1, 1, 1));
    byte[] onnx = net.build(17, net.relu(net.conv(y, 16, 8, 3, 1, 1, 1)));
    SessionOptions options = SessionOptions.defaults().backend(Backend.ONEDNN).lanes(2);
    try (Model model = Model.of(onnx);
        Session session = model.openSession(options.threads(1));
        ExecutorService callers = Executors.newFixedThreadPool(4)) {
      Map<String, Tensor> clean = inputs(Map.of("x", new long[] {1, 3, 8, 8}), 4);
      Map<String, Tensor> dirty = poked(clean, "x", 70, Float.NaN);
      List<float[]> ofClean = run(session, clean);
      List<float[]> ofDirty = run(session, dirty);
      List<Future<List<float[]>>> results = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        Map<String, Tensor> inputs = i % 3 == 0 ? dirty : clean;
        results.add(callers.submit(() -> run(session, inputs)));
      }
      for (int i = 0; i < results.size(); i++) {
        assertSame(i % 3 == 0 ? ofDirty : ofClean, results.get(i).get());
      }
    }
  }

  @Test
  void observedAndProfiled() throws Exception {
    NetworkBuilder net = new NetworkBuilder("watched", 9);
    String y = net.relu(net.conv(net.input("x", 1, 3, 8, 8), 3, 16, 3, 1, 1, 1));
    byte[] onnx = net.build(17, y);
    try (Model model = Model.of(onnx);
        Session session = model.openSession(SessionOptions.defaults().backend(Backend.ONEDNN))) {
      Map<String, Tensor> dirty =
          poked(inputs(Map.of("x", new long[] {1, 3, 8, 8}), 4), "x", 70, Float.NaN);
      List<String> seen = new ArrayList<>();
      session.observe(
          dirty,
          (step, output) -> {
            if (step.operator().startsWith("Conv")) {
              seen.add(step.implementation());
              assertTrue(hasNaN(output.toFloatArray()), "the convolution that was observed");
            }
            output.close();
          });
      assertEquals(1, seen.size());
      assertEquals(1, guards(session.trace(dirty)));
    }
  }

  @Test
  void noGuardWhereNothingNeedsOne() throws Exception {
    NetworkBuilder net = new NetworkBuilder("plain", 9);
    String y = net.node("Tanh", List.of(net.conv(net.input("x", 1, 3, 8, 8), 3, 16, 3, 1, 1, 1)));
    byte[] onnx = net.build(17, y);
    for (Backend backend : Backend.values()) {
      try (Model model = Model.of(onnx);
          Session session = model.openSession(SessionOptions.defaults().backend(backend))) {
        assertEquals(0, guards(session.explain(Map.of("x", Shape.of(1, 3, 8, 8)))));
      }
    }
  }

  private static String zero(NetworkBuilder net) {
    return net.weight(new float[1]);
  }

  private static String six(NetworkBuilder net) {
    return net.weight(new float[] {6});
  }

  private static boolean hasNaN(float[] values) {
    for (float value : values) {
      if (Float.isNaN(value)) {
        return true;
      }
    }
    return false;
  }

  private static long guards(List<StepInfo> steps) {
    return steps.stream().filter(step -> step.implementation().equals(GUARD)).count();
  }

  /** Each special in each input, on every backend, with one thread and with two. */
  private static void check(byte[] onnx, Map<String, long[]> shapes, float... specials)
      throws Exception {
    Random random = new Random(1);
    Map<String, Tensor> clean = inputs(shapes, 2);
    List<Map<String, Tensor>> dirty = new ArrayList<>();
    for (String name : shapes.keySet()) {
      for (float special : specials) {
        int size = (int) Shape.of(Objects.requireNonNull(shapes.get(name))).elements();
        dirty.add(poked(clean, name, random.nextInt(size), special));
      }
    }
    try (Model model = Model.of(onnx);
        Session plain = model.openSession(SessionOptions.defaults().backend(Backend.REFERENCE))) {
      List<List<float[]>> expected = new ArrayList<>();
      for (Map<String, Tensor> inputs : dirty) {
        expected.add(run(plain, inputs));
      }
      for (Backend backend : List.of(Backend.ONEDNN, Backend.AUTO, Backend.VECTOR)) {
        for (int threads = 1; threads <= 2; threads++) {
          SessionOptions options = SessionOptions.defaults().backend(backend).threads(threads);
          try (Session session = model.openSession(options)) {
            List<float[]> before = run(session, clean);
            for (int i = 0; i < dirty.size(); i++) {
              assertAlike(expected.get(i), run(session, dirty.get(i)), backend + ", input " + i);
              assertSame(before, run(session, clean));
            }
          }
        }
      }
    }
  }

  private static Map<String, Tensor> inputs(Map<String, long[]> shapes, long seed) {
    Random random = new Random(seed);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    shapes.forEach((name, sizes) -> {
      float[] values = new float[(int) Shape.of(sizes).elements()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      inputs.put(name, Tensor.of(values, sizes));
    });
    return inputs;
  }

  private static Map<String, Tensor> poked(
      Map<String, Tensor> inputs, String name, int place, float special) {
    Map<String, Tensor> poked = new LinkedHashMap<>(inputs);
    Tensor tensor = Objects.requireNonNull(inputs.get(name));
    float[] values = tensor.toFloatArray();
    values[place] = special;
    poked.put(name, Tensor.of(values, tensor.shape().toArray()));
    return poked;
  }

  private static List<float[]> run(Session session, Map<String, Tensor> inputs) {
    List<float[]> results = new ArrayList<>();
    Map<String, Tensor> outputs = session.run(inputs);
    outputs
        .values()
        .forEach(tensor -> {
          results.add(tensor.toFloatArray());
          tensor.close();
        });
    return results;
  }

  private static void assertSame(List<float[]> expected, List<float[]> actual) {
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), actual.get(i));
    }
  }

  private static void assertAlike(List<float[]> expected, List<float[]> actual, String what) {
    for (int o = 0; o < expected.size(); o++) {
      float[] want = expected.get(o);
      float[] have = actual.get(o);
      double largest = 1;
      for (float value : want) {
        largest = Float.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
      }
      for (int i = 0; i < want.length; i++) {
        boolean alike =
            Float.isFinite(want[i])
                ? Math.abs((double) want[i] - have[i]) <= 1e-4 * largest
                : Float.compare(want[i], have[i]) == 0;
        String place = what + ", output " + o + ", element " + i + ": ";
        assertTrue(alike, place + want[i] + " was expected, not " + have[i]);
      }
    }
  }
}
