package io.culebra.plan;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Invocation;
import io.culebra.tensor.BackendException;
import io.culebra.tensor.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Watches the arena of one frame under {@code -Dculebra.checkedMemory=true}: it starts as NaN, gaps
 * between tensors keep a pattern, no step may change its inputs, and one whose kernel offers to
 * work in place gives the same result that way. The step that breaks a rule is named.
 */
final class CheckedArena {
  private static final byte PATTERN = (byte) 0xC5;
  private static final int NAN_BITS = 0x7fc0dead;

  private final MemorySegment arena;
  private final List<MemorySegment> gaps = new ArrayList<>();

  CheckedArena(Plan plan, MemorySegment arena) {
    this.arena = arena.asSlice(0, plan.arenaBytes());
    long end = 0;
    for (Buffer buffer : plan.arenaBuffers()) {
      gaps.add(this.arena.asSlice(end, buffer.offset() - end));
      end = buffer.offset() + buffer.bytes();
    }
    gaps.add(this.arena.asSlice(end));
  }

  /** Fills tensors with NaN and gaps with the pattern. */
  void poison() {
    for (long i = 0; i + Integer.BYTES <= arena.byteSize(); i += Integer.BYTES) {
      arena.set(ValueLayout.JAVA_INT, i, NAN_BITS);
    }
    gaps.forEach(gap -> gap.fill(PATTERN));
  }

  /** Runs one step and checks what it did. */
  void around(Step step, Binding binding, Invocation invocation) {
    try (InPlaceTrial trial = InPlaceTrial.before(step, binding)) {
      run(step, binding, invocation::run);
      if (trial != null && !trial.succeeds(binding, invocation)) {
        throw broken(
            step,
            "it offers to overwrite its input "
                + step.kernel().inPlaceInput()
                + " but computes something else when it does");
      }
    }
    requireGaps(step);
  }

  /** Runs one step by its exact way and checks what it did. */
  void aroundExact(Step step, Binding binding, Invocation invocation) {
    run(step, binding, invocation::runExact);
    requireGaps(step);
  }

  private static void run(Step step, Binding binding, Runnable way) {
    long[] before = checksums(step, binding);
    way.run();
    long[] after = checksums(step, binding);
    for (int i = 0; i < before.length; i++) {
      if (before[i] != after[i] && !isInPlace(step, binding, i)) {
        throw broken(step, "it changed its input " + i);
      }
    }
  }

  private void requireGaps(Step step) {
    for (MemorySegment gap : gaps) {
      for (long i = 0; i < gap.byteSize(); i++) {
        if (gap.get(ValueLayout.JAVA_BYTE, i) != PATTERN) {
          throw broken(
              step,
              "it wrote outside of its outputs, at arena offset "
                  + (gap.address() - arena.address() + i));
        }
      }
    }
  }

  private static boolean isInPlace(Step step, Binding binding, int input) {
    return step.kernel().inPlaceInput() == input && binding.input(input) == binding.output(0);
  }

  private static BackendException broken(Step step, String what) {
    return new BackendException(step.spec().node() + " on " + step.implementation() + ": " + what);
  }

  private static long[] checksums(Step step, Binding binding) {
    long[] sums = new long[step.inputs().size()];
    for (int i = 0; i < sums.length; i++) {
      Buffer buffer = step.inputs().get(i);
      if (buffer != null) {
        CRC32C sum = new CRC32C();
        MemorySegment bytes =
            NativeMemory.everything()
                .asSlice(binding.input(i) - NativeMemory.base(), buffer.bytes());
        for (long at = 0; at < bytes.byteSize(); at += 1 << 20) {
          sum.update(bytes.asSlice(at, Math.min(1 << 20, bytes.byteSize() - at)).asByteBuffer());
        }
        sums[i] = sum.getValue();
      }
    }
    return sums;
  }
}
