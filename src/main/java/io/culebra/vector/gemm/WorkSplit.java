package io.culebra.vector.gemm;

import io.culebra.vector.codegen.RowBlock;

/**
 * How a product is cut into independent tasks: row blocks that fit the L2 cache, times groups of
 * panels. Few rows are shared out by panels, many by row blocks.
 *
 * @param m rows of C
 * @param rowsPerTile the grain of row blocks
 * @param rowBlocks how many row blocks
 * @param panels panels of B
 * @param groups how many groups of panels
 */
record WorkSplit(int m, int rowsPerTile, int rowBlocks, int panels, int groups) {
  /** The part of the L2 cache that the rows of a row block may take. */
  private static final double SHARE_OF_CACHE = 0.47;

  /** The most rows of a row block, where the cache allows: a picture of 14 x 14 at once. */
  private static final int MAX_ROWS =
      (int) Math.clamp(SHARE_OF_CACHE * Cache.secondLevelBytes() / RowBlock.STRIDE_BYTES, 48, 204);

  /** With fewer tiles per thread than this, splitting the rows would be uneven. */
  private static final int MIN_TILES = 4;

  static WorkSplit of(int m, int rowsPerTile, int panels, int threads) {
    int tiles = Math.ceilDiv(m, rowsPerTile);
    int rowBlocks = Math.ceilDiv(tiles, Math.max(1, MAX_ROWS / rowsPerTile));
    int groups = 1;
    if (tiles >= MIN_TILES * threads) {
      rowBlocks = Math.min(tiles, Math.ceilDiv(rowBlocks, threads) * threads);
    } else {
      groups = Math.min(threads, panels);
      rowBlocks = Math.clamp(Math.ceilDiv(threads, groups), rowBlocks, Math.max(rowBlocks, tiles));
    }
    return new WorkSplit(m, rowsPerTile, rowBlocks, panels, groups);
  }

  int tasks() {
    return rowBlocks * groups;
  }

  /** The first row of a row block; for {@code rowBlock == rowBlocks} the number of rows. */
  int firstRow(int rowBlock) {
    long tiles = Math.ceilDiv(m, rowsPerTile);
    return (int) Math.min(m, rowBlock * tiles / rowBlocks * rowsPerTile);
  }

  /** The first panel of a group; for {@code group == groups} the number of panels. */
  int firstPanel(int group) {
    return (int) ((long) group * panels / groups);
  }

  /** The rows of the largest row block. */
  int maxRows() {
    return Math.ceilDiv(Math.ceilDiv(m, rowsPerTile), rowBlocks) * rowsPerTile;
  }
}
