package io.culebra.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.tensor.DataType;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One tensor given for several inputs and outputs: the right answer, or an error before the run.
 */
class GivenTensorsTest {
  private static final int SIZE = 50;
  private static final float[] NUMBERS = numbers();

  private static float[] numbers() {
    float[] numbers = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      numbers[i] = (i * 37 % 101 - 50) / 25f;
    }
    return numbers;
  }

  private static Session open(Model model, Backend backend) {
    return model.openSession(SessionOptions.defaults().backend(backend).threads(2));
  }

  /** {@code y = tanh(a)}, {@code z = a + b}, or {@code z = -b} where a is not to be used again. */
  private static byte[] twoInputs(boolean usedAgain) {
    NetworkBuilder net = new NetworkBuilder("two", 1);
    String a = net.input("a", SIZE);
    String b = net.input("b", SIZE);
    net.named("Tanh", a, "y");
    String z = usedAgain ? net.node("Add", List.of(a, b)) : net.node("Neg", List.of(b));
    return net.build(17, "y", net.named("Identity", z, "z"));
  }

  private static void assertRefused(
      Session session, Map<String, Tensor> in, Map<String, Tensor> into) {
    String message =
        String.valueOf(
            assertThrows(InvalidInputException.class, () -> session.run(in, into)).getMessage());
    assertTrue(message.contains("output '"), message);
    in.values().forEach(tensor -> assertArrayEquals(NUMBERS, tensor.toFloatArray()));
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void oneTensorForTwoInputs(Backend backend) {
    try (Model model = Model.of(twoInputs(true));
        Session session = open(model, backend);
        Tensor x = Tensor.of(NUMBERS, SIZE);
        Tensor y = Tensor.allocate(DataType.FLOAT, x.shape());
        Tensor z = Tensor.allocate(DataType.FLOAT, x.shape())) {
      session.run(Map.of("a", x, "b", x), Map.of("y", y, "z", z));
      for (int i = 0; i < SIZE; i++) {
        assertEquals(Math.tanh(NUMBERS[i]), y.toFloatArray()[i], 1e-5);
        assertEquals(2 * NUMBERS[i], z.toFloatArray()[i]);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void oneTensorForTwoOutputsIsRefused(Backend backend) {
    try (Model model = Model.of(twoInputs(false));
        Session session = open(model, backend);
        Tensor x = Tensor.of(NUMBERS, SIZE);
        Tensor y = Tensor.allocate(DataType.FLOAT, x.shape())) {
      assertRefused(session, Map.of("a", x, "b", x), Map.of("y", y, "z", y));
    }
  }

  @Test
  void soItIsWhereShapesDependOnData() {
    NetworkBuilder net = new NetworkBuilder("late", 1);
    String x = net.input("x", SIZE);
    String shape = net.integers("shape", 2);
    String reshaped = net.node("Reshape", List.of(net.relu(x), shape));
    byte[] onnx = net.build(17, net.named("Neg", reshaped, "y"), net.named("Tanh", reshaped, "z"));
    try (Model model = Model.of(onnx);
        Session session = model.openSession();
        Tensor given = Tensor.of(NUMBERS, SIZE);
        Tensor sizes = Tensor.of(new long[] {2, SIZE / 2}, 2);
        Tensor y = Tensor.allocate(DataType.FLOAT, Shape.of(2, SIZE / 2))) {
      Map<String, Tensor> inputs = Map.of("x", given, "shape", sizes);
      assertThrows(InvalidInputException.class, () -> session.run(inputs, Map.of("y", y, "z", y)));
      session.run(inputs, Map.of("y", y));
      assertEquals(-Math.max(0, NUMBERS[SIZE - 1]), y.toFloatArray()[SIZE - 1]);
    }
  }

  @ParameterizedTest
  @EnumSource(value = Backend.class, mode = EnumSource.Mode.EXCLUDE, names = "REFERENCE")
  void oneTensorForAnInputAndTheOutputThatIsMadeOfItAlone(Backend backend) {
    try (Model model = Model.of(twoInputs(false));
        Session session = open(model, backend);
        Tensor a = Tensor.of(NUMBERS, SIZE);
        Tensor b = Tensor.of(NUMBERS, SIZE)) {
      session.run(Map.of("a", a, "b", b), Map.of("y", a, "z", b));
      for (int i = 0; i < SIZE; i++) {
        assertEquals(Math.tanh(NUMBERS[i]), a.toFloatArray()[i], 1e-5);
        assertEquals(-NUMBERS[i], b.toFloatArray()[i], 1e-7f);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void notWhereTheTensorIsAnotherInputToo(Backend backend) {
    try (Model model = Model.of(twoInputs(false));
        Session session = open(model, backend);
        Tensor x = Tensor.of(NUMBERS, SIZE)) {
      assertRefused(session, Map.of("a", x, "b", x), Map.of("y", x));
      assertRefused(session, Map.of("a", x, "b", x), Map.of("z", x));
    }
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void notWhereTheInputIsUsedAgain(Backend backend) {
    try (Model model = Model.of(twoInputs(true));
        Session session = open(model, backend);
        Tensor a = Tensor.of(NUMBERS, SIZE);
        Tensor b = Tensor.of(NUMBERS, SIZE)) {
      assertRefused(session, Map.of("a", a, "b", b), Map.of("y", a));
    }
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void notWhereAStepReadsTheInputTwice(Backend backend) {
    NetworkBuilder twice = new NetworkBuilder("twice", 1);
    String x = twice.input("x", 2, 1, 5, 5);
    String sum = twice.node("Add", List.of(twice.conv(x, 1, 1, 3, 1, 1, 1), x));
    byte[] onnx = twice.build(17, twice.named("Identity", sum, "y"));
    try (Model model = Model.of(onnx);
        Session session = open(model, backend);
        Tensor given = Tensor.of(NUMBERS, 2, 1, 5, 5)) {
      assertRefused(session, Map.of("x", given), Map.of("y", given));
    }
  }
}
