package io.culebra.ocr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.culebra.Backend;
import io.culebra.SessionOptions;
import io.culebra.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The demo's picture is read without a wrong letter, by every fast backend and by ONNX Runtime
 * behind the same code.
 */
class TextReaderIT {
  @ParameterizedTest
  @EnumSource(
      value = Backend.class,
      names = {"AUTO", "VECTOR", "ONEDNN"})
  void readsTheDemosPicture(Backend backend) throws Exception {
    try (OcrModels models = OcrModels.load();
        TextReader reader = TextReader.open(models, SessionOptions.defaults().backend(backend))) {
      assertReads(reader);
    }
  }

  @Test
  void readsTheSameOnOnnxRuntime() throws Exception {
    try (OcrModels models = OcrModels.load();
        Peer detection = new Peer("ch_PP-OCRv4_det_infer.onnx");
        Peer direction = new Peer("ch_ppocr_mobile_v2.0_cls_infer.onnx");
        Peer recognition = new Peer("ch_PP-OCRv4_rec_infer.onnx");
        TextReader reader = new TextReader(models, detection, direction, recognition)) {
      assertReads(reader);
    }
  }

  private static void assertReads(TextReader reader) throws Exception {
    List<TextLine> lines = reader.read(picture());
    assertEquals(expected(), lines.stream().map(TextLine::text).toList());
    for (TextLine line : lines) {
      assertTrue(line.confidence() > 0.9, line.toString());
    }
  }

  private static BufferedImage picture() throws Exception {
    try (InputStream in = TextReader.class.getResourceAsStream("demo.png")) {
      return ImageIO.read(in);
    }
  }

  private static List<String> expected() throws Exception {
    try (InputStream in = TextReaderIT.class.getResourceAsStream("demo.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static final class Peer implements Inference, AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    Peer(String model) throws OrtException {
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(1);
        session = environment.createSession(OcrModels.bytes(model), options);
      }
    }

    @Override
    public Tensor run(Tensor input) {
      FloatBuffer numbers = input.floatBuffer();
      try (OnnxTensor given =
              OnnxTensor.createTensor(environment, numbers, input.shape().toArray());
          OrtSession.Result result =
              session.run(Map.of(session.getInputNames().iterator().next(), given))) {
        OnnxTensor output = (OnnxTensor) result.get(0);
        return Tensor.of(output.getFloatBuffer(), output.getInfo().getShape());
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() throws OrtException {
      session.close();
    }
  }
}
