package io.culebra.plan;

import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/** A constant that was computed, held in memory until nobody holds it any more. */
final class StoredConstant implements Constant {
  private final Tensor tensor;

  /** Takes the tensor over; nobody else may write to it or close it. */
  StoredConstant(Tensor tensor) {
    this.tensor = tensor;
  }

  @Override
  public DataType dataType() {
    return tensor.dataType();
  }

  @Override
  public Shape shape() {
    return tensor.shape();
  }

  @Override
  public void copyTo(MemorySegment target) {
    MemorySegment.copy(tensor.segment(), 0, target, 0, bytes());
  }
}
