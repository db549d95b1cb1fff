package io.culebra.models;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.TensorInfo;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trained models from ordinary Maven artifacts, against ONNX Runtime. */
@Timeout(600)
class TrainedModelIT {
  static final String MINI_LM = "all-minilm-l6-v2.onnx";

  private static final String TEXT_RECOGNITION = "models/ch_PP-OCRv4_rec_infer.onnx";

  @ParameterizedTest
  @EnumSource(
      value = Backend.class,
      names = {"AUTO", "VECTOR", "ONEDNN"})
  void miniLmAtSeveralBatchesAndLengths(Backend backend) throws Exception {
    compare(MINI_LM, backend, Shape.of(1, 128), Shape.of(3, 17), Shape.of(8, 128));
  }

  @ParameterizedTest
  @EnumSource(
      value = Backend.class,
      names = {"AUTO", "VECTOR", "ONEDNN"})
  void textRecognition(Backend backend) throws Exception {
    compare(TEXT_RECOGNITION, backend, Shape.of(1, 3, 48, 320), Shape.of(6, 3, 48, 480));
  }

  @Test
  void textRecognitionInPlainLoops() throws Exception {
    compare(TEXT_RECOGNITION, Backend.REFERENCE, Shape.of(1, 3, 48, 96));
  }

  @ParameterizedTest
  @EnumSource(
      value = Backend.class,
      names = {"AUTO", "VECTOR", "ONEDNN"})
  void textDetection(Backend backend) throws Exception {
    compare(
        "models/ch_PP-OCRv4_det_infer.onnx",
        backend,
        Shape.of(1, 3, 640, 640),
        Shape.of(1, 3, 736, 1280));
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void textDirection(Backend backend) throws Exception {
    compare(
        "models/ch_ppocr_mobile_v2.0_cls_infer.onnx",
        backend,
        Shape.of(1, 3, 48, 192),
        Shape.of(2, 3, 48, 192));
  }

  private static void compare(String name, Backend backend, Shape... shapes) throws Exception {
    byte[] onnx = bytes(name);
    try (Peer peer = new Peer(onnx);
        Model model = Model.of(onnx);
        Session session = model.openSession(SessionOptions.defaults().backend(backend))) {
      for (Shape shape : shapes) {
        float[] reference = compare(peer, session, shape, 1, name + " on " + backend);
        float[] other = compare(peer, session, shape, 2, name + " on " + backend);
        Agreement.assertDifferent(reference, other, name);
      }
    }
  }

  private static float[] compare(Peer peer, Session session, Shape shape, long seed, String what)
      throws Exception {
    Map<String, Tensor> inputs = inputs(session, shape, seed);
    Map<String, Tensor> outputs = session.run(inputs);
    String output = session.outputs().getFirst().name();
    float[] expected = Objects.requireNonNull(peer.run(inputs).get(output));
    float[] actual = Objects.requireNonNull(outputs.get(output)).toFloatArray();
    Agreement.assertClose(expected, actual, what + ", " + shape);
    inputs.values().forEach(Tensor::close);
    outputs.values().forEach(Tensor::close);
    return expected;
  }

  static Map<String, Tensor> inputs(Session session, Shape shape, long seed) {
    Random random = new Random(seed);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    List<TensorInfo> infos = session.inputs();
    for (TensorInfo info : infos) {
      int count = Math.toIntExact(shape.elements());
      if (info.type().dataType() == DataType.FLOAT) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
          numbers[i] = (float) random.nextGaussian();
        }
        inputs.put(info.name(), Tensor.of(numbers, shape.toArray()));
      } else {
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++) {
          numbers[i] =
              info.name().contains("mask")
                  ? 1
                  : info.name().contains("type") ? 0 : 1000 + random.nextInt(20000);
        }
        inputs.put(info.name(), Tensor.of(numbers, shape.toArray()));
      }
    }
    return inputs;
  }

  static byte[] bytes(String name) throws IOException {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(name)) {
      assertNotNull(in, name + " is on the test's path");
      return in.readAllBytes();
    }
  }
}
