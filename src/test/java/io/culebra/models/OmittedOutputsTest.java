package io.culebra.models;

import static io.culebra.models.NetworkBuilder.integer;
import static io.culebra.models.NetworkBuilder.ints;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nodes of several outputs of which the file leaves some out, wherever they stand. */
class OmittedOutputsTest {
  private static final long[] SIZES = {2, 6, 5, 7};

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  /** A node with outputs of these names in a network, whose own outputs it gives. */
  private interface Form {
    List<String> add(NetworkBuilder net, List<String> names);
  }

  private static byte[] network(int opset, Form form, List<String> names) {
    NetworkBuilder net = new NetworkBuilder("several", 1);
    return net.build(opset, form.add(net, names).toArray(String[]::new));
  }

  /**
   * Every wanted output is what ONNX Runtime makes it where all are wanted: it crashes at a Split
   * with omitted parts.
   */
  private static void assertRight(
      int opset, Form form, List<String> all, List<String> wanted, Backend backend)
      throws Exception {
    int count = (int) LongStream.of(SIZES).reduce(1, (a, b) -> a * b);
    try (Tensor x = Tensor.of(numbers(new Random(1), count), SIZES);
        Peer peer = new Peer(network(opset, form, all));
        Model model = Model.of(network(opset, form, wanted));
        Session session =
            model.openSession(SessionOptions.defaults().backend(backend).threads(2))) {
      Map<String, float[]> expected = peer.run(Map.of("x", x));
      Map<String, Tensor> found = session.run(Map.of("x", x));
      assertEquals(wanted.stream().filter(name -> !name.isEmpty()).count(), found.size());
      found.forEach((name, y) -> {
        float[] numbers = Objects.requireNonNull(expected.get(name));
        Agreement.assertClose(numbers, y.toFloatArray(), wanted + " of opset " + opset);
        y.close();
      });
    }
  }

  private static List<String> result(
      NetworkBuilder net, String operator, List<String> names, AttributeProto... attributes) {
    List<String> results = new ArrayList<>();
    for (String name : names) {
      if (!name.isEmpty()) {
        results.add(net.named(operator, name, "result of " + name, attributes));
      }
    }
    return results;
  }

  /** Every way to leave out some of the parts, but not all. */
  @ParameterizedTest
  @EnumSource(Backend.class)
  void partsOfSplit(Backend backend) throws Exception {
    Random random = new Random(5);
    for (int parts = 2; parts <= 4; parts++) {
      for (int bits = 1; bits < 1 << parts; bits++) {
        int opset = List.of(11, 13, 18).get(random.nextInt(3));
        int axis = opset == 18 ? 3 : 1 + random.nextInt(3);
        Form split = split(opset, axis, sizes(random, parts, SIZES[axis]), random.nextBoolean());
        List<String> all = IntStream.range(0, parts).mapToObj(i -> "part" + i).toList();
        int wanted = bits;
        List<String> some =
            IntStream.range(0, parts)
                .mapToObj(i -> (wanted >> i & 1) == 1 ? "part" + i : "")
                .toList();
        assertRight(opset, split, all, some, backend);
      }
    }
  }

  /** The sizes are an attribute before opset 13, an input since, and equal where left out. */
  private static Form split(int opset, int axis, long[] sizes, boolean behindConvolution) {
    return (net, names) -> {
      String x = net.input("x", SIZES);
      List<String> inputs = List.of(behindConvolution ? net.conv(x, 6, 6, 3, 1, 1, 1) : x);
      if (opset == 18) {
        AttributeProto parts = integer("num_outputs", sizes.length);
        net.node("Split", inputs, names, integer("axis", axis - SIZES.length), parts);
      } else if (opset == 13) {
        inputs = List.of(inputs.getFirst(), net.weight(sizes, sizes.length));
        net.node("Split", inputs, names, integer("axis", axis));
      } else {
        net.node("Split", inputs, names, integer("axis", axis), ints("split", sizes));
      }
      return result(net, "Exp", names);
    };
  }

  /** So many sizes of one at least that make up the whole. */
  private static long[] sizes(Random random, int parts, long whole) {
    long[] sizes = new long[parts];
    long left = whole;
    for (int i = 0; i < parts - 1; i++) {
      sizes[i] =
          left > parts - i ? 1 + random.nextInt((int) (left - (parts - 1 - i))) : Math.min(1, left);
      left -= sizes[i];
    }
    sizes[parts - 1] = left;
    return sizes;
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void statesOfRecurrentLayers(Backend backend) throws Exception {
    Form layer =
        (net, names) -> {
          String x = net.input("x", SIZES);
          String rows = net.node("Reshape", List.of(x, net.weight(new long[] {12, 5, 7}, 3)));
          net.node(
              "LSTM",
              List.of(rows, net.normal(0.3, 1, 12, 7), net.normal(0.3, 1, 12, 3)),
              names,
              integer("hidden_size", 3));
          return result(net, "Exp", names);
        };
    List<String> all = List.of("y", "h", "c");
    for (List<String> some :
        List.of(
            List.of("", "h"), List.of("", "", "c"), List.of("y", "", "c"), List.of("", "h", ""))) {
      assertRight(14, layer, all, some, backend);
    }
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void valuesAndPlacesOfTopK(Backend backend) throws Exception {
    Form top =
        (net, names) -> {
          String three = net.weight(new long[] {3}, 1);
          net.node("TopK", List.of(net.input("x", SIZES), three), names);
          return result(net, "Cast", names, integer("to", 1));
        };
    List<String> all = List.of("values", "places");
    assertRight(14, top, all, List.of("", "places"), backend);
    assertRight(14, top, all, List.of("values", ""), backend);
  }
}
