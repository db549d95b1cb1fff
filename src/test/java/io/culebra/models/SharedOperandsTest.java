package io.culebra.models;

import static io.culebra.models.NetworkBuilder.integer;
import static io.culebra.models.NetworkBuilder.ints;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Steps that read one tensor, or views of it, more than once while nobody needs it any more: it
 * must not be overwritten by the result before all of it has been read. Against ONNX Runtime.
 */
@Timeout(300)
class SharedOperandsTest {
  /** Each gives the result of one step, or of several that may become one, from {@code r}. */
  enum Form {
    CONVOLUTION_3X3 {
      @Override
      String of(NetworkBuilder net, String r, Sizes s) {
        return add(net, net.conv(r, s.channels, s.channels, 3, 1, 1, 1), r);
      }
    },
    CONVOLUTION_RESIDUAL_FIRST {
      @Override
      String of(NetworkBuilder net, String r, Sizes s) {
        return add(net, r, net.convWithoutBias(r, s.channels, s.channels, 3, 1, 1));
      }
    },
    CONVOLUTION_1X1 {
      @Override
      String of(NetworkBuilder net, String r, Sizes s) {
        return add(net, net.conv(r, s.channels, s.channels, 1, 1, 0, 1), r);
      }
    },
    CONVOLUTION_5X5_RELU {
      @Override
      String of(NetworkBuilder net, String r, Sizes s) {
        return net.relu(add(net, net.conv(r, s.channels, s.channels, 5, 1, 2, 1), r));
      }
    },
    DEPTHWISE {
      @Override
      String of(NetworkBuilder net, String r, Sizes s) {
        return add(net, net.conv(r, s.channels, s.channels, 3, 1, 1, s.channels), r);
      }
    },
    CONVOLUTION_OF_VIEW {
      @Override
      String of(NetworkBuilder net, String r, Sizes s) {
        String flat = reshape(net, r, (long) s.batch * s.channels, s.height, s.width);
        String again = reshape(net, flat, s.batch, s.channels, s.height, s.width);
        return add(net, net.conv(again, s.channels, s.channels, 3, 1, 1, 1), r);
      }
    },
    GEMM {
      @Override
      String of(NetworkBuilder net, String r, Sizes s) {
        String flat = reshape(net, r, (long) s.batch * s.channels * s.height, s.width);
        return add(net, net.gemm(flat, s.width, s.width), flat);
      }
    },
    GEMM_WITH_C {
      @Override
      String of(NetworkBuilder net, String r, Sizes s) {
        String flat = reshape(net, r, (long) s.batch * s.channels * s.height, s.width);
        return net.node("Gemm", List.of(flat, net.normal(0.2, s.width, s.width), flat));
      }
    },
    MATMUL {
      @Override
      String of(NetworkBuilder net, String r, Sizes s) {
        return add(net, net.matMul(r, s.width, s.width), r);
      }
    },
    MATMUL_OF_ITSELF {
      @Override
      String of(NetworkBuilder net, String r, Sizes s) {
        String square = net.node("Slice", slice(net, r, Math.min(s.height, s.width)));
        return add(net, net.node("MatMul", List.of(square, square)), square);
      }
    },
    MATMUL_OF_VIEW {
      @Override
      String of(NetworkBuilder net, String r, Sizes s) {
        String flat = reshape(net, r, (long) s.batch * s.channels * s.height, s.width);
        String product = net.matMul(flat, s.width, s.width);
        return add(net, reshape(net, product, s.batch, s.channels, s.height, s.width), r);
      }
    },
    PRODUCT_TWICE_ADDED {
      @Override
      String of(NetworkBuilder net, String r, Sizes s) {
        return add(net, add(net, net.matMul(r, s.width, s.width), r), r);
      }
    },
    LAYER_NORM_SCALED_BY_ITSELF {
      @Override
      String of(NetworkBuilder net, String r, Sizes s) {
        long all = (long) s.batch * s.channels * s.height * s.width;
        String row = reshape(net, r, 1, all);
        return net.node(
            "LayerNormalization", List.of(row, reshape(net, r, all), reshape(net, r, all)));
      }
    },
    BATCH_NORM_SCALED_BY_ITSELF {
      @Override
      String of(NetworkBuilder net, String r, Sizes s) {
        long all = (long) s.batch * s.channels * s.height * s.width;
        String row = reshape(net, r, 1, all, 1, 1);
        String flat = reshape(net, r, all);
        return net.node("BatchNormalization", List.of(row, flat, flat, flat, flat));
      }
    },
    PLUS_ITSELF {
      @Override
      String of(NetworkBuilder net, String r, Sizes s) {
        return add(net, r, r);
      }
    },
    TIMES_ITS_FUNCTION {
      @Override
      String of(NetworkBuilder net, String r, Sizes s) {
        return net.node("Mul", List.of(r, net.node("Sigmoid", List.of(r))));
      }
    },
    FUNCTION_PLUS_ITSELF {
      @Override
      String of(NetworkBuilder net, String r, Sizes s) {
        return add(net, net.node("Tanh", List.of(r)), r);
      }
    },
    SOFTMAX_PLUS_ITSELF {
      @Override
      String of(NetworkBuilder net, String r, Sizes s) {
        return add(net, net.node("Softmax", List.of(r), integer("axis", -1)), r);
      }
    },
    SUM_OF_FOUR {
      @Override
      String of(NetworkBuilder net, String r, Sizes s) {
        return net.node("Sum", List.of(r, r, net.node("Neg", List.of(r)), r));
      }
    },
    LEAST_OF_THREE {
      @Override
      String of(NetworkBuilder net, String r, Sizes s) {
        return net.node("Min", List.of(net.node("Neg", List.of(r)), r, r));
      }
    },
    POWER {
      @Override
      String of(NetworkBuilder net, String r, Sizes s) {
        return net.node("Pow", List.of(r, r));
      }
    },
    PRELU {
      @Override
      String of(NetworkBuilder net, String r, Sizes s) {
        String signed = net.node("Sin", List.of(net.node("Mul", List.of(r, r))));
        return net.node("PRelu", List.of(signed, signed));
      }
    },
    WHERE {
      @Override
      String of(NetworkBuilder net, String r, Sizes s) {
        String more = net.node("Greater", List.of(r, net.weight(new float[] {0.5f})));
        return net.node("Where", List.of(more, r, r));
      }
    };

    abstract String of(NetworkBuilder net, String r, Sizes s);

    private static String add(NetworkBuilder net, String a, String b) {
      return net.node("Add", List.of(a, b));
    }

    private static String reshape(NetworkBuilder net, String x, long... sizes) {
      return net.node("Reshape", List.of(x, net.weight(sizes, sizes.length)));
    }

    private static List<String> slice(NetworkBuilder net, String x, int side) {
      return List.of(
          x,
          net.weight(new long[] {0, 0}, 2),
          net.weight(new long[] {side, side}, 2),
          net.weight(new long[] {2, 3}, 2));
    }
  }

  record Sizes(int batch, int channels, int height, int width) {
    static Sizes random(Random random) {
      return new Sizes(
          1 + random.nextInt(3),
          1 + random.nextInt(20),
          2 + random.nextInt(40),
          2 + random.nextInt(40));
    }
  }

  static Stream<Form> forms() {
    return Stream.of(Form.values());
  }

  @ParameterizedTest
  @MethodSource("forms")
  void givesTheAnswersOfOnnxRuntime(Form form) throws Exception {
    Random random = new Random(form.name().hashCode());
    List<Sizes> all = new ArrayList<>(List.of(new Sizes(1, 16, 40, 40), new Sizes(1, 1, 9, 700)));
    all.add(Sizes.random(random));
    for (Sizes sizes : all) {
      byte[] onnx = network(form, sizes);
      float[] numbers = new float[sizes.batch * sizes.channels * sizes.height * sizes.width];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (float) random.nextGaussian();
      }
      try (Peer peer = new Peer(onnx);
          Model model = Model.of(onnx);
          Tensor x = Tensor.of(numbers, sizes.batch, sizes.channels, sizes.height, sizes.width)) {
        float[] expected = Objects.requireNonNull(peer.run(Map.of("x", x)).get("y"));
        for (Backend backend : List.of(Backend.AUTO, Backend.VECTOR, Backend.ONEDNN)) {
          for (int threads : new int[] {1, 3}) {
            try (Session session =
                model.openSession(SessionOptions.defaults().backend(backend).threads(threads))) {
              String what = form + " of " + sizes + " on " + backend + " with " + threads;
              float[] y = run(session, x);
              Agreement.assertClose(expected, y, what);
              assertArrayEquals(y, run(session, x), what + ", again");
            }
          }
        }
      }
    }
  }

  private static float[] run(Session session, Tensor x) {
    try (Tensor y = Objects.requireNonNull(session.run(Map.of("x", x)).get("y"))) {
      return y.toFloatArray();
    }
  }

  /**
   * Nothing of it lies in the caller's tensors but what the first step reads and the last writes.
   */
  private static byte[] network(Form form, Sizes s) {
    NetworkBuilder net = new NetworkBuilder(form.name(), form.name().hashCode());
    String x = net.input("x", s.batch, s.channels, s.height, s.width);
    String r = net.node("Transpose", List.of(x), ints("perm", 0, 1, 3, 2));
    r = net.node("Transpose", List.of(net.relu(r)), ints("perm", 0, 1, 3, 2));
    String result = form.of(net, net.node("Exp", List.of(net.node("Neg", List.of(r)))), s);
    String row = Form.reshape(net, result, 1, -1);
    return net.build(
        17, net.named("Identity", net.node("Concat", List.of(row, row), integer("axis", 0)), "y"));
  }
}
