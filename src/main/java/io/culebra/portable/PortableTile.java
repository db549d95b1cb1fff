package io.culebra.portable;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.op.Tile;
import io.culebra.tensor.Shape;
import java.util.List;

/** Tile: every axis becomes two, the repetitions and the elements. */
final class PortableTile extends Movement<Tile> {
  PortableTile() {
    super(Tile.class);
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    return eitherLayout(spec, 1);
  }

  @Override
  List<Move> moves(KernelSpec spec) {
    Shape input = spec.input(0).shape();
    int rank = input.rank();
    long[] inputStrides = Move.strides(spec.input(0));
    long[] outputStrides = Move.strides(spec.output());
    long[] counts = new long[2 * rank];
    long[] from = new long[2 * rank];
    long[] to = new long[2 * rank];
    for (int axis = 0; axis < rank; axis++) {
      long size = input.size(axis);
      counts[2 * axis] = size == 0 ? 0 : spec.output().shape().size(axis) / size;
      to[2 * axis] = size * outputStrides[axis];
      counts[2 * axis + 1] = size;
      from[2 * axis + 1] = inputStrides[axis];
      to[2 * axis + 1] = outputStrides[axis];
    }
    return List.of(Move.box(spec, 0, 0, counts, 0, from, 0, to));
  }
}
