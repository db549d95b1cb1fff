package io.culebra.nn;

import io.culebra.graph.Value;
import io.culebra.op.AffineGrid;
import io.culebra.op.GridSample;
import io.culebra.op.PaddingMode;
import io.culebra.op.ResizeMode;
import io.culebra.op.ShapeOf;
import java.util.List;

/**
 * An image seen through an affine map that a network of its own, the localisation, has found:
 * Jaderberg, Simonyan, Zisserman and Kavukcuoglu, "Spatial transformer networks", 2015. Bilinear,
 * with zeros around the image. There is nothing to train in the layer itself.
 *
 * <p>Inputs: the image, batch x channels x height x width; the maps, batch x 6 or batch x 2 x 3, in
 * rows: what the x, the y and 1 of a place of the output count for the x and the y that it is taken
 * from, all from -1 to 1 over the image. Output: batch x channels x height x width.
 */
public final class SpatialTransformer extends PlainLayer<SpatialTransformer> {
  private long height;
  private long width;

  /** The sizes of the output; those of the image unless told. */
  public SpatialTransformer size(int height, int width) {
    this.height = height;
    this.width = width;
    return this;
  }

  @Override
  Value write(LayerScope scope, List<Value> inputs) {
    if (inputs.size() != 2) {
      throw scope.fail("it takes an image and its maps, not " + inputs.size() + " inputs");
    }
    Value image = inputs.get(0);
    scope.requireRank(image, 4);
    long rows = height == 0 ? scope.size(image, 2) : height;
    long columns = width == 0 ? scope.size(image, 3) : width;
    Value maps =
        scope.node(
            new io.culebra.op.Reshape(false), inputs.get(1), scope.integers("maps", -1, 2, 3));
    Value sizes =
        scope.node(
            new io.culebra.op.Concat(0),
            scope.node(new ShapeOf(0, 1), image),
            scope.integers("sizes", scope.size(image, 1), rows, columns));
    Value grid =
        scope.node(
            new io.culebra.op.Reshape(false),
            scope.node(new AffineGrid(false), maps, sizes),
            scope.integers("grid", -1, rows, columns, 2));
    return scope.node(new GridSample(ResizeMode.LINEAR, PaddingMode.ZEROS, false), image, grid);
  }
}
