package io.culebra.nn.zoo;

import static io.culebra.nn.zoo.Rectified.conv;
import static io.culebra.nn.zoo.Rectified.dense;

import io.culebra.nn.Dense;
import io.culebra.nn.Dropout;
import io.culebra.nn.Flatten;
import io.culebra.nn.MaxPool2D;
import io.culebra.nn.Network;
import io.culebra.nn.Sequential;
import java.util.List;

/**
 * VGG: Simonyan and Zisserman, "Very deep convolutional networks for large-scale image
 * recognition", 2014, without batch normalisation. VGG-16 (configuration D) has 138,357,544
 * parameters, VGG-19 (configuration E) 143,667,240.
 *
 * <p>Input {@code x}, N x 3 x 224 x 224; output {@code y}, N x 1000, before a softmax.
 */
public final class VGG {
  private static final List<Integer> FILTERS = List.of(64, 128, 256, 512, 512);

  private VGG() {}

  /** VGG-16 with random weights. */
  public static Network create16() {
    return create("vgg-16", List.of(2, 2, 3, 3, 3), 224, 4096, 1000);
  }

  /** VGG-19 with random weights. */
  public static Network create19() {
    return create("vgg-19", List.of(2, 2, 4, 4, 4), 224, 4096, 1000);
  }

  /**
   * Any network of this form.
   *
   * @param depths how many convolutions each of the five blocks has
   * @param size height and width of the pictures
   * @param units those of the two hidden dense layers
   * @param classes the size of the output
   */
  public static Network create(
      String name, List<Integer> depths, int size, int units, int classes) {
    Sequential chain = new Sequential(name).input(3, size, size);
    for (int block = 0; block < depths.size(); block++) {
      for (int i = 0; i < depths.get(block); i++) {
        chain.add(conv(FILTERS.get(block), 3).padding(1));
      }
      chain.add(MaxPool2D.of(2));
    }
    return chain
        .add(new Flatten())
        .add(dense(units))
        .add(new Dropout())
        .add(dense(units))
        .add(new Dropout())
        .add(Dense.of(classes).named("y"))
        .build();
  }
}
