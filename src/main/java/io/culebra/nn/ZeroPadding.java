package io.culebra.nn;

import io.culebra.graph.Value;
import io.culebra.op.Pad;
import io.culebra.op.PadMode;
import java.util.Arrays;

/** Zeros around the spatial axes of batch x channels x spatial sizes. */
public final class ZeroPadding extends UnaryLayer<ZeroPadding> {
  private final int before;
  private final int behind;

  private ZeroPadding(int before, int behind) {
    this.before = before;
    this.behind = behind;
  }

  /** This many zeros in front of and behind every spatial axis. */
  public static ZeroPadding of(int elements) {
    return of(elements, elements);
  }

  /** This many zeros in front of every spatial axis, and this many behind it. */
  public static ZeroPadding of(int before, int behind) {
    return new ZeroPadding(before, behind);
  }

  @Override
  Value write(LayerScope scope, Value x) {
    int rank = scope.shape(x).rank();
    if (rank < 3) {
      throw scope.fail("an input of shape " + scope.shape(x) + " has no spatial axes");
    }
    long[] pads = new long[2 * rank];
    Arrays.fill(pads, 2, rank, before);
    Arrays.fill(pads, rank + 2, 2 * rank, behind);
    return scope.node(new Pad(PadMode.CONSTANT), x, scope.integers("pads", pads));
  }
}
