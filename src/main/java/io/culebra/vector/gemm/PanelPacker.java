package io.culebra.vector.gemm;

/** Packs B into panels: constants once, other operands at every run. */
public final class PanelPacker {
  private PanelPacker() {}

  /**
   * Packs a whole matrix.
   *
   * @param layout the form to pack into
   * @param source the address of B's first element
   * @param rowStride floats from one row of B (one k) to the next
   * @param columnStride floats from one column to the next; one of the two strides should be 1
   * @param target the address of {@link PanelLayout#bytes} bytes
   */
  public static void pack(
      PanelLayout layout, long source, long rowStride, long columnStride, long target) {
    pack(layout, source, rowStride, columnStride, target, 0, layout.panels());
  }

  /** Packs the panels from {@code first} up to {@code last}, so that threads can share the work. */
  public static void pack(
      PanelLayout layout,
      long source,
      long rowStride,
      long columnStride,
      long target,
      int first,
      int last) {
    int width = layout.tile().columns();
    for (int block = 0; block < layout.blocks(); block++) {
      int depth = layout.depth(block);
      for (int panel = first; panel < last; panel++) {
        int columns = layout.columns(panel);
        long from =
            source
                + (layout.start(block) * rowStride + (long) panel * width * columnStride)
                    * Float.BYTES;
        long to = target + layout.offset(block, panel);
        if (columnStride == 1) {
          copyRows(from, rowStride * Float.BYTES, to, depth, columns, width);
        } else {
          if (columns < width) {
            Floats.zero(to, depth * width);
          }
          Transposition.copy(
              from,
              columnStride * Float.BYTES,
              rowStride * Float.BYTES,
              columns,
              depth,
              to,
              (long) width * Float.BYTES);
        }
      }
    }
  }

  private static void copyRows(long from, long stride, long to, int depth, int columns, int width) {
    for (int k = 0; k < depth; k++) {
      Floats.copy(from, to, columns);
      Floats.zero(to + (long) columns * Float.BYTES, width - columns);
      from += stride;
      to += (long) width * Float.BYTES;
    }
  }
}
