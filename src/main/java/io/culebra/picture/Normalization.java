package io.culebra.picture;

import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * How pixels become numbers: {@code (value * scale - mean) / deviation}, value being 0 to 255.
 *
 * @param channels which channel comes first where there are three
 * @param scale what values are multiplied by, usually 1/255
 * @param mean what is subtracted, per channel in the tensor's order, or one for all
 * @param deviation what is divided by, likewise
 */
public record Normalization(
    Channels channels, float scale, List<Float> mean, List<Float> deviation) {
  private static final float TO_ONE = 1 / 255f;

  private static final List<Float> IMAGENET_MEAN = List.of(0.485f, 0.456f, 0.406f);
  private static final List<Float> IMAGENET_DEVIATION = List.of(0.229f, 0.224f, 0.225f);

  /** Mean and deviation of ImageNet's pixels, per channel: what torchvision's networks take. */
  public static final Normalization IMAGENET =
      new Normalization(Channels.RGB, TO_ONE, IMAGENET_MEAN, IMAGENET_DEVIATION);

  /** Numbers from 0 to 1. */
  public static final Normalization UNIT =
      new Normalization(Channels.RGB, TO_ONE, List.of(0f), List.of(1f));

  /** Numbers from -1 to 1. */
  public static final Normalization SIGNED =
      new Normalization(Channels.RGB, TO_ONE, List.of(0.5f), List.of(0.5f));

  /** Numbers from 0 to 255. */
  public static final Normalization RAW =
      new Normalization(Channels.RGB, 1, List.of(0f), List.of(1f));

  /** What PP-OCR's detection takes: ImageNet's numbers in their order, but blue first. */
  public static final Normalization PP_OCR_DETECTION =
      new Normalization(Channels.BGR, TO_ONE, IMAGENET_MEAN, IMAGENET_DEVIATION);

  /** What PP-OCR's recognition and direction take: -1 to 1, blue first. */
  public static final Normalization PP_OCR_RECOGNITION =
      new Normalization(Channels.BGR, TO_ONE, List.of(0.5f), List.of(0.5f));

  /** The order of the channels. */
  public enum Channels {
    /** Red, green, blue. */
    RGB,
    /** Blue, green, red. */
    BGR
  }

  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if a number is not finite, a deviation is 0, or there are neither
   *     one nor three
   */
  public Normalization {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    check("mean", mean);
    check("deviation", deviation);
    if (!Float.isFinite(scale) || deviation.contains(0f) || deviation.contains(-0f)) {
      throw new InvalidInputException("scale must be finite and no deviation 0");
    }
  }

  private static void check(String what, List<Float> numbers) {
    boolean finite = numbers.stream().allMatch(Float::isFinite);
    if ((numbers.size() != 1 && numbers.size() != 3) || !finite) {
      throw new InvalidInputException(
          "the " + what + " of pixels is one number or three, not " + numbers);
    }
  }

  /**
   * Writes a picture into the upper left corner of one item of a float32 tensor. What the picture
   * does not cover stays as it is.
   *
   * @param picture no larger than the tensor's images
   * @param tensor of images of 1 channel (luma as in BT.601) or 3
   * @param axes which axes of the tensor are which
   * @param item which of the tensor's images
   * @throws InvalidInputException if the numbers are per channel but the tensor has one channel
   */
  public void write(BufferedImage picture, Tensor tensor, ImageAxes axes, int item) {
    int channels = Math.toIntExact(tensor.shape().size(axes.channel()));
    if (channels == 1 && mean.size() + deviation.size() > 2) {
      throw new InvalidInputException(
          "mean and deviation are of three channels, the tensor has one: " + tensor.type());
    }
    long height = tensor.shape().size(axes.height());
    long width = tensor.shape().size(axes.width());
    int[] row = new int[picture.getWidth()];
    MemorySegment target = tensor.segment();
    for (int y = 0; y < picture.getHeight(); y++) {
      picture.getRGB(0, y, row.length, 1, row, 0, row.length);
      for (int channel = 0; channel < channels; channel++) {
        long start = axes.place(item, channel, y, channels, height, width);
        long step = axes.pixelStep(channels);
        float subtracted = mean.get(mean.size() == 1 ? 0 : channel);
        float divisor = deviation.get(deviation.size() == 1 ? 0 : channel);
        for (int x = 0; x < row.length; x++) {
          float value = (sample(row[x], channel, channels) * scale - subtracted) / divisor;
          target.setAtIndex(ValueLayout.JAVA_FLOAT, start + x * step, value);
        }
      }
    }
  }

  private float sample(int rgb, int channel, int count) {
    int red = rgb >> 16 & 255;
    int green = rgb >> 8 & 255;
    int blue = rgb & 255;
    if (count == 1) {
      return 0.299f * red + 0.587f * green + 0.114f * blue;
    }
    int fromRed = channels == Channels.RGB ? channel : 2 - channel;
    return fromRed == 0 ? red : fromRed == 1 ? green : blue;
  }
}
