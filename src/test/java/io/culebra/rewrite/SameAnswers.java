package io.culebra.rewrite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.graph.Graph;
import io.culebra.graph.Value;
import io.culebra.onnx.OnnxModel;
import io.culebra.onnx.OnnxWriter;
import io.culebra.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Whether a network answers the same rewritten and as it was written, on the plain loops, and the
 * same as ONNX Runtime with its own rewrites switched off: the same shapes, the same infinities and
 * NaN in the same places, the same zeros, and all other numbers within roundings.
 */
final class SameAnswers {
  private static final Set<String> ALL = Set.copyOf(Rewrites.names());

  private final String what;
  private final double tolerance;
  private final byte[] onnx;
  private final Map<String, Tensor> inputs = new LinkedHashMap<>();

  /** An output: its shape and its elements. */
  private record Answer(long[] sizes, float[] elements) {}

  /**
   * @param what names the network where an answer differs
   * @param tolerance how far two numbers may be from each other, relative to the largest one of the
   *     output: sums of large numbers may be small
   * @param given an input of float32 for each of the graph
   */
  SameAnswers(String what, double tolerance, Graph graph, List<Tensor> given) {
    this.what = what;
    this.tolerance = tolerance;
    List<String> names = IntStream.range(0, graph.outputs().size()).mapToObj(i -> "y" + i).toList();
    List<String> inputNames = graph.inputs().stream().map(Value::name).toList();
    onnx =
        OnnxWriter.toBytes(
            new OnnxModel(graph, inputNames, names, Map.of("", 22L), "test", Map.of()));
    for (int i = 0; i < given.size(); i++) {
      inputs.put(inputNames.get(i), given.get(i));
    }
  }

  /** Fails where the rewritten network answers otherwise than the network as it was written. */
  SameAnswers check() {
    compare("as written", run(Backend.REFERENCE, ALL), run(Backend.REFERENCE, Set.of()));
    return this;
  }

  /** Fails where the rewritten network answers otherwise on this backend. */
  SameAnswers check(Backend backend) {
    compare("as written", run(Backend.REFERENCE, ALL), run(backend, Set.of()));
    return this;
  }

  /** Fails where the rewritten network answers otherwise than ONNX Runtime. */
  SameAnswers checkAgainstOnnxRuntime() throws OrtException {
    compare("in ONNX Runtime", runElsewhere(), run(Backend.REFERENCE, Set.of()));
    return this;
  }

  private Map<String, Answer> run(Backend backend, Set<String> off) {
    SessionOptions options = SessionOptions.defaults().backend(backend).threads(1).rewritesOff(off);
    try (Model model = Model.of(onnx);
        Session session = model.openSession(options)) {
      Map<String, Answer> answers = new TreeMap<>();
      session
          .run(inputs)
          .forEach((name, tensor) -> {
            answers.put(name, new Answer(tensor.shape().toArray(), tensor.toFloatArray()));
            tensor.close();
          });
      return answers;
    }
  }

  private Map<String, Answer> runElsewhere() throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, OnnxTensor> given = new HashMap<>();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
        FloatBuffer elements = FloatBuffer.wrap(input.getValue().toFloatArray());
        long[] sizes = input.getValue().shape().toArray();
        given.put(input.getKey(), OnnxTensor.createTensor(environment, elements, sizes));
      }
      Map<String, Answer> answers = new TreeMap<>();
      try (OrtSession session = environment.createSession(onnx, options);
          OrtSession.Result result = session.run(given)) {
        for (Map.Entry<String, OnnxValue> output : result) {
          OnnxTensor tensor = (OnnxTensor) output.getValue();
          FloatBuffer buffer = tensor.getFloatBuffer();
          float[] elements = new float[buffer.remaining()];
          buffer.get(elements);
          answers.put(output.getKey(), new Answer(tensor.getInfo().getShape(), elements));
        }
      }
      return answers;
    } finally {
      given.values().forEach(OnnxTensor::close);
    }
  }

  private void compare(String by, Map<String, Answer> expected, Map<String, Answer> found) {
    assertEquals(expected.keySet(), found.keySet(), what);
    expected.forEach((name, answer) -> {
      Answer other = found.get(name);
      assertNotNull(other, name);
      assertArrayEquals(answer.sizes(), other.sizes(), () -> what + ": the shape of " + name);
      double most = tolerance * largest(answer.elements());
      for (int i = 0; i < answer.elements().length; i++) {
        float right = answer.elements()[i];
        float actual = other.elements()[i];
        int place = i;
        assertTrue(
            isSame(right, actual, most),
            () -> what + ": " + name + "[" + place + "] is " + actual + ", " + right + " " + by);
      }
    });
  }

  private static double largest(float[] elements) {
    double largest = 0;
    for (float element : elements) {
      largest = Math.max(largest, Float.isFinite(element) ? Math.abs(element) : 0);
    }
    return largest;
  }

  private static boolean isSame(float expected, float found, double most) {
    return Float.compare(expected, found) == 0
        || (Float.isFinite(expected)
            && Float.isFinite(found)
            && Math.abs((double) expected - found) <= most);
  }
}
