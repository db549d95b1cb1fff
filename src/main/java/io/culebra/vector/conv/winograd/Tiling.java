package io.culebra.vector.conv.winograd;

import io.culebra.vector.Lanes;
import io.culebra.vector.codegen.End;
import io.culebra.vector.codegen.MicroKernelSpec;
import io.culebra.vector.codegen.RowBlock;
import io.culebra.vector.codegen.Start;
import io.culebra.vector.codegen.Tile;
import io.culebra.vector.gemm.PanelLayout;
import io.culebra.vector.work.SpatialWindow;
import java.util.ArrayList;
import java.util.List;

/**
 * How the output of a convolution is cut into tiles, and where what is computed of them lies.
 *
 * <p>Tiles are numbered along lines, downwards, then by image. Some of them at a time make a block.
 * Of each there is a row in the rows of A of the kernels ({@link RowBlock}), for every column of a
 * tile and every part of the channels that one kernel call multiplies: as many rows of the tile
 * beside each other as fit. A block's results are a matrix for each position of a tile.
 *
 * @param form the algorithm
 * @param window what the window sees; its strides and dilations are 1
 * @param images the batch
 * @param channels input channels
 * @param filters output channels
 * @param block the most tiles in a block
 * @param rows the tiles that a kernel multiplies at once
 */
record Tiling(
    TileForm form,
    SpatialWindow window,
    int images,
    int channels,
    int filters,
    int block,
    int rows) {
  /** Vectors of a line's columns fit the first-level cache up to about here. */
  static final int MOST_IN_SEGMENT = 14;

  /** Larger blocks leave the caches. */
  private static final int MOST_IN_BLOCK = 56;

  /** In smaller blocks, too few tiles use filters that were read. */
  private static final int LEAST_IN_BLOCK = 24;

  private static final int LINE_FLOATS = 16;
  private static final long VECTOR = (long) Lanes.COUNT * Float.BYTES;

  /** Cuts an output, so that every thread has about as many tiles, whole blocks if possible. */
  static Tiling of(
      TileForm form, SpatialWindow window, int images, int channels, int filters, int threads) {
    Tiling whole = new Tiling(form, window, images, channels, filters, 1, 1);
    int tiles = whole.tiles();
    int blocks = Math.ceilDiv(tiles, MOST_IN_BLOCK);
    if (threads > 1 && tiles < threads * LEAST_IN_BLOCK) {
      blocks = 1;
    } else {
      blocks = Math.ceilDiv(blocks, threads) * threads;
    }
    int block = Math.ceilDiv(tiles, blocks);
    PanelLayout layout = whole.layout();
    int rows = layout.tile().rowsPerTile(block);
    if (layout.blocks() > 1) {
      rows = Math.min(rows, layout.tile().maxRowsFromC());
    }
    return new Tiling(form, window, images, channels, filters, block, rows);
  }

  PanelLayout layout() {
    return new PanelLayout(channels, filters, Tile.forColumns(filters));
  }

  /** The kernels that multiply the first channels, and those behind. */
  List<MicroKernelSpec> kernels() {
    PanelLayout layout = layout();
    List<MicroKernelSpec> kernels = new ArrayList<>();
    for (int i = 0; i < layout.blocks(); i++) {
      Start start = i == 0 ? Start.ZERO : Start.C;
      kernels.add(new MicroKernelSpec(layout.tile(), rows, start, End.STORE));
    }
    return kernels;
  }

  int tilesInLine() {
    return Math.ceilDiv(window.outputWidth(), form.outputs());
  }

  int linesInImage() {
    return Math.ceilDiv(window.outputHeight(), form.outputs());
  }

  int tiles() {
    return images * linesInImage() * tilesInLine();
  }

  int blocks() {
    return Math.ceilDiv(tiles(), block);
  }

  int positions() {
    return form.inputs() * form.inputs();
  }

  /** Whether the channels fill whole vectors. */
  boolean isWhole() {
    return channels % Lanes.COUNT == 0;
  }

  /** The channels, filled up to whole vectors. */
  int paddedChannels() {
    return padded(channels, Lanes.COUNT);
  }

  /** The tiles that kernels compute for a block, which are whole rows of them. */
  int paddedBlock() {
    return padded(block, rows);
  }

  /** How many rows of a tile lie beside each other in a row of A. */
  int rowsBeside() {
    int most = RowBlock.STRIDE / depth();
    return Math.ceilDiv(form.inputs(), Math.ceilDiv(form.inputs(), most));
  }

  /** The channels of a part, the last apart, filled up to whole vectors. */
  private int depth() {
    return padded(layout().depth(0), Lanes.COUNT);
  }

  /** The bytes from row to row of a tile, where these lie beside each other. */
  long besideBytes() {
    return (long) depth() * Float.BYTES;
  }

  /** The bytes of one piece of transformed input: a row of A for each tile. */
  long pieceBytes() {
    return paddedBlock() * RowBlock.STRIDE_BYTES;
  }

  /** The pieces from column to column of a tile. */
  int piecesPerColumn() {
    return Math.ceilDiv(form.inputs(), rowsBeside());
  }

  /** The bytes of a block's transformed input. */
  long inputBytes() {
    return (long) layout().blocks() * form.inputs() * piecesPerColumn() * pieceBytes();
  }

  /** The bytes from tile to tile of the products. */
  long productRow() {
    PanelLayout layout = layout();
    return ((long) layout.panels() * layout.tile().columns() + LINE_FLOATS) * Float.BYTES;
  }

  /** The bytes of the products of one position: an odd number of cache lines. */
  long productBytes() {
    long line = LINE_FLOATS * (long) Float.BYTES;
    return (Math.ceilDiv(paddedBlock() * productRow(), line) | 1) * line;
  }

  /** The bytes of a block's products. */
  long productsBytes() {
    return positions() * productBytes();
  }

  /** The tiles that passes work on together. */
  int segment() {
    return Math.min(MOST_IN_SEGMENT, tilesInLine());
  }

  /** The columns of input under a segment. */
  int segmentColumns() {
    return segment() * form.outputs() + 2;
  }

  /** The bytes of the columns of a segment, or of its tiles, between two passes. */
  long lineBytes() {
    return (long) segmentColumns() * form.inputs() * VECTOR;
  }

  /** The bytes of a copy of a segment's input. */
  long copyBytes() {
    return (long) form.inputs() * segmentColumns() * paddedChannels() * Float.BYTES;
  }

  /** The bytes of vectors of a line of a segment's output, and as many to add. */
  long clipBytes() {
    return 2L * segment() * form.outputs() * VECTOR;
  }

  private static int padded(int n, int step) {
    return Math.ceilDiv(n, step) * step;
  }
}
