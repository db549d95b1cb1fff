package io.culebra.vector.conv.winograd;

/**
 * One of Winograd's minimal algorithms F(m x m, 3 x 3): {@code Y = A' [(G g G') * (B' d B)] A},
 * which makes m x m outputs of (m + 2) x (m + 2) inputs with one multiplication for each of these
 * (A. Lavin, S. Gray: Fast Algorithms for Convolutional Neural Networks, CVPR 2016, section 4).
 *
 * <p>Both multiplications with B, and both with A, are passes over columns and then over rows.
 * Every pass works on a vector of channels, and all addresses are in bytes. Stateless.
 */
interface TileForm {
  /** The outputs of a tile along an axis, m. */
  int outputs();

  /** The inputs of a tile along an axis, m + 2. */
  default int inputs() {
    return outputs() + 2;
  }

  /** The matrix G: a row of three for each input of a tile. */
  double[][] filterMatrix();

  /**
   * How many times the sum of the magnitudes of a window's products an intermediate value may be at
   * most.
   */
  double growth();

  /**
   * Multiplies columns of the input with B', or the same row of some tiles, which overlap, with B.
   *
   * @param source the first element of the first column or row
   * @param element bytes from element to element of one
   * @param next bytes from one to the next
   * @param count how many
   * @param target where the first one's first element goes
   * @param targetElement bytes from element to element there
   * @param targetNext bytes from one to the next there
   */
  void input(
      long source,
      long element,
      long next,
      int count,
      long target,
      long targetElement,
      long targetNext);

  /**
   * Multiplies the same column of some tiles with A'.
   *
   * @param source the top element of the first tile
   * @param row bytes from row to row of a tile
   * @param tile bytes from tile to tile
   * @param tiles how many
   * @param target where the first tile's first row goes; rows lie {@link #inputs} vectors apart,
   *     and tiles follow each other
   */
  void outputColumns(long source, long row, long tile, int tiles, long target);

  /**
   * Multiplies the same row of some tiles with A, adds and limits.
   *
   * @param source that row of the first tile, as {@link #outputColumns} left it
   * @param tiles how many
   * @param bias what is added, a vector
   * @param target where the first tile's first element goes
   * @param pixel bytes from element to element
   * @param low the lower bound
   * @param high the upper bound
   */
  void outputRows(
      long source, int tiles, long bias, long target, long pixel, float low, float high);

  /**
   * The same with what lies at another place added too.
   *
   * @param residual bytes from the target to what is added to it
   */
  void outputRowsAndResidual(
      long source,
      int tiles,
      long bias,
      long residual,
      long target,
      long pixel,
      float low,
      float high);
}
