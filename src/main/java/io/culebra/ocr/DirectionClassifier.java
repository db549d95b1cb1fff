package io.culebra.ocr;

import io.culebra.tensor.Tensor;
import java.awt.image.BufferedImage;

/** Turns lines that stand on their head. */
final class DirectionClassifier {
  private static final float[] HALF = {0.5f, 0.5f, 0.5f};
  private static final int HEIGHT = 48;
  private static final int WIDTH = 192;
  private static final float SURE = 0.9f;

  private final Inference network;

  DirectionClassifier(Inference network) {
    this.network = network;
  }

  /** The line, upright. */
  BufferedImage upright(BufferedImage line) {
    int width =
        Math.clamp((int) Math.ceil((double) HEIGHT * line.getWidth() / line.getHeight()), 1, WIDTH);
    try (Tensor input = Pictures.blank(1, HEIGHT, WIDTH)) {
      Pictures.write(Pictures.resized(line, width, HEIGHT), input, 0, HALF, HALF);
      try (Tensor output = network.run(input)) {
        float upsideDown = output.toFloatArray()[1];
        return upsideDown > SURE ? Pictures.upsideDown(line) : line;
      }
    }
  }
}
