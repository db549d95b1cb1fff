package io.culebra.kernel;

import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import org.jspecify.annotations.Nullable;

/**
 * One input or output of a step: its type with every size known, its layout, and its value where it
 * is constant.
 *
 * @param type the element type and the shape, in ONNX's order whatever the layout
 * @param layout how the elements lie in memory; of the shape's rank
 * @param constant the value, or null where it is computed or given at run time
 */
public record Operand(TensorType type, Layout layout, @Nullable Constant constant) {
  /**
   * An operand.
   *
   * @throws IllegalArgumentException if the layout is one of tensors of another rank
   */
  public Operand {
    Shape shape = type.shape();
    if (shape != null && shape.rank() != layout.rank()) {
      throw new IllegalArgumentException(
          "the layout " + layout + " is not one of tensors of shape " + shape);
    }
  }

  /** An operand that lies as it is written; of known rank. */
  public static Operand rowMajor(TensorType type, @Nullable Constant constant) {
    Shape shape = type.shape();
    if (shape == null) {
      throw new IllegalArgumentException("an operand of a step has no known shape");
    }
    return new Operand(type, Layout.rowMajor(shape.rank()), constant);
  }

  /** The element type. */
  public DataType dataType() {
    return type.dataType();
  }

  /** The shape, in ONNX's order. */
  public Shape shape() {
    Shape shape = type.shape();
    if (shape == null || !shape.isKnown()) {
      throw new IllegalStateException("an operand of a step has no known shape");
    }
    return shape;
  }

  /** Bytes of the operand in memory. */
  public long bytes() {
    return type.bytes();
  }

  /** Whether the value is known when the kernel is made. */
  public boolean isConstant() {
    return constant != null;
  }

  /** The same operand in another layout. */
  public Operand in(Layout other) {
    return new Operand(type, other, constant);
  }
}
