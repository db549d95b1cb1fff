package io.culebra.vector.attention;

import io.culebra.kernel.Binding;
import io.culebra.vector.codegen.Tile;
import io.culebra.vector.gemm.PanelLayout;
import io.culebra.vector.gemm.PanelPacker;

/**
 * The keys and values of one head in the form of the micro-kernels: for each block of keys, their
 * transpose, then the values.
 *
 * @param keys the form of the transposed keys of each block
 * @param values the form of the values of each block
 * @param offsets where each block starts, with one more for the end
 */
record PackedHeads(
    Heads heads, Blocks blocks, PanelLayout[] keys, PanelLayout[] values, long[] offsets) {
  static PackedHeads of(Heads heads, Blocks blocks, Tile keyTile, Tile valueTile) {
    int count = blocks.count();
    PanelLayout[] keys = new PanelLayout[count];
    PanelLayout[] values = new PanelLayout[count];
    long[] offsets = new long[count + 1];
    for (int i = 0; i < count; i++) {
      keys[i] = new PanelLayout(heads.size(), blocks.size(i), keyTile);
      values[i] = new PanelLayout(blocks.size(i), heads.valueSize(), valueTile);
      offsets[i + 1] = offsets[i] + Blocks.align(keys[i].bytes()) + Blocks.align(values[i].bytes());
    }
    return new PackedHeads(heads, blocks, keys, values, offsets);
  }

  /** The bytes of one head. */
  long bytes() {
    return offsets[blocks.count()];
  }

  /** Where the transposed keys of a block lie. */
  long keyOffset(int block) {
    return offsets[block];
  }

  /** Where the values of a block lie. */
  long valueOffset(int block) {
    return offsets[block] + Blocks.align(keys[block].bytes());
  }

  /** Packs one block of a head to where {@link #offsets} says, from {@code target} on. */
  void pack(Binding binding, int batch, int head, int block, long target) {
    int first = blocks.first()[block];
    boolean old = first < heads.past();
    HeadRows key = old ? heads.pastKey() : heads.key();
    HeadRows value = old ? heads.pastValue() : heads.value();
    int row = old ? first : first - heads.past();
    long k = binding.input(old ? Heads.PAST_KEYS : 1) + key.offset(batch, head);
    long v = binding.input(old ? Heads.PAST_VALUES : 2) + value.offset(batch, head);
    PanelPacker.pack(
        keys[block],
        k + row * key.rowStride(),
        1,
        key.rowStride() / Float.BYTES,
        target + keyOffset(block));
    PanelPacker.pack(
        values[block],
        v + row * value.rowStride(),
        value.rowStride() / Float.BYTES,
        1,
        target + valueOffset(block));
  }
}
