package io.culebra.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.TensorInfo;
import io.culebra.tensor.DataType;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Initialisers that are inputs as well: defaults that a run may override. Against ONNX Runtime with
 * the same numbers as initialisers, since its Java interface takes no others.
 */
class DefaultInputsTest {
  private static final long[] X = {2, 3, 9, 7};
  private static final long[] W = {5, 3, 3, 3};
  private static final long[] SCALE = {5, 1, 1};

  /** {@code y = relu(conv(x, 2 w) scale)}, where w and scale are defaults; their names. */
  private static byte[] network(int irVersion, List<String> defaults) {
    try (Tensor w = random(5, W);
        Tensor scale = random(6, SCALE)) {
      return network(irVersion, defaults, w, scale);
    }
  }

  private static byte[] network(int irVersion, List<String> defaults, Tensor w, Tensor scale) {
    NetworkBuilder net = new NetworkBuilder("defaults", 1);
    String first = net.given(net.weight(w.toFloatArray(), W), NetworkBuilder.FLOAT, W);
    String x = net.input("x", -1, 3, 9, 7);
    String last = net.given(net.weight(scale.toFloatArray(), SCALE), NetworkBuilder.FLOAT, SCALE);
    defaults.addAll(List.of(first, last));
    String twice = net.node("Mul", List.of(first, net.weight(new float[] {2})));
    String y = net.node("Mul", List.of(net.node("Conv", List.of(x, twice)), last));
    return net.build(irVersion, 8, net.named("Relu", y, "y"));
  }

  private static Tensor random(long seed, long... sizes) {
    Random random = new Random(seed);
    float[] numbers = new float[(int) Shape.of(sizes).elements()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return Tensor.of(numbers, sizes);
  }

  private static float[] run(Session session, Map<String, Tensor> inputs) {
    try (Tensor y = Objects.requireNonNull(session.run(inputs).get("y"))) {
      return y.toFloatArray();
    }
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void givesTheAnswersOfOnnxRuntimeWhicheverAreGiven(Backend backend) throws Exception {
    List<String> names = new ArrayList<>();
    byte[] onnx = network(8, names);
    try (Model model = Model.of(onnx);
        Session session = model.openSession(SessionOptions.defaults().backend(backend).threads(2));
        Tensor x = random(1, X);
        Tensor w = random(2, W);
        Tensor scale = random(3, SCALE);
        Tensor usualW = random(5, W);
        Tensor usualScale = random(6, SCALE)) {
      assertEquals(List.of("x"), model.inputs().stream().map(TensorInfo::name).toList());
      assertEquals(names, model.optionalInputs().stream().map(TensorInfo::name).toList());
      float[] usual = run(session, Map.of("x", x));
      for (int given : new int[] {0, 1, 3, 2, 0, 1}) {
        Map<String, Tensor> inputs = new HashMap<>(Map.of("x", x));
        if ((given & 1) != 0) {
          inputs.put(names.get(0), w);
        }
        if ((given & 2) != 0) {
          inputs.put(names.get(1), scale);
        }
        float[] y = run(session, inputs);
        byte[] replaced =
            network(
                8,
                new ArrayList<>(),
                (given & 1) != 0 ? w : usualW,
                (given & 2) != 0 ? scale : usualScale);
        try (Peer peer = new Peer(replaced)) {
          float[] expected = Objects.requireNonNull(peer.run(Map.of("x", x)).get("y"));
          Agreement.assertClose(expected, y, backend + ", given " + inputs.keySet());
        }
        if (given == 0) {
          assertArrayEquals(usual, y);
        } else {
          Agreement.assertDifferent(usual, y, "given " + inputs.keySet());
        }
      }
      assertEquals(4, session.plansMade(), "one plan for each set of what is given");
    }
  }

  @Test
  void stepsAndTypesAreToldForWhatIsGiven() {
    List<String> names = new ArrayList<>();
    try (Model model = Model.of(network(8, names));
        Session session = model.openSession()) {
      Map<String, Shape> x = Map.of("x", Shape.of(X));
      Map<String, Shape> both = Map.of("x", Shape.of(X), names.getFirst(), Shape.of(W));
      assertEquals(session.outputs(x), session.outputs(both));
      assertTrue(session.explain(x).size() < session.explain(both).size(), "the default is folded");
    }
  }

  @Test
  void whatIsGivenIsChecked() {
    List<String> names = new ArrayList<>();
    try (Model model = Model.of(network(8, names));
        Session session = model.openSession();
        Tensor x = random(1, X);
        Tensor wrong = random(2, 5, 3, 3, 2);
        Tensor w = random(2, W)) {
      assertThrows(
          InvalidInputException.class, () -> session.run(Map.of("x", x, names.getFirst(), wrong)));
      assertThrows(InvalidInputException.class, () -> session.run(Map.of(names.getFirst(), w)));
      assertThrows(
          InvalidInputException.class,
          () -> session.run(Map.of("x", x, names.getFirst(), w, "z", w)));
    }
  }

  @Test
  void filesOfOldVersionsListConstantsAmongTheInputs() throws Exception {
    List<String> names = new ArrayList<>();
    byte[] onnx = network(3, names);
    try (Peer peer = new Peer(onnx);
        Model model = Model.of(onnx);
        Session session = model.openSession();
        Tensor x = random(1, X);
        Tensor w = random(2, W)) {
      assertEquals(List.of("x"), model.inputs().stream().map(TensorInfo::name).toList());
      assertEquals(List.of(), model.optionalInputs());
      float[] expected = Objects.requireNonNull(peer.run(Map.of("x", x)).get("y"));
      Agreement.assertClose(expected, run(session, Map.of("x", x)), "IR version 3");
      Map<String, Tensor> both = Map.of("x", x, names.getFirst(), w);
      assertThrows(InvalidInputException.class, () -> session.run(both));
    }
  }

  @Test
  void aShapeMayBeADefault() {
    NetworkBuilder net = new NetworkBuilder("shape", 1);
    String shape = net.given(net.weight(new long[] {2, 6}, 2), NetworkBuilder.INT64, 2);
    String reshaped = net.node("Reshape", List.of(net.input("x", 12), shape));
    byte[] onnx = net.build(13, net.named("Neg", reshaped, "y"));
    try (Model model = Model.of(onnx);
        Session session = model.openSession();
        Tensor x = random(1, 12);
        Tensor other = Tensor.of(new long[] {3, 4}, 2)) {
      assertEquals(DataType.INT64, model.optionalInputs().getFirst().type().dataType());
      try (Tensor y = Objects.requireNonNull(session.run(Map.of("x", x)).get("y"))) {
        assertEquals(Shape.of(2, 6), y.shape());
      }
      try (Tensor y = Objects.requireNonNull(session.run(Map.of("x", x, shape, other)).get("y"))) {
        assertEquals(Shape.of(3, 4), y.shape());
      }
    }
  }
}
