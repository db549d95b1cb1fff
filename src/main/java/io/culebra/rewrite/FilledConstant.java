package io.culebra.rewrite;

import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A constant all of whose elements are the same; it takes no memory before it is read. */
final class FilledConstant implements Constant {
  /** A larger tensor stays the result of its node, so that a damaged model costs nothing here. */
  private static final long MOST_BYTES = 1L << 30;

  private final Constant element;
  private final Shape shape;

  private FilledConstant(Constant element, Shape shape) {
    this.element = element;
    this.shape = shape;
  }

  /** The only result of a ConstantOfShape; null if it is too large to be a constant. */
  static @Nullable List<@Nullable Constant> of(Constant element, Shape shape) {
    if (element.dataType().bits() % 8 != 0 || element.dataType() == DataType.STRING) {
      return null;
    }
    Constant filled = new FilledConstant(element, shape);
    return filled.bytes() <= MOST_BYTES ? List.of(filled) : null;
  }

  @Override
  public DataType dataType() {
    return element.dataType();
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public void copyTo(MemorySegment target) {
    long all = bytes();
    if (all == 0) {
      return;
    }
    try (Tensor one = element.toTensor()) {
      MemorySegment.copy(one.segment(), 0, target, 0, one.segment().byteSize());
    }
    for (long done = element.bytes(); done < all; done *= 2) {
      MemorySegment.copy(target, 0, target, done, Math.min(done, all - done));
    }
  }
}
