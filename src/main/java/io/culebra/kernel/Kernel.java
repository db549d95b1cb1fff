package io.culebra.kernel;

/**
 * A step made ready: weights packed, everything decided that does not depend on addresses.
 * Immutable and shared by threads; {@link #close} is called once, when no invocation is left.
 */
public interface Kernel extends AutoCloseable {
  /**
   * The bytes that a run reads, writes and needs as scratch. The planner refuses more than the
   * operands have.
   */
  Footprint footprint();

  /**
   * About how many bytes native code allocates for the kernel, that nobody else counts: the order
   * of magnitude, where they cannot be measured.
   */
  default long nativeBytes() {
    return 0;
  }

  /**
   * The input whose memory the first output may take over; -1 for none. Both have the same bytes,
   * and the kernel reads every element before, or at the moment that, it writes to its place. The
   * planner makes use of it only where nobody needs that input any more and no other operand of the
   * step lies in the same memory.
   */
  default int inPlaceInput() {
    return -1;
  }

  /**
   * Whether {@link Invocation#run} gives the operator's answer only while operands and intermediate
   * values are finite, so that it must not be called where NaN or an infinity may come in: {@link
   * Invocation#runExact} is for that.
   */
  default boolean needsFinite() {
    return false;
  }

  /**
   * How many times the {@linkplain io.culebra.op.MagnitudeBound#peak largest} sum of the operator
   * an intermediate value of a kernel may be that {@linkplain #needsFinite needs finite} operands,
   * as it computes something else on the way.
   */
  default double growth() {
    return 1;
  }

  /**
   * The step with the addresses of one lane. Called by the thread that works for the lane, as are
   * the invocation's methods; another one may follow it.
   */
  Invocation bind(Binding binding);

  /** Gives back what the kernel holds outside of the heap. */
  @Override
  default void close() {}
}
