package io.culebra.picture;

import io.culebra.tensor.InvalidInputException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Reads pictures from files. */
public final class PictureFile {
  private static final long MOST_PIXELS = 1L << 27;

  private PictureFile() {}

  /** The endings of files that can be read, in lower case and in order. */
  public static List<String> kinds() {
    TreeSet<String> kinds = new TreeSet<>();
    for (String suffix : ImageIO.getReaderFileSuffixes()) {
      kinds.add(suffix.toLowerCase(Locale.ROOT));
    }
    return List.copyOf(kinds);
  }

  /** Whether a file's name ends as a picture's does. */
  public static boolean isNamedSo(String name) {
    return kinds().contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }

  /**
   * Reads a picture.
   *
   * @throws InvalidInputException if there is no such file, or it is no picture of a known kind, or
   *     it is damaged, or has more than 2^27 pixels
   */
  public static BufferedImage read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException("there is no picture " + file);
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString());
    } catch (IOException e) {
      throw new InvalidInputException("the picture " + file + " cannot be read: " + e, e);
    }
  }

  /**
   * Reads a picture from a stream, which stays open.
   *
   * @param name what errors call it
   * @throws InvalidInputException if it is no picture of a known kind, or it is damaged, or has
   *     more than 2^27 pixels
   */
  public static BufferedImage read(InputStream in, String name) {
    try (ImageInputStream stream = ImageIO.createImageInputStream(in)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw new InvalidInputException(
            name + " is not a picture of a kind that is known here: " + String.join(", ", kinds()));
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(stream, true, true);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MOST_PIXELS) {
          throw new InvalidInputException(
              "the picture "
                  + name
                  + " has "
                  + pixels
                  + " pixels; "
                  + MOST_PIXELS
                  + " are allowed");
        }
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new InvalidInputException("the picture " + name + " cannot be read: " + e, e);
    }
  }
}
