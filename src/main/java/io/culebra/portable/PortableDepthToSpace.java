package io.culebra.portable;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.op.DepthToSpace;
import io.culebra.tensor.Shape;
import java.util.List;

/** DepthToSpace, in both orders of the channels. */
final class PortableDepthToSpace extends Movement<DepthToSpace> {
  PortableDepthToSpace() {
    super(DepthToSpace.class);
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    return eitherLayout(spec, 1);
  }

  @Override
  List<Move> moves(KernelSpec spec) {
    Shape in = spec.input(0).shape();
    long block = op(spec).blocksize();
    long channels = spec.output().shape().size(1);
    long[] from = Move.strides(spec.input(0));
    long[] to = Move.strides(spec.output());
    boolean channelsOutermost = op(spec).crd();
    long perChannel = channelsOutermost ? block * block : 1;
    long perColumn = channelsOutermost ? 1 : channels;
    // Axes: batch, row and column in the block, channel, row and column of the block.
    long[] counts = {in.size(0), block, block, channels, in.size(2), in.size(3)};
    long[] source = {
      from[0],
      perColumn * block * from[1],
      perColumn * from[1],
      perChannel * from[1],
      from[2],
      from[3]
    };
    long[] target = {to[0], to[2], to[3], to[1], block * to[2], block * to[3]};
    return List.of(Move.box(spec, 0, 0, counts, 0, source, 0, target));
  }
}
