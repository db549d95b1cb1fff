package io.culebra.nn;

import io.culebra.graph.Value;
import io.culebra.op.Gather;

/** One place of a sequence: batch x length x size becomes batch x size. */
public final class SelectPlace extends UnaryLayer<SelectPlace> {
  private final int place;

  private SelectPlace(int place) {
    this.place = place;
  }

  /** This place, negative to count from the end. */
  public static SelectPlace of(int place) {
    return new SelectPlace(place);
  }

  @Override
  Value write(LayerScope scope, Value x) {
    scope.requireRank(x, 3);
    return scope.node(new Gather(1), x, scope.index("place", place));
  }
}
