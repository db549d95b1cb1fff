package io.culebra.picture;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The input of a network that takes images, of a declared type: float32 of rank 4, with 1 or 3
 * channels in the second axis or the last. Where both could be, or nothing is declared, it is the
 * second.
 */
public final class PictureInput {
  private static final int MOST_SIDE = 1 << 15;

  private final DataType dataType;
  private final Shape shape;
  private final ImageAxes axes;

  private PictureInput(DataType dataType, Shape shape, ImageAxes axes) {
    this.dataType = dataType;
    this.shape = shape;
    this.axes = axes;
  }

  /**
   * The input of a declared type.
   *
   * @throws InvalidInputException if it takes no images
   */
  public static PictureInput of(TensorType type) {
    Shape shape = type.shape();
    if (shape == null || shape.rank() != 4 || type.dataType() != DataType.FLOAT) {
      throw notImages(type);
    }
    if (mayBeChannels(shape.dim(1))) {
      return new PictureInput(type.dataType(), shape, ImageAxes.NCHW);
    }
    if (mayBeChannels(shape.dim(3))) {
      return new PictureInput(type.dataType(), shape, ImageAxes.NHWC);
    }
    if (shape.dim(1).isKnown()) {
      throw notImages(type);
    }
    return new PictureInput(type.dataType(), shape, ImageAxes.NCHW);
  }

  private static boolean mayBeChannels(Dim dim) {
    return dim.isKnown() && (dim.size() == 1 || dim.size() == 3);
  }

  private static InvalidInputException notImages(TensorType type) {
    return new InvalidInputException(
        "it takes no picture: that needs FLOAT of four axes with 1 or 3 channels, not " + type);
  }

  /** How the images lie. */
  public ImageAxes axes() {
    return axes;
  }

  /**
   * What pixels become where nobody says: ImageNet's numbers, or 0 to 1 where there is no colour.
   */
  public Normalization usualNormalization() {
    return channels() == 1 ? Normalization.UNIT : Normalization.IMAGENET;
  }

  private long channels() {
    Dim dim = shape.dim(axes.channel());
    return dim.isKnown() ? dim.size() : 3;
  }

  /**
   * A tensor that holds the picture, resized to the declared size, as every item of the batch; the
   * caller closes it. Where only one side is declared the other keeps the picture's proportions;
   * where none is, the picture keeps its size. A batch that is not declared has one item.
   *
   * @param normalization what pixels become; null for {@link #usualNormalization}
   * @throws InvalidInputException if the normalization does not fit the channels, or the size is
   *     none for pictures
   */
  public Tensor tensor(BufferedImage picture, @Nullable Normalization normalization) {
    int[] size = size(picture);
    Dim[] dims = new Dim[4];
    Arrays.setAll(dims, axis -> shape.dim(axis).isKnown() ? shape.dim(axis) : Dim.of(1));
    dims[axes.channel()] = Dim.of(channels());
    dims[axes.height()] = Dim.of(size[0]);
    dims[axes.width()] = Dim.of(size[1]);
    Normalization used = normalization == null ? usualNormalization() : normalization;
    BufferedImage resized = Transforms.shrunk(picture, size[1], size[0]);
    Tensor tensor = Tensor.allocate(dataType, Shape.of(Arrays.asList(dims)));
    try {
      for (int item = 0; item < tensor.shape().size(0); item++) {
        used.write(resized, tensor, axes, item);
      }
      return tensor;
    } catch (RuntimeException e) {
      tensor.close();
      throw e;
    }
  }

  /** Height and width. */
  private int[] size(BufferedImage picture) {
    Dim height = shape.dim(axes.height());
    Dim width = shape.dim(axes.width());
    double ratio = (double) picture.getWidth() / picture.getHeight();
    if (height.isKnown() && width.isKnown()) {
      return new int[] {side(height.size()), side(width.size())};
    }
    if (height.isKnown()) {
      return new int[] {side(height.size()), side(Math.round(height.size() * ratio))};
    }
    if (width.isKnown()) {
      return new int[] {side(Math.round(width.size() / ratio)), side(width.size())};
    }
    return new int[] {picture.getHeight(), picture.getWidth()};
  }

  private static int side(long size) {
    if (size > MOST_SIDE || size < 0) {
      throw new InvalidInputException(
          "a picture is at most " + MOST_SIDE + " pixels wide and high, not " + size);
    }
    return Math.max(1, (int) size);
  }
}
