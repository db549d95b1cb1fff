package io.culebra.portable;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.op.SpaceToDepth;
import io.culebra.tensor.Shape;
import java.util.List;

/** SpaceToDepth. */
final class PortableSpaceToDepth extends Movement<SpaceToDepth> {
  PortableSpaceToDepth() {
    super(SpaceToDepth.class);
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    return eitherLayout(spec, 1);
  }

  @Override
  List<Move> moves(KernelSpec spec) {
    Shape out = spec.output().shape();
    long block = op(spec).blocksize();
    long channels = spec.input(0).shape().size(1);
    long[] from = Move.strides(spec.input(0));
    long[] to = Move.strides(spec.output());
    // Axes: batch, row and column in the block, channel, row and column of the block.
    long[] counts = {out.size(0), block, block, channels, out.size(2), out.size(3)};
    long[] source = {from[0], from[2], from[3], from[1], block * from[2], block * from[3]};
    long[] target = {to[0], channels * block * to[1], channels * to[1], to[1], to[2], to[3]};
    return List.of(Move.box(spec, 0, 0, counts, 0, source, 0, target));
  }
}
