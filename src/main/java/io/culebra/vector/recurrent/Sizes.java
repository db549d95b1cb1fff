package io.culebra.vector.recurrent;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Operand;
import io.culebra.op.Recurrent;
import io.culebra.tensor.Shape;

/**
 * The sizes of a step.
 *
 * @param steps of the longest sequence
 * @param batch how many sequences
 * @param width of what stands at one place of a sequence
 * @param hidden of the state
 * @param ways directions
 */
record Sizes(int steps, int batch, int width, int hidden, int ways) {
  private static final long ALIGNMENT = 64;

  static Sizes of(KernelSpec spec, Recurrent op) {
    Operand input = spec.input(0);
    Shape x = input.shape();
    return new Sizes(
        Math.toIntExact(x.size(0)),
        Math.toIntExact(x.size(1)),
        Math.toIntExact(x.size(2)),
        op.hiddenSize(),
        op.direction().count());
  }

  /** All places of all sequences. */
  int places() {
    return steps * batch;
  }

  /** Bytes, up to the next cache line. */
  static long align(long bytes) {
    return Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
  }
}
