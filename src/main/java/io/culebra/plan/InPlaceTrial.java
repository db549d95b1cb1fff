package io.culebra.plan;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Invocation;
import io.culebra.tensor.DataType;
import io.culebra.tensor.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * Finds kernels that offer to work in place and cannot: a step is run once more, over a copy of the
 * input that its kernel lets the first output take over, and has to give the same bytes. The plan
 * need not make use of the offer.
 */
final class InPlaceTrial implements AutoCloseable {
  private final int input;
  private final DataType type;
  private final long bytes;
  private final NativeMemory.Block block;
  private final MemorySegment place;

  private InPlaceTrial(Binding binding, int input, DataType type, long bytes) {
    this.type = type;
    this.input = input;
    this.bytes = bytes;
    long misaligned = binding.output(0) % NativeMemory.ALIGNMENT;
    this.block = NativeMemory.allocate(misaligned + bytes, "a trial in place");
    this.place = block.segment().asSlice(misaligned, bytes);
    place.copyFrom(memory(binding.input(input), bytes));
  }

  /** Keeps a copy of the input that the step could work on; null if its kernel offers none. */
  static @Nullable InPlaceTrial before(Step step, Binding binding) {
    int input = step.kernel().inPlaceInput();
    Buffer from = input < 0 ? null : step.inputs().get(input);
    Buffer to = step.outputs().getFirst();
    return from == null || to == null || from.bytes() != to.bytes()
        ? null
        : new InPlaceTrial(binding, input, to.type.dataType(), to.bytes());
  }

  /** Whether the step, which has just run, gives the same first output over the copy. */
  boolean succeeds(Binding binding, Invocation invocation) {
    long from = binding.input(input);
    long to = binding.output(0);
    move(binding, invocation, place.address(), place.address());
    try {
      invocation.run();
    } finally {
      move(binding, invocation, from, to);
    }
    MemorySegment made = memory(to, bytes);
    return made.mismatch(place) < 0 || (type == DataType.FLOAT && isSame(made, place));
  }

  /**
   * Whether all numbers are the same. Of two NaN, a CPU gives on the one that stands first, and
   * compiled code may have them in another order.
   */
  private static boolean isSame(MemorySegment a, MemorySegment b) {
    long count = a.byteSize() / Float.BYTES;
    for (long i = 0; i < count; i++) {
      float x = a.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i);
      float y = b.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i);
      if (Float.floatToIntBits(x) != Float.floatToIntBits(y)) {
        return false;
      }
    }
    return true;
  }

  private void move(Binding binding, Invocation invocation, long from, long to) {
    binding.setInput(input, from);
    binding.setOutput(0, to);
    invocation.addressesChanged();
  }

  private static MemorySegment memory(long address, long bytes) {
    return NativeMemory.everything().asSlice(address - NativeMemory.base(), bytes);
  }

  @Override
  public void close() {
    block.close();
  }
}
