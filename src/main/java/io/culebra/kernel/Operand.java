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
 * @param layout how the elements lie in memory. For an operand of lower rank than the step's first
 *     output, as broadcasting allows, the layout is that of the shape with ones put in front
 * @param constant the value, or null where it is computed or given at run time
 */
public record Operand(TensorType type, Layout layout, @Nullable Constant constant) {
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
    return other == layout ? this : new Operand(type, other, constant);
  }
}
