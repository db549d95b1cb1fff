package io.culebra.models;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.culebra.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** ONNX Runtime, as the independent opinion of what a model's answer is. */
final class Peer implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  Peer(byte[] onnx) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      session = environment.createSession(onnx, options);
    }
  }

  /** The outputs, by name, of floats or int64. */
  Map<String, float[]> run(Map<String, Tensor> inputs) throws OrtException {
    Map<String, OnnxTensorLike> given = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
        given.put(input.getKey(), tensor(input.getValue()));
      }
      Map<String, float[]> outputs = new LinkedHashMap<>();
      try (OrtSession.Result result = session.run(given)) {
        for (Map.Entry<String, OnnxValue> output : result) {
          if (output.getValue() instanceof OnnxTensor tensor) {
            outputs.put(output.getKey(), numbers(tensor));
          }
        }
      }
      return outputs;
    } finally {
      given.values().forEach(OnnxTensorLike::close);
    }
  }

  private static float[] numbers(OnnxTensor tensor) {
    if (tensor.getInfo().type == OnnxJavaType.INT64) {
      LongBuffer integers = tensor.getLongBuffer();
      float[] numbers = new float[integers.remaining()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = integers.get(i);
      }
      return numbers;
    }
    FloatBuffer buffer = tensor.getFloatBuffer();
    float[] numbers = new float[buffer.remaining()];
    buffer.get(numbers);
    return numbers;
  }

  private OnnxTensor tensor(Tensor tensor) throws OrtException {
    ByteBuffer bytes = tensor.byteBuffer();
    long[] sizes = tensor.shape().toArray();
    return switch (tensor.dataType()) {
      case INT64 -> OnnxTensor.createTensor(environment, bytes.asLongBuffer(), sizes);
      case INT32 -> OnnxTensor.createTensor(environment, bytes.asIntBuffer(), sizes);
      case BOOL -> OnnxTensor.createTensor(environment, bytes, sizes, OnnxJavaType.BOOL);
      default -> OnnxTensor.createTensor(environment, bytes.asFloatBuffer(), sizes);
    };
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
