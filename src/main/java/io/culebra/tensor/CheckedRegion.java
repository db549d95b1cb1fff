package io.culebra.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.TreeMap;

/**
 * The one bounded region that holds all memory under {@code -Dculebra.checkedMemory=true}: first
 * fit over a sorted list of free spans, with a gap between neighbours so that a small overrun meets
 * nobody's data.
 */
final class CheckedRegion {
  private static final long SIZE = Long.getLong("culebra.checkedMemory.bytes", 48L << 30);
  private static final long GAP = 4096;
  private static final MemorySegment SEGMENT = reserve();
  private static final TreeMap<Long, Long> FREE = new TreeMap<>(Map.of(0L, SIZE));

  private CheckedRegion() {}

  static MemorySegment segment() {
    return SEGMENT;
  }

  static synchronized MemorySegment allocate(long bytes) {
    long needed = span(bytes);
    Map.Entry<Long, Long> gap = firstGapOf(needed);
    long offset = gap.getKey();
    FREE.remove(offset);
    if (gap.getValue() > needed) {
      FREE.put(offset + needed, gap.getValue() - needed);
    }
    return SEGMENT.asSlice(offset, bytes).fill((byte) 0);
  }

  /** A snapshot: an entry of the map itself may show its neighbour once it is removed. */
  private static Map.Entry<Long, Long> firstGapOf(long bytes) {
    for (Map.Entry<Long, Long> gap : FREE.entrySet()) {
      if (gap.getValue() >= bytes) {
        return Map.entry(gap.getKey(), gap.getValue());
      }
    }
    throw new OutOfMemoryError("checked memory is full: raise -Dculebra.checkedMemory.bytes");
  }

  static synchronized void free(MemorySegment segment) {
    long offset = segment.address() - SEGMENT.address();
    long size = span(segment.byteSize());
    Map.Entry<Long, Long> after = FREE.ceilingEntry(offset);
    if (after != null && after.getKey() == offset + size) {
      FREE.remove(after.getKey());
      size += after.getValue();
    }
    Map.Entry<Long, Long> before = FREE.floorEntry(offset);
    if (before != null && before.getKey() + before.getValue() == offset) {
      offset = before.getKey();
      size += before.getValue();
    }
    FREE.put(offset, size);
  }

  /** Bytes and the gap behind them; of more than the region holds, what does not fit either. */
  private static long span(long bytes) {
    return (Math.min(bytes, SIZE) + GAP + NativeMemory.ALIGNMENT - 1)
        / NativeMemory.ALIGNMENT
        * NativeMemory.ALIGNMENT;
  }

  /** Reserves address space without touching it, so that only what is used takes memory. */
  private static MemorySegment reserve() {
    Linker linker = Linker.nativeLinker();
    var mmap = linker.defaultLookup().find("mmap");
    if (mmap.isEmpty()) {
      return Arena.global().allocate(Math.min(SIZE, 4L << 30), NativeMemory.ALIGNMENT);
    }
    int readWrite = 3;
    int privateAnonymousNoReserve =
        System.getProperty("os.name").startsWith("Mac") ? 0x1042 : 0x4022;
    try {
      long address =
          (long)
              linker
                  .downcallHandle(
                      mmap.get(),
                      FunctionDescriptor.of(
                          ValueLayout.JAVA_LONG,
                          ValueLayout.JAVA_LONG,
                          ValueLayout.JAVA_LONG,
                          ValueLayout.JAVA_INT,
                          ValueLayout.JAVA_INT,
                          ValueLayout.JAVA_INT,
                          ValueLayout.JAVA_LONG))
                  .invokeExact(0L, SIZE, readWrite, privateAnonymousNoReserve, -1, 0L);
      if (address == -1) {
        throw new OutOfMemoryError("no address space of " + SIZE + " bytes for checked memory");
      }
      return MemorySegment.ofAddress(address).reinterpret(SIZE);
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("mmap cannot throw a checked exception", e);
    }
  }
}
