package io.culebra.vector.gemm;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The packing of some panels of one matrix B.
 *
 * @param layout the form to pack into
 * @param source bytes into the input that holds B
 * @param rowStride floats from one row of B to the next
 * @param columnStride floats from one column to the next
 * @param target bytes into packed B
 * @param first the first panel
 * @param last the panel behind the last
 */
public record PackTask(
    PanelLayout layout,
    long source,
    long rowStride,
    long columnStride,
    long target,
    int first,
    int last) {
  /** The packing of a whole matrix. */
  public static PackTask whole(
      PanelLayout layout, long source, long rowStride, long columnStride, long target) {
    return new PackTask(layout, source, rowStride, columnStride, target, 0, layout.panels());
  }

  public void run(long input, long packed) {
    PanelPacker.pack(layout, input + source, rowStride, columnStride, packed + target, first, last);
  }

  /** The same work in at most so many pieces. */
  Stream<PackTask> split(int pieces) {
    int count = Math.min(pieces, last - first);
    return IntStream.range(0, count)
        .mapToObj(i ->
            ofPanels(first + (last - first) * i / count, first + (last - first) * (i + 1) / count));
  }

  private PackTask ofPanels(int from, int to) {
    return new PackTask(layout, source, rowStride, columnStride, target, from, to);
  }
}
