package io.culebra.kernel;

import io.culebra.tensor.NativeMemory;
import java.lang.foreign.MemorySegment;

/**
 * Where the operands and the scratch of one step lie in one lane. Addresses of values at the
 * boundary of a plan change from run to run; {@link Invocation#addressesChanged} says when.
 *
 * <p>For one thread at a time; the threads of the team may read it during a run.
 */
public final class Binding {
  private final KernelSpec spec;
  private final long[] inputs;
  private final long[] outputs;
  private final long scratch;
  private final Team team;

  /**
   * @param spec the step
   * @param inputs an address per input; 0 for one that is absent or not read
   * @param outputs an address per output; 0 for one that is absent
   * @param scratch the address of the scratch, 64-byte aligned
   * @param team the threads that may share the work
   */
  public Binding(KernelSpec spec, long[] inputs, long[] outputs, long scratch, Team team) {
    this.spec = spec;
    this.inputs = inputs.clone();
    this.outputs = outputs.clone();
    this.scratch = scratch;
    this.team = team;
  }

  /** The address of input {@code i}. */
  public long input(int i) {
    return inputs[i];
  }

  /** The address of output {@code i}. */
  public long output(int i) {
    return outputs[i];
  }

  /** The address of the scratch. */
  public long scratch() {
    return scratch;
  }

  /** The threads that may share the work. */
  public Team team() {
    return team;
  }

  /**
   * Input {@code i} as a segment of its exact size, for kernels that trade speed for checked
   * bounds. Allocates.
   */
  public MemorySegment inputSegment(int i) {
    return segment(inputs[i], spec.input(i).bytes());
  }

  /**
   * Output {@code i} as a segment of its exact size, for kernels that trade speed for checked
   * bounds. Allocates.
   */
  public MemorySegment outputSegment(int i) {
    return segment(outputs[i], spec.output(i).bytes());
  }

  /** What is empty may lie nowhere. */
  private static MemorySegment segment(long address, long bytes) {
    if (bytes == 0) {
      return MemorySegment.NULL;
    }
    return NativeMemory.everything().asSlice(address - NativeMemory.base(), bytes);
  }

  /** Moves an input. The planner calls {@link Invocation#addressesChanged} afterwards. */
  public void setInput(int i, long address) {
    inputs[i] = address;
  }

  /** Moves an output. The planner calls {@link Invocation#addressesChanged} afterwards. */
  public void setOutput(int i, long address) {
    outputs[i] = address;
  }
}
