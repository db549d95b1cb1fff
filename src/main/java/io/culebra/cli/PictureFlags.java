package io.culebra.cli;

import io.culebra.picture.Normalization;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how pixels become numbers. */
final class PictureFlags {
  private static final Map<String, Normalization> NAMED =
      new TreeMap<>(
          Map.of(
              "imagenet", Normalization.IMAGENET,
              "unit", Normalization.UNIT,
              "signed", Normalization.SIGNED,
              "raw", Normalization.RAW,
              "ppocr-det", Normalization.PP_OCR_DETECTION,
              "ppocr-rec", Normalization.PP_OCR_RECOGNITION));

  private enum Channels {
    rgb,
    bgr
  }

  @Option(
      names = "--scale",
      paramLabel = "S",
      description = {
        "Of pictures: pixels, 0 to 255, become (pixel * S - MEAN) / STD.",
        "Each of these options takes the place of what the normalisation says."
      })
  private @Nullable Float scale;

  @Option(
      names = "--mean",
      paramLabel = "MEAN",
      split = ",",
      description = "Of pictures: one number, or one per channel such as 0.485,0.456,0.406.")
  private @Nullable List<Float> mean;

  @Option(
      names = "--std",
      paramLabel = "STD",
      split = ",",
      description = "Of pictures: one number, or one per channel such as 0.229,0.224,0.225.")
  private @Nullable List<Float> deviation;

  @Option(
      names = "--channels",
      paramLabel = "ORDER",
      description = "Of pictures: the order of the channels, ${COMPLETION-CANDIDATES}.")
  private @Nullable Channels channels;

  /** The names of the normalisations. */
  static String names() {
    return String.join(", ", NAMED.keySet());
  }

  /** Whether there is a normalisation of this name. */
  static boolean isNamed(String name) {
    return NAMED.containsKey(name);
  }

  /**
   * What the options ask for.
   *
   * @param name the normalisation that was named; null for the usual one
   */
  Normalization normalization(@Nullable String name, Normalization usual) {
    Normalization base = name == null ? usual : NAMED.getOrDefault(name, usual);
    return new Normalization(
        channels == null
            ? base.channels()
            : Normalization.Channels.valueOf(channels.name().toUpperCase(Locale.ROOT)),
        scale == null ? base.scale() : scale,
        mean == null ? base.mean() : mean,
        deviation == null ? base.deviation() : deviation);
  }
}
