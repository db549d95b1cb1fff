package io.culebra.tensor;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a tensor before it exists: its element type and, where known, its shape.
 *
 * @param dataType the element type
 * @param shape the shape, perhaps with symbols; null where not even the rank is known
 */
public record TensorType(DataType dataType, @Nullable Shape shape) {
  /** A float32 tensor of known sizes. */
  public static TensorType f32(long... sizes) {
    return new TensorType(DataType.FLOAT, Shape.of(sizes));
  }

  /** Whether every size is known, so that memory can be set aside for it. */
  public boolean isKnown() {
    return shape != null && shape.isKnown();
  }

  /**
   * Bytes of a dense tensor of this type.
   *
   * @throws IllegalStateException if a size is not known
   */
  public long bytes() {
    if (shape == null) {
      throw new IllegalStateException("the shape is not known");
    }
    return dataType.bytes(shape.elements());
  }

  @Override
  public String toString() {
    return dataType + " " + (shape == null ? "of unknown shape" : shape);
  }
}
