package io.culebra.vector.recurrent;

import io.culebra.kernel.Binding;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.tensor.Constant;
import io.culebra.tensor.NativeMemory;
import io.culebra.vector.gemm.Constants;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * An input in the form that the products want: packed once where it is constant, else in each run
 * into scratch.
 */
final class PackedInput {
  private final int input;
  private final boolean present;
  private final long bytes;
  private final long roomBytes;
  private final Packer packer;
  private final @Nullable MemorySegment packed;
  private long scratch;

  /** Writes the packed form of an input. */
  @FunctionalInterface
  interface Packer {
    /**
     * Packs all directions.
     *
     * @param source the input
     * @param room memory for things on their way
     * @param target zeroed when the input is constant, else not
     */
    void pack(long source, long room, long target);
  }

  /**
   * @param form names everything that the packed form depends on
   * @param bytes of the packed form
   * @param roomBytes the memory that packing needs besides
   */
  PackedInput(
      KernelSpec spec,
      KernelContext context,
      int input,
      String form,
      long bytes,
      long roomBytes,
      Packer packer) {
    this.input = input;
    this.present = input >= 0 && spec.hasInput(input);
    this.bytes = bytes;
    this.roomBytes = roomBytes;
    this.packer = packer;
    Constant constant = present ? spec.input(input).constant() : null;
    this.packed =
        constant == null
            ? null
            : Constants.pack(
                context,
                constant,
                form,
                bytes,
                (weights, target) -> {
                  try (var room = NativeMemory.allocate(roomBytes, "weights to pack")) {
                    packer.pack(weights.address(), room.address(), target.address());
                  }
                });
  }

  int input() {
    return input;
  }

  boolean isPresent() {
    return present;
  }

  boolean isConstant() {
    return packed != null;
  }

  /** The bytes of scratch that a run needs for it. */
  long scratchBytes() {
    return !present || packed != null ? 0 : Sizes.align(bytes) + Sizes.align(roomBytes);
  }

  /** Says where its scratch begins in that of the step. */
  void placeAt(long offset) {
    scratch = offset;
  }

  /** Packs what is not constant. */
  void pack(Binding binding) {
    if (present && packed == null) {
      long target = binding.scratch() + scratch;
      packer.pack(binding.input(input), target + Sizes.align(bytes), target);
    }
  }

  /** The packed form; 0 where the input is absent. */
  long address(Binding binding) {
    if (!present) {
      return 0;
    }
    return packed != null ? packed.address() : binding.scratch() + scratch;
  }
}
