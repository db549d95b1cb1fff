package io.culebra.kernel;

/** A kernel bound to the addresses of one lane. Used by one thread at a time. */
public interface Invocation extends AutoCloseable {
  /**
   * Does the work, without allocating on the heap. Reads addresses from the binding or from what it
   * made of them.
   */
  void run();

  /** Called when an address in the binding has changed, before the next {@link #run}. */
  default void addressesChanged() {}

  /** Gives back what the invocation holds outside of the heap. */
  @Override
  default void close() {}
}
