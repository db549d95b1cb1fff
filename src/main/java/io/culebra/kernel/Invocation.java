package io.culebra.kernel;

/** A kernel bound to the addresses of one lane. Used by one thread at a time. */
public interface Invocation extends AutoCloseable {
  /**
   * Does the work, without allocating on the heap. Reads addresses from the binding or from what it
   * made of them.
   */
  void run();

  /**
   * Does the work with the operator's answer for NaN, infinities and sums that overflow too. Where
   * the kernel {@linkplain Kernel#needsFinite needs finite} operands this takes longer, and it may
   * allocate.
   *
   * <p>Scratch and in-place rules are those of {@link #run}.
   */
  default void runExact() {
    run();
  }

  /** Called when an address in the binding has changed, before the next {@link #run}. */
  default void addressesChanged() {}

  /** Gives back what the invocation holds outside of the heap. */
  @Override
  default void close() {}
}
