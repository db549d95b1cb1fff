package io.culebra.onednn;

import io.culebra.op.Window;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * How a window slides, as oneDNN wants it told.
 *
 * @param kernel sizes of the window
 * @param strides steps between windows
 * @param dilations elements left out between two of a window: one less than ONNX's number
 * @param paddingL padding in front
 * @param paddingR padding behind
 */
record Sliding(
    MemorySegment kernel,
    MemorySegment strides,
    MemorySegment dilations,
    MemorySegment paddingL,
    MemorySegment paddingR) {

  /** A resolved window, with other padding behind. */
  static Sliding of(Arena arena, Window window, long... paddingR) {
    return new Sliding(
        longs(arena, window.kernel(), 0),
        longs(arena, window.strides(), 0),
        longs(arena, window.dilations(), -1),
        longs(arena, window.padsBegin(), 0),
        MemoryDescs.longs(arena, paddingR));
  }

  /** A resolved window. */
  static Sliding of(Arena arena, Window window) {
    return of(arena, window, window.padsEnd().stream().mapToLong(Integer::longValue).toArray());
  }

  private static MemorySegment longs(Arena arena, List<Integer> values, int added) {
    return MemoryDescs.longs(arena, values.stream().mapToLong(v -> v + added).toArray());
  }
}
