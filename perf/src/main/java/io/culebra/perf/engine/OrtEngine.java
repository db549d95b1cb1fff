package io.culebra.perf.engine;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.culebra.perf.PerfException;
import io.culebra.perf.data.ElementType;
import io.culebra.perf.data.RawTensor;
import io.culebra.perf.worker.StepGroup;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** ONNX Runtime's CPU provider: all optimisations, else its defaults. */
public final class OrtEngine implements Engine {

  private static final OrtEnvironment ENVIRONMENT =
      OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);

  private final OrtSession session;
  private final Map<String, OnnxTensor> inputs = new HashMap<>();

  private OrtEngine(OrtSession session) {
    this.session = session;
  }

  /** The version of ONNX Runtime. */
  static String version() {
    return ENVIRONMENT.getVersion();
  }

  /** Opens a session with that many intra-op threads. */
  public static OrtEngine open(Path model, int threads) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.setIntraOpNumThreads(threads);
      return new OrtEngine(ENVIRONMENT.createSession(model.toString(), options));
    } catch (OrtException e) {
      throw failure("load " + model, e);
    }
  }

  @Override
  public void bind(List<RawTensor> tensors) {
    inputs.values().forEach(OnnxTensor::close);
    inputs.clear();
    try {
      for (RawTensor tensor : tensors) {
        inputs.put(
            tensor.name(),
            OnnxTensor.createTensor(
                ENVIRONMENT,
                tensor.data(),
                tensor.dims(),
                OnnxJavaType.valueOf(tensor.type().name())));
      }
    } catch (OrtException e) {
      throw failure("take the inputs", e);
    }
  }

  @Override
  public Runnable caller() {
    return this::run;
  }

  private void run() {
    try (OrtSession.Result result = session.run(inputs)) {
      if (result.size() == 0) {
        throw new PerfException("ONNX Runtime gave no output");
      }
    } catch (OrtException e) {
      throw failure("run", e);
    }
  }

  @Override
  public List<RawTensor> outputs() {
    List<RawTensor> outputs = new ArrayList<>();
    try (OrtSession.Result result = session.run(inputs)) {
      for (Map.Entry<String, OnnxValue> output : result) {
        if (output.getValue() instanceof OnnxTensor tensor) {
          outputs.add(copy(output.getKey(), tensor));
        }
      }
      return outputs;
    } catch (OrtException e) {
      throw failure("run", e);
    }
  }

  /** Empty: its profile is a file that its Java interface does not read. */
  @Override
  public List<StepGroup> profile(int runs) {
    return List.of();
  }

  @Override
  public void close() {
    inputs.values().forEach(OnnxTensor::close);
    try {
      session.close();
    } catch (OrtException e) {
      throw failure("close", e);
    }
  }

  private static RawTensor copy(String name, OnnxTensor tensor) {
    TensorInfo info = tensor.getInfo();
    ElementType type = ElementType.valueOf(info.type.name());
    RawTensor copy = RawTensor.zeros(name, type, info.getShape());
    ByteBuffer elements = tensor.getByteBuffer().order(ByteOrder.nativeOrder());
    copy.data().put(0, elements, 0, copy.data().capacity());
    return copy;
  }

  private static PerfException failure(String what, OrtException cause) {
    return new PerfException("ONNX Runtime cannot " + what + ": " + cause.getMessage(), cause);
  }
}
