package io.culebra.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/** A constant that was computed, in memory for as long as somebody holds it. */
final class TensorConstant implements Constant {
  private final Tensor tensor;

  TensorConstant(Tensor tensor) {
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
  public Tensor toTensor() {
    return dataType() == DataType.STRING
        ? Tensor.of(tensor.toStringArray(), shape().toArray())
        : Constant.super.toTensor();
  }

  @Override
  public void copyTo(MemorySegment target) {
    try {
      MemorySegment.copy(tensor.elements(), 0, target, 0, bytes());
    } finally {
      Reference.reachabilityFence(tensor);
    }
  }
}
