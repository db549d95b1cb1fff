package io.culebra.vector.codegen;

/**
 * Which micro-kernel: all that is baked into its bytecode. Equal specs share one kernel.
 *
 * @param tile the width of the tile
 * @param rows the rows of the tile, 1 to {@link Tile#maxRows}, or fewer where it {@linkplain
 *     Tile#mayStartFromC reads C} too
 * @param start what the accumulators start from
 * @param end what happens to them before they are stored
 */
public record MicroKernelSpec(Tile tile, int rows, Start start, End end) {
  public MicroKernelSpec {
    if (rows < 1 || rows > tile.maxRows()) {
      throw new IllegalArgumentException(
          "a kernel of " + rows + " rows; at most " + tile.maxRows() + " fit " + tile);
    }
    if (start.readsC() && !tile.mayStartFromC(rows)) {
      throw new IllegalArgumentException(rows + " rows of " + tile + " cannot start from C");
    }
  }
}
