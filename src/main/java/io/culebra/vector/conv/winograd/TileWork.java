package io.culebra.vector.conv.winograd;

import io.culebra.vector.Lanes;
import io.culebra.vector.codegen.Kernels;
import io.culebra.vector.codegen.MicroKernel;
import io.culebra.vector.codegen.RowBlock;
import io.culebra.vector.gemm.Floats;
import io.culebra.vector.gemm.PanelLayout;
import io.culebra.vector.work.SpatialWindow;

/**
 * The three parts of the work on a block of tiles. Immutable and safe for any number of threads:
 * each thread brings memory of its own, and parts of a block may be shared out.
 */
final class TileWork {
  private static final long VECTOR = (long) Lanes.COUNT * Float.BYTES;

  private final Tiling tiling;
  private final TileForm form;
  private final SpatialWindow window;
  private final PanelLayout layout;
  private final MicroKernel[] kernels;
  private final float low;
  private final float high;

  /** CountableSizes that the loops want, told once. */
  private final int inputs;

  private final int outputs;
  private final int tilesInLine;
  private final int linesInImage;
  private final int segment;
  private final int rowsBeside;
  private final int piecesPerColumn;
  private final int partDepth;
  private final long besideBytes;
  private final long pieceBytes;
  private final long productRow;
  private final long productBytes;
  private final long lineBytes;
  private final long copyBytes;
  private final long clipBytes;

  /**
   * @param low the lower bound of results
   * @param high the upper bound of results
   */
  TileWork(Tiling tiling, float low, float high) {
    this.tiling = tiling;
    this.low = low;
    this.high = high;
    form = tiling.form();
    window = tiling.window();
    layout = tiling.layout();
    kernels = tiling.kernels().stream().map(Kernels::get).toArray(MicroKernel[]::new);
    inputs = form.inputs();
    outputs = form.outputs();
    tilesInLine = tiling.tilesInLine();
    linesInImage = tiling.linesInImage();
    segment = tiling.segment();
    rowsBeside = tiling.rowsBeside();
    piecesPerColumn = tiling.piecesPerColumn();
    partDepth = layout.depth(0);
    besideBytes = tiling.besideBytes();
    pieceBytes = tiling.pieceBytes();
    productRow = tiling.productRow();
    productBytes = tiling.productBytes();
    lineBytes = tiling.lineBytes();
    copyBytes = tiling.copyBytes();
    clipBytes = tiling.clipBytes();
  }

  /** The bytes of a thread's own memory. */
  long ownBytes() {
    return lineBytes + Math.max(copyBytes, clipBytes + VECTOR);
  }

  /** How many tiles from {@code tile} on, below {@code last}, lie in a line and a segment. */
  int inSegment(int tile, int last) {
    return Math.min(Math.min(segment, last - tile), tilesInLine - tile % tilesInLine);
  }

  /** The pixels of the output below a segment, from left to right. */
  int width(int tile, int count) {
    int x = tile % tilesInLine * outputs;
    return Math.min(count * outputs, window.outputWidth() - x);
  }

  /** The lines of the output that a tile has. */
  int height(int tile) {
    return Math.min(outputs, window.outputHeight() - line(tile) * outputs);
  }

  /** The pixel of the output, all images counted, that a tile has in its upper left corner. */
  long pixel(int tile) {
    long lines = (long) image(tile) * window.outputHeight() + (long) line(tile) * outputs;
    return lines * window.outputWidth() + (long) tile % tilesInLine * outputs;
  }

  private int line(int tile) {
    return tile / tilesInLine % linesInImage;
  }

  private int image(int tile) {
    return tile / tilesInLine / linesInImage;
  }

  /**
   * Transforms the input of some tiles.
   *
   * @param x the input
   * @param block the first tile of the block
   * @param first the first tile
   * @param last behind the last tile
   * @param target the block's transformed input
   * @param own the thread's memory
   */
  void input(long x, int block, int first, int last, long target, long own) {
    for (int tile = first; tile < last; ) {
      int count = inSegment(tile, last);
      inputSegment(x, tile, count, target + (tile - block) * RowBlock.STRIDE_BYTES, own);
      tile += count;
    }
  }

  private void inputSegment(long x, int tile, int count, long target, long own) {
    int y0 = line(tile) * outputs - window.top();
    int x0 = tile % tilesInLine * outputs - window.left();
    int columns = count * outputs + 2;
    int from = Math.clamp(-(long) x0, 0, columns);
    int to = Math.clamp((long) window.inputWidth() - x0, from, columns);
    long pixel = (long) tiling.channels() * Float.BYTES;
    long row = window.inputWidth() * pixel;
    long source = x + image(tile) * (window.inputHeight() * row) + y0 * row + (x0 + from) * pixel;
    boolean inside = y0 >= 0 && y0 + inputs <= window.inputHeight();
    if (!inside || !tiling.isWhole()) {
      long copy = own + lineBytes;
      long copiedPixel = (long) tiling.paddedChannels() * Float.BYTES;
      copy(source, row, y0, to - from, copy, copiedPixel);
      source = copy;
      pixel = copiedPixel;
      row = (to - from) * copiedPixel;
    }
    long column = inputs * VECTOR;
    Floats.zero(own, from * inputs * Lanes.COUNT);
    Floats.zero(own + to * column, (columns - to) * inputs * Lanes.COUNT);
    long partBytes = (long) inputs * piecesPerColumn * pieceBytes;
    for (int c = 0; c < tiling.channels(); c += Lanes.COUNT) {
      int part = c / partDepth;
      form.input(
          source + (long) c * Float.BYTES,
          row,
          pixel,
          to - from,
          own + from * column,
          VECTOR,
          column);
      long at = target + part * partBytes + (long) (c - part * partDepth) * Float.BYTES;
      for (int i = 0; i < inputs; i++) {
        form.input(
            own + i * VECTOR,
            column,
            outputs * column,
            count,
            at + i / rowsBeside * pieceBytes + i % rowsBeside * besideBytes,
            piecesPerColumn * pieceBytes,
            RowBlock.STRIDE_BYTES);
      }
    }
  }

  /** Copies pixels of as many lines as a tile has; lines outside are zero. */
  private void copy(long source, long row, int y0, int pixels, long target, long targetPixel) {
    long targetRow = pixels * targetPixel;
    int floats = pixels * tiling.paddedChannels();
    for (int i = 0; i < inputs; i++) {
      long from = source + i * row;
      long to = target + i * targetRow;
      if (y0 + i < 0 || y0 + i >= window.inputHeight()) {
        Floats.zero(to, floats);
      } else if (tiling.isWhole()) {
        Floats.copy(from, to, floats);
      } else {
        for (int pixel = 0; pixel < pixels; pixel++) {
          Floats.copy(from, to, tiling.channels());
          from += (long) tiling.channels() * Float.BYTES;
          to += targetPixel;
        }
      }
    }
  }

  /**
   * Multiplies the transformed input of a block with filters.
   *
   * @param position which position of a tile
   * @param firstPanel the first panel of filters
   * @param lastPanel behind the last panel
   * @param tiles the tiles of the block
   * @param input the block's transformed input
   * @param filters all transformed filters
   * @param products the block's products
   */
  void multiply(
      int position,
      int firstPanel,
      int lastPanel,
      int tiles,
      long input,
      long filters,
      long products) {
    int i = position / inputs;
    int j = position % inputs;
    int count = Math.ceilDiv(tiles, tiling.rows());
    long column = layout.tile().columns() * (long) Float.BYTES;
    for (int part = 0; part < layout.blocks(); part++) {
      long piece = ((long) part * inputs + j) * piecesPerColumn + i / rowsBeside;
      long a = input + piece * pieceBytes + i % rowsBeside * besideBytes;
      for (int panel = firstPanel; panel < lastPanel; panel++) {
        kernels[part].run(
            count,
            a,
            filters + position * layout.bytes() + layout.offset(part, panel),
            layout.depth(part),
            products + position * productBytes + panel * column,
            productRow,
            0,
            0,
            0);
      }
    }
  }

  /**
   * Transforms the products of tiles of one segment and writes the output.
   *
   * @param block the first tile of the block
   * @param tile the first tile
   * @param count how many, all in one segment
   * @param products the block's products
   * @param bias the bias, or 0
   * @param adds whether something is added to the output
   * @param residual bytes from the output to that
   * @param y the output
   * @param own the thread's memory
   */
  void output(
      int block,
      int tile,
      int count,
      long products,
      long bias,
      boolean adds,
      long residual,
      long y,
      long own) {
    long clip = own + lineBytes;
    long pixel = (long) tiling.filters() * Float.BYTES;
    long corner = y + pixel(tile) * pixel;
    int width = width(tile, count);
    int height = height(tile);
    for (int c = 0; c < tiling.filters(); c += Lanes.COUNT) {
      int channels = Math.min(Lanes.COUNT, tiling.filters() - c);
      long at = products + (tile - block) * productRow + (long) c * Float.BYTES;
      for (int j = 0; j < inputs; j++) {
        form.outputColumns(
            at + j * productBytes, inputs * productBytes, productRow, count, own + j * VECTOR);
      }
      int direct = channels < Lanes.COUNT ? 0 : width / outputs;
      long vectorBias = clip + clipBytes;
      if (bias == 0) {
        Floats.zero(vectorBias, Lanes.COUNT);
      } else {
        Floats.copy(bias + (long) c * Float.BYTES, vectorBias, channels);
      }
      for (int r = 0; r < height; r++) {
        long source = own + r * (inputs * VECTOR);
        long to = corner + r * (window.outputWidth() * pixel) + (long) c * Float.BYTES;
        rows(source, direct, vectorBias, adds, residual, to, pixel);
        if (direct < count) {
          long done = (long) direct * outputs;
          clipped(
              source + done * inputs * VECTOR,
              count - direct,
              vectorBias,
              adds,
              residual,
              to + done * pixel,
              width - direct * outputs,
              channels,
              clip);
        }
      }
    }
  }

  private void rows(
      long source, int tiles, long bias, boolean adds, long residual, long to, long pixel) {
    if (!adds) {
      form.outputRows(source, tiles, bias, to, pixel, low, high);
    } else {
      form.outputRowsAndResidual(source, tiles, bias, residual, to, pixel, low, high);
    }
  }

  /** Tiles that stick out, or vectors that do, by way of a copy. */
  private void clipped(
      long source,
      int tiles,
      long bias,
      boolean adds,
      long residual,
      long to,
      int pixels,
      int channels,
      long clip) {
    long pixel = (long) tiling.filters() * Float.BYTES;
    long more = clipBytes / 2;
    if (adds) {
      for (int i = 0; i < pixels; i++) {
        Floats.copy(to + residual + i * pixel, clip + more + i * VECTOR, channels);
      }
    }
    rows(source, tiles, bias, adds, more, clip, VECTOR);
    for (int i = 0; i < pixels; i++) {
      Floats.copy(clip + i * VECTOR, to + i * pixel, channels);
    }
  }
}
