package io.culebra.nn;

import io.culebra.graph.Value;
import io.culebra.op.Slice;

/** One of several parts of the same size along the last axis. */
public final class SplitPart extends UnaryLayer<SplitPart> {
  private final int part;
  private final int parts;

  private SplitPart(int part, int parts) {
    this.part = part;
    this.parts = parts;
  }

  /**
   * A part.
   *
   * @param part which, from 0
   * @param parts how many there are; they divide the size of the axis
   */
  public static SplitPart of(int part, int parts) {
    return new SplitPart(part, parts);
  }

  @Override
  Value write(LayerScope scope, Value x) {
    long size = scope.size(x, -1);
    if (part < 0 || part >= parts || size % parts != 0) {
      throw scope.fail("part " + part + " of " + parts + " of " + size);
    }
    long width = size / parts;
    return scope.node(
        new Slice(),
        x,
        scope.integers("start", part * width),
        scope.integers("end", (part + 1) * width),
        scope.integers("axis", -1));
  }
}
