package io.culebra.rewrite;

import io.culebra.graph.Value;
import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Tensor;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Reads the elements of constants, and makes new ones. */
final class Constants {
  private static final long FEW_BYTES = 256;

  private Constants() {}

  /** The only element of a constant of one element, a float or an integer of 32 or 64 bits. */
  static OptionalDouble scalar(@Nullable Value value) {
    Constant constant = value == null ? null : value.constant();
    if (constant == null || !isOne(constant)) {
      return OptionalDouble.empty();
    }
    try (Tensor tensor = constant.toTensor()) {
      return switch (tensor.dataType()) {
        case FLOAT -> OptionalDouble.of(tensor.toFloatArray()[0]);
        case DOUBLE -> OptionalDouble.of(tensor.toDoubleArray()[0]);
        case INT32 -> OptionalDouble.of(tensor.toIntArray()[0]);
        case INT64 -> OptionalDouble.of((double) tensor.toLongArray()[0]);
        default -> OptionalDouble.empty();
      };
    }
  }

  private static boolean isOne(Constant constant) {
    return constant.dataType().bits() > 0
        && constant.shape().dims().stream().allMatch(dim -> dim.size() == 1);
  }

  /** The elements of a float32 constant; null for any other value. */
  static float @Nullable [] floats(@Nullable Value value) {
    Constant constant = value == null ? null : value.constant();
    if (constant == null || constant.dataType() != DataType.FLOAT) {
      return null;
    }
    try (Tensor tensor = constant.toTensor()) {
      return tensor.toFloatArray();
    }
  }

  /** Whether a value is a float32 constant without infinities and NaN. */
  static boolean areFinite(@Nullable Value value) {
    float[] elements = floats(value);
    if (elements == null) {
      return false;
    }
    for (float element : elements) {
      if (!Float.isFinite(element)) {
        return false;
      }
    }
    return true;
  }

  /** The elements of an int32 or int64 constant; null for any other value. */
  static long @Nullable [] integers(@Nullable Value value) {
    Constant constant = value == null ? null : value.constant();
    if (constant == null) {
      return null;
    }
    try (Tensor tensor = constant.toTensor()) {
      return switch (tensor.dataType()) {
        case INT64 -> tensor.toLongArray();
        case INT32 -> Arrays.stream(tensor.toIntArray()).asLongStream().toArray();
        default -> null;
      };
    }
  }

  /** Whether both are constants of the same type, shape and elements, of which there are few. */
  static boolean areEqual(Value a, Value b) {
    Constant left = a.constant();
    Constant right = b.constant();
    if (left == null
        || right == null
        || left.dataType() != right.dataType()
        || left.dataType() == DataType.STRING
        || !left.shape().equals(right.shape())
        || left.bytes() > FEW_BYTES) {
      return false;
    }
    try (Tensor one = left.toTensor();
        Tensor other = right.toTensor()) {
      return one.segment().mismatch(other.segment()) < 0;
    }
  }

  /** A constant vector. */
  static Value vector(String name, float... elements) {
    return Value.constant(name, Constant.of(Tensor.of(elements, elements.length)));
  }
}
