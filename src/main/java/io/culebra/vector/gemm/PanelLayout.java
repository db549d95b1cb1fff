package io.culebra.vector.gemm;

import io.culebra.vector.codegen.RowBlock;
import io.culebra.vector.codegen.Tile;

/**
 * How B, {@code k} rows by {@code n} columns, is packed: K is cut into blocks of (nearly) equal
 * depth, at most {@link RowBlock#DEPTH}; within a block, the columns are cut into panels as wide as
 * a tile, and each panel lies in memory row after row, without gaps. Columns beyond {@code n} are
 * zero.
 *
 * <pre>  block 0: panel 0 [depth][columns], panel 1 [depth][columns], ...  block 1: ...</pre>
 *
 * @param k rows of B
 * @param n columns of B
 * @param tile the tile whose width the panels have
 */
public record PanelLayout(int k, int n, Tile tile) {
  /** Depths are multiples of this, except the last. */
  private static final int GRAIN = 16;

  public PanelLayout {
    if (k < 1 || n < 1) {
      throw new IllegalArgumentException("a matrix of " + k + " x " + n + " cannot be packed");
    }
  }

  /** The number of blocks that K is cut into. */
  public int blocks() {
    return Math.ceilDiv(k, blockDepth());
  }

  /** The first row of B in a block. */
  public int start(int block) {
    return block * blockDepth();
  }

  /** The rows of B in a block. */
  public int depth(int block) {
    return Math.min(blockDepth(), k - start(block));
  }

  /** The number of panels in each block. */
  public int panels() {
    return Math.ceilDiv(n, tile.columns());
  }

  /** The columns of B in a panel: the width of the tile, or less in the last. */
  public int columns(int panel) {
    return Math.min(tile.columns(), n - panel * tile.columns());
  }

  /** The bytes from the start of packed B to a panel. */
  public long offset(int block, int panel) {
    long columns = tile.columns();
    return (start(block) * columns * panels() + (long) panel * depth(block) * columns)
        * Float.BYTES;
  }

  /** The bytes of packed B. */
  public long bytes() {
    return (long) k * panels() * tile.columns() * Float.BYTES;
  }

  private int blockDepth() {
    int blocks = Math.ceilDiv(k, RowBlock.DEPTH);
    return Math.ceilDiv(Math.ceilDiv(k, blocks), GRAIN) * GRAIN;
  }
}
