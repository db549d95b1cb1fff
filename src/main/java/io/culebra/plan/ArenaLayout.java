package io.culebra.plan;

import io.culebra.tensor.NativeMemory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Gives every arena buffer its offset. Two buffers share bytes only if no step needs both; the
 * largest are placed first, each at the lowest offset that is free while it lives.
 */
final class ArenaLayout {
  /**
   * Room between neighbours in checked memory, filled with a pattern that every step must leave
   * alone.
   */
  static final long CANARY = 256;

  private ArenaLayout() {}

  /** Places the buffers, each a root, and returns the bytes that the arena needs. */
  static long place(List<Buffer> buffers) {
    return NativeMemory.CHECKED ? apart(buffers) : shared(buffers);
  }

  private static long apart(List<Buffer> buffers) {
    long end = CANARY;
    for (Buffer buffer : buffers) {
      buffer.setOffset(end);
      end = aligned(Math.addExact(end, buffer.bytes())) + CANARY;
    }
    return end;
  }

  private static long shared(List<Buffer> buffers) {
    List<Buffer> bySize = new ArrayList<>(buffers);
    bySize.sort(Comparator.comparingLong(Buffer::bytes).reversed());
    List<Buffer> placed = new ArrayList<>();
    long end = 0;
    for (Buffer buffer : bySize) {
      long offset = lowestFree(buffer, placed);
      buffer.setOffset(offset);
      placed.add(buffer);
      end = Math.max(end, aligned(Math.addExact(offset, buffer.bytes())));
    }
    return end;
  }

  private static long lowestFree(Buffer buffer, List<Buffer> placed) {
    List<Buffer> alive = new ArrayList<>();
    for (Buffer other : placed) {
      if (other.firstStep() <= buffer.lastStep() && buffer.firstStep() <= other.lastStep()) {
        alive.add(other);
      }
    }
    alive.sort(Comparator.comparingLong(Buffer::offset));
    long offset = 0;
    for (Buffer other : alive) {
      if (other.offset() - offset >= buffer.bytes()) {
        break;
      }
      offset = Math.max(offset, aligned(other.offset() + other.bytes()));
    }
    return offset;
  }

  private static long aligned(long bytes) {
    return Math.addExact(bytes, NativeMemory.ALIGNMENT - 1)
        / NativeMemory.ALIGNMENT
        * NativeMemory.ALIGNMENT;
  }
}
