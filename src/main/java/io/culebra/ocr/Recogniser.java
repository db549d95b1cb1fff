package io.culebra.ocr;

import io.culebra.picture.ImageAxes;
import io.culebra.picture.Normalization;
import io.culebra.picture.Transforms;
import io.culebra.tensor.Tensor;
import java.awt.image.BufferedImage;

/**
 * Reads one line: runs the recognition network and takes the likeliest character of every column
 * (greedy CTC).
 */
final class Recogniser {
  private static final int HEIGHT = 48;
  private static final int NARROWEST = 320;
  private static final int STEP = 32;

  private final Inference network;
  private final Alphabet alphabet;

  Recogniser(Inference network, Alphabet alphabet) {
    this.network = network;
    this.alphabet = alphabet;
  }

  /** What a line says, and how sure the network is. */
  Reading read(BufferedImage line) {
    int width = Math.max(1, (int) Math.ceil((double) HEIGHT * line.getWidth() / line.getHeight()));
    int padded = Math.max(NARROWEST, Math.ceilDiv(width, STEP) * STEP);
    try (Tensor input = Pictures.blank(1, HEIGHT, padded)) {
      Normalization.PP_OCR_RECOGNITION.write(
          Transforms.resized(line, width, HEIGHT), input, ImageAxes.NCHW, 0);
      try (Tensor output = network.run(input)) {
        return decode(output.toFloatArray(), (int) output.shape().size(2));
      }
    }
  }

  private Reading decode(float[] probabilities, int classes) {
    StringBuilder text = new StringBuilder();
    double sum = 0;
    int characters = 0;
    int before = Alphabet.BLANK;
    for (int column = 0; column < probabilities.length; column += classes) {
      int best = 0;
      for (int i = 1; i < classes; i++) {
        if (probabilities[column + i] > probabilities[column + best]) {
          best = i;
        }
      }
      if (best != Alphabet.BLANK && best != before) {
        text.append(alphabet.character(best));
        sum += probabilities[column + best];
        characters++;
      }
      before = best;
    }
    return new Reading(text.toString().strip(), characters == 0 ? 0 : sum / characters);
  }

  /**
   * What a line says.
   *
   * @param text the characters
   * @param confidence the mean probability of the characters, 0 where there are none
   */
  record Reading(String text, double confidence) {}
}
