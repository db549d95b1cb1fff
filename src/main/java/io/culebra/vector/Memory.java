package io.culebra.vector;

import io.culebra.tensor.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/**
 * How every vector loop, written by hand or spun, reaches memory: at {@code address - BASE} in the
 * one segment {@link #ALL}. Both are constants of the running JVM. Normally the segment is the
 * whole address space and the base is 0, so C2 has neither bounds nor liveness to check; in checked
 * mode both come from the bounded region of {@link NativeMemory}.
 *
 * <p>Segments handed around as parameters are unusable in hot loops: C2 can no longer see what kind
 * they are.
 */
public final class Memory {
  /** The segment that holds every tensor, packed weight and scratch buffer. */
  public static final MemorySegment ALL = NativeMemory.everything();

  /** What is subtracted from an address to make it an offset in {@link #ALL}. */
  public static final long BASE = NativeMemory.base();

  /** The byte order of every load and store. */
  public static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /**
   * A mask that leaves every offset as it is, and from which C2 learns that an offset is neither
   * negative nor near the end of {@link #ALL}: it then drops the bounds tests of loops that count
   * an int from 0 and add it.
   */
  public static final long OFFSETS = (1L << 47) - 1;

  private Memory() {}
}
