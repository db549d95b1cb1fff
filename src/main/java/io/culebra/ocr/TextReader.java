package io.culebra.ocr;

import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads the lines of text in a picture. Safe for use by many threads. */
public final class TextReader implements AutoCloseable {
  private final Detector detector;
  private final DirectionClassifier direction;
  private final Recogniser recogniser;
  private final List<Session> sessions;

  /** A reader with these networks behind it, which the caller closes. */
  public TextReader(
      OcrModels models, Inference detection, Inference direction, Inference recognition) {
    this(models, detection, direction, recognition, List.of());
  }

  private TextReader(
      OcrModels models,
      Inference detection,
      Inference direction,
      Inference recognition,
      List<Session> sessions) {
    this.detector = new Detector(detection);
    this.direction = new DirectionClassifier(direction);
    this.recogniser = new Recogniser(recognition, new Alphabet(models.keys()));
    this.sessions = sessions;
  }

  /** A reader that runs the models in sessions of its own, with these options. */
  public static TextReader open(OcrModels models, SessionOptions options) {
    List<Session> sessions = new ArrayList<>();
    try {
      for (Model model : List.of(models.detection(), models.direction(), models.recognition())) {
        sessions.add(model.openSession(options));
      }
    } catch (RuntimeException e) {
      sessions.forEach(Session::close);
      throw e;
    }
    return new TextReader(
        models,
        inference(sessions.get(0)),
        inference(sessions.get(1)),
        inference(sessions.get(2)),
        sessions);
  }

  private static Inference inference(Session session) {
    String input = session.inputs().getFirst().name();
    String output = session.outputs().getFirst().name();
    return tensor -> Objects.requireNonNull(session.run(Map.of(input, tensor)).get(output));
  }

  /**
   * The lines of text in a picture, in the order of reading; lines without a character are left
   * out.
   */
  public List<TextLine> read(BufferedImage picture) {
    List<TextLine> lines = new ArrayList<>();
    for (TextBox box : detector.detect(picture)) {
      BufferedImage line = direction.upright(Pictures.cropped(picture, box));
      Recogniser.Reading reading = recogniser.read(line);
      if (!reading.text().isEmpty()) {
        lines.add(new TextLine(reading.text(), reading.confidence(), box));
      }
    }
    return lines;
  }

  /** Closes the sessions that the reader opened. */
  @Override
  public void close() {
    sessions.forEach(Session::close);
  }
}
