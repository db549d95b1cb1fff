package io.culebra.vector.gemm;

import io.culebra.kernel.Binding;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Where a run reads an operand: an input of the step, memory that was packed when the kernel was
 * made, or the step's scratch, where the run has prepared it.
 *
 * @param input the input, or {@link #NONE}
 * @param packed the memory, or null
 * @param scratch bytes into the scratch, or {@link #NONE}
 */
public record Source(int input, @Nullable MemorySegment packed, long scratch) {
  /** The input of an operand that is none. */
  static final int NONE = -1;

  private static final Source ABSENT = new Source(NONE, null, NONE);

  public static Source absent() {
    return ABSENT;
  }

  public static Source input(int input) {
    return new Source(input, null, NONE);
  }

  public static Source packed(MemorySegment memory) {
    return new Source(NONE, memory, NONE);
  }

  static Source scratch(long offset) {
    return new Source(NONE, null, offset);
  }

  boolean isPresent() {
    return input != NONE || packed != null || scratch != NONE;
  }

  /** The address in a run; 0 for an operand that is absent. */
  long address(Binding binding) {
    if (packed != null) {
      return packed.address();
    }
    if (scratch != NONE) {
      return binding.scratch() + scratch;
    }
    return input == NONE ? 0 : binding.input(input);
  }
}
