package io.culebra.vector.codegen;

import io.culebra.vector.Lanes;

/**
 * The shape of the piece of C that a micro-kernel keeps in registers: some rows by {@code vectors}
 * vectors of {@code lanes} floats.
 *
 * @param lanes floats in a vector: 4, 8 or 16
 * @param vectors vectors in a row of the tile: 1 to 3, or up to 8 for very few rows
 */
public record Tile(int lanes, int vectors) {
  /**
   * C1 gives up on a method with more than 46 accesses to segments, sometimes less, and may then
   * never let C2 have it.
   */
  private static final int MAX_ACCESSES = 44;

  /** More rows than this also are too much for C1. */
  private static final int MAX_ROWS = 12;

  /** How many vector registers hold accumulators, of 32 and of 16 registers. */
  private static final int MANY_ACCUMULATORS = 24;

  private static final int FEW_ACCUMULATORS = 12;
  private static final int FEW_REGISTERS = 16;

  /** So many accumulators in a row hide the latency of an addition. */
  private static final int WIDEST = 8;

  public Tile {
    if (lanes != 4 && lanes != 8 && lanes != 16) {
      throw new IllegalArgumentException("a vector of " + lanes + " floats");
    }
    if (vectors < 1 || vectors > WIDEST) {
      throw new IllegalArgumentException("a tile " + vectors + " vectors wide");
    }
  }

  /** The tile for a product with {@code n} columns on this CPU. */
  public static Tile forColumns(int n) {
    return forColumns(n, Lanes.COUNT);
  }

  /**
   * The tile for {@code n} columns: one vector if they fit, three where that saves a tenth of the
   * padded columns and there are 32 registers, else two.
   */
  public static Tile forColumns(int n, int lanes) {
    int best = 2;
    if (n <= lanes) {
      best = 1;
    } else if (accumulators(lanes) == MANY_ACCUMULATORS
        && 10 * padded(n, 3 * lanes) <= 9 * padded(n, 2 * lanes)) {
      best = 3;
    }
    return new Tile(lanes, best);
  }

  /**
   * The tile for a product with {@code m} rows and {@code n} columns on this CPU, which is wider
   * where there are too few rows to keep the CPU busy.
   */
  public static Tile of(int m, int n) {
    int widest = Math.min(WIDEST, accumulators(Lanes.COUNT) / Math.max(1, m));
    int vectors = Math.min(widest, Math.ceilDiv(n, Lanes.COUNT));
    return vectors > 3 ? new Tile(Lanes.COUNT, vectors) : forColumns(n);
  }

  /** The columns of the tile. */
  public int columns() {
    return lanes * vectors;
  }

  /** The most rows that a kernel can have. */
  public int maxRows() {
    int accesses = MAX_ACCESSES - 2 * vectors;
    int fitC1 = Math.min(MAX_ROWS, accesses / (1 + vectors));
    return Math.min(fitC1, accumulators(lanes) / vectors);
  }

  /** The most rows that a kernel can have that starts from C. */
  public int maxRowsFromC() {
    int rows = maxRows();
    while (!mayStartFromC(rows)) {
      rows--;
    }
    return rows;
  }

  /** Whether a kernel of so many rows can read C, with a bias, before it adds the product. */
  public boolean mayStartFromC(int rows) {
    return rows * (1 + 2 * vectors) + 2 * vectors <= MAX_ACCESSES;
  }

  /**
   * The rows per tile for a stretch of {@code rows} rows: the most there can be if that wastes less
   * than a twentieth of the work, otherwise one fewer, which costs no speed, or as even as
   * possible.
   */
  public int rowsPerTile(int rows) {
    int most = maxRows();
    if ((padded(rows, most) - rows) * 20 <= rows) {
      return most;
    }
    int even = Math.ceilDiv(rows, Math.ceilDiv(rows, most));
    return rows >= most && padded(rows, most - 1) < padded(rows, even) ? most - 1 : even;
  }

  /**
   * After how many rows of a step loads and multiply-adds have to be kept from each other, so that
   * accumulators, a row of B and the broadcasts of those rows fit 16 registers; {@code rows} where
   * there are 32 or the tile is a single row.
   */
  int rowsBetweenBarriers(int rows) {
    if (accumulators(lanes) == MANY_ACCUMULATORS) {
      return rows;
    }
    int free = FEW_REGISTERS - (rows + 1) * vectors;
    return rows <= 4 ? 1 : Math.clamp(free, 1, 2);
  }

  private static int padded(int n, int step) {
    return Math.ceilDiv(n, step) * step;
  }

  private static int accumulators(int lanes) {
    return lanes == 16 || "aarch64".equals(System.getProperty("os.arch"))
        ? MANY_ACCUMULATORS
        : FEW_ACCUMULATORS;
  }
}
