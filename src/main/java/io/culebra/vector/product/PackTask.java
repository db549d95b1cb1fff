package io.culebra.vector.product;

import io.culebra.vector.gemm.PanelLayout;
import io.culebra.vector.gemm.PanelPacker;

/**
 * The packing of one matrix B at run time.
 *
 * @param layout the form to pack into
 * @param source bytes into the input that holds B
 * @param rowStride floats from one row of B to the next
 * @param columnStride floats from one column to the next
 * @param target bytes into packed B
 */
record PackTask(PanelLayout layout, long source, long rowStride, long columnStride, long target) {
  void run(long input, long packed) {
    PanelPacker.pack(layout, input + source, rowStride, columnStride, packed + target);
  }
}
