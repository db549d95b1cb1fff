package io.culebra.portable;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import io.culebra.kernel.Binding;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Operand;
import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The int32 or int64 inputs that steer a step, such as the starts of a Slice: known when the kernel
 * is made where they are constant, else read from memory at every run.
 *
 * @param binding where the inputs lie; null while only the constant ones are known
 */
record Integers(KernelSpec spec, @Nullable Binding binding) {
  private static final MemorySegment ALL = NativeMemory.everything();
  private static final long BASE = NativeMemory.base();

  /** Whether all inputs from {@code first} on are constant or absent. */
  static boolean constant(KernelSpec spec, int first) {
    for (int i = first; i < spec.inputs().size(); i++) {
      if (spec.hasInput(i) && !spec.input(i).isConstant()) {
        return false;
      }
    }
    return true;
  }

  /**
   * The operand to blame for numbers that do not fit: the first from {@code first} on that comes
   * with a run, or {@code first} where all are constant.
   */
  static int given(KernelSpec spec, int first) {
    for (int i = first; i < spec.inputs().size(); i++) {
      if (spec.hasInput(i) && !spec.input(i).isConstant()) {
        return i;
      }
    }
    return first;
  }

  /** The elements of input {@code i}, or null where it is absent. */
  long @Nullable [] get(int i) {
    if (!spec.hasInput(i)) {
      return null;
    }
    Operand operand = spec.input(i);
    long[] values = new long[(int) operand.shape().elements()];
    Constant constant = operand.constant();
    if (constant != null) {
      try (Tensor tensor = constant.toTensor()) {
        fill(values, operand.dataType(), tensor.address());
      }
    } else if (binding != null) {
      fill(values, operand.dataType(), binding.input(i));
    } else {
      throw new IllegalStateException("input " + i + " is known only at run time");
    }
    return values;
  }

  /** The elements of input {@code i}, or the given ones where it is absent. */
  long[] get(int i, long[] otherwise) {
    long[] values = get(i);
    return values == null ? otherwise : values;
  }

  private static void fill(long[] values, DataType type, long address) {
    for (int k = 0; k < values.length; k++) {
      values[k] = read(type == DataType.INT32, address, k);
    }
  }

  /** Element {@code index} of the int32 ({@code narrow}) or int64 elements at {@code address}. */
  static long read(boolean narrow, long address, long index) {
    return narrow
        ? ALL.get(JAVA_INT_UNALIGNED, address - BASE + 4 * index)
        : ALL.get(JAVA_LONG_UNALIGNED, address - BASE + 8 * index);
  }
}
