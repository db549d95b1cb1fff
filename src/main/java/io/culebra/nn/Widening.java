package io.culebra.nn;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Numbers of other floating-point types as float32. */
final class Widening {
  private Widening() {}

  /** The tensor itself where it is float32, else a new one in its place. */
  static Tensor toFloat(Tensor tensor) {
    if (tensor.dataType() == DataType.FLOAT) {
      return tensor;
    }
    try (tensor) {
      Tensor wide = Tensor.allocate(DataType.FLOAT, tensor.shape());
      long elements = tensor.shape().elements();
      for (long i = 0; i < elements; i++) {
        wide.segment().setAtIndex(ValueLayout.JAVA_FLOAT, i, element(tensor, i));
      }
      return wide;
    }
  }

  private static float element(Tensor tensor, long i) {
    MemorySegment data = tensor.segment();
    return switch (tensor.dataType()) {
      case DOUBLE -> (float) data.getAtIndex(ValueLayout.JAVA_DOUBLE, i);
      case FLOAT16 -> Float.float16ToFloat(data.getAtIndex(ValueLayout.JAVA_SHORT, i));
      case BFLOAT16 -> Float.intBitsToFloat(data.getAtIndex(ValueLayout.JAVA_SHORT, i) << 16);
      default -> throw new IllegalArgumentException(tensor + " does not become float32");
    };
  }
}
