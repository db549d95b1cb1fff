package io.culebra.perf.fairness;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * What somebody would write who only wants to know how fast ONNX Runtime is: a loop around its API,
 * which shares no code with the harness. Prints a run's duration in ns per line.
 *
 * <p>Arguments: the file, the number of threads, seconds to warm up, seconds to measure, the shape
 * of every input.
 */
final class PlainLoop {

  private PlainLoop() {}

  public static void main(String[] args) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(Integer.parseInt(args[1]));
    OrtSession session = environment.createSession(args[0], options);
    long[] shape = Arrays.stream(args[4].split("x")).mapToLong(Long::parseLong).toArray();
    Map<String, OnnxTensor> inputs = new HashMap<>();
    for (NodeInfo input : session.getInputInfo().values()) {
      inputs.put(input.getName(), tensor(environment, input, shape));
    }
    run(session, inputs, Double.parseDouble(args[2]), false);
    run(session, inputs, Double.parseDouble(args[3]), true);
    System.exit(0);
  }

  private static void run(
      OrtSession session, Map<String, OnnxTensor> inputs, double seconds, boolean print)
      throws OrtException {
    StringBuilder lines = new StringBuilder();
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      session.run(inputs).close();
      lines.append(System.nanoTime() - start).append('\n');
    }
    if (print) {
      System.out.print(lines);
    }
  }

  private static OnnxTensor tensor(OrtEnvironment environment, NodeInfo input, long[] shape)
      throws OrtException {
    int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    Random random = new Random(3);
    if (((TensorInfo) input.getInfo()).type == OnnxJavaType.FLOAT) {
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = (float) random.nextGaussian();
      }
      return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
    }
    long[] ids = new long[count];
    if (input.getName().contains("mask")) {
      Arrays.fill(ids, 1);
    } else if (!input.getName().contains("type")) {
      Arrays.setAll(ids, i -> random.nextInt(30_000));
    }
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
  }
}
