package io.culebra.kernel;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The memory that a kernel touches, counted from the start of each operand. Bounds are proven with
 * it when a plan is made, because kernels work on raw addresses.
 *
 * @param reads bytes read of each input; 0 for one that a run does not read, such as weights that
 *     were packed
 * @param writes bytes written of each output
 * @param scratch bytes of scratch that a run needs, for all threads together
 */
public record Footprint(long[] reads, long[] writes, long scratch) {
  /** A kernel that touches every byte of every operand and nothing else. */
  public static Footprint dense(KernelSpec spec) {
    return dense(spec, 0);
  }

  /** A kernel that touches every byte of every operand, and so much scratch. */
  public static Footprint dense(KernelSpec spec, long scratch) {
    return new Footprint(bytes(spec.inputs()), bytes(spec.outputs()), scratch);
  }

  /** The same without these inputs, which a run does not read. */
  public Footprint without(int... inputs) {
    long[] left = reads.clone();
    for (int input : inputs) {
      if (input < left.length) {
        left[input] = 0;
      }
    }
    return new Footprint(left, writes, scratch);
  }

  private static long[] bytes(List<@Nullable Operand> operands) {
    return operands.stream().mapToLong(o -> o == null ? 0 : o.bytes()).toArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Footprint f
        && Arrays.equals(reads, f.reads)
        && Arrays.equals(writes, f.writes)
        && scratch == f.scratch;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(reads) + Arrays.hashCode(writes) + Long.hashCode(scratch);
  }

  @Override
  public String toString() {
    return "reads "
        + Arrays.toString(reads)
        + ", writes "
        + Arrays.toString(writes)
        + ", scratch "
        + scratch;
  }
}
