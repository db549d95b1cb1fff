package io.culebra.vector.product;

import io.culebra.kernel.Binding;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Where a run reads an operand: an input of the step, or memory that was packed when the kernel was
 * made.
 *
 * @param input the input, or {@link #NONE}
 * @param packed the memory, or null
 */
record Source(int input, @Nullable MemorySegment packed) {
  /** The input of an operand that is none. */
  static final int NONE = -1;

  private static final Source ABSENT = new Source(NONE, null);

  static Source absent() {
    return ABSENT;
  }

  static Source input(int input) {
    return new Source(input, null);
  }

  static Source packed(MemorySegment memory) {
    return new Source(NONE, memory);
  }

  boolean isPresent() {
    return input != NONE || packed != null;
  }

  /** The address in a run; 0 for an operand that is absent. */
  long address(Binding binding) {
    if (packed != null) {
      return packed.address();
    }
    return input == NONE ? 0 : binding.input(input);
  }
}
