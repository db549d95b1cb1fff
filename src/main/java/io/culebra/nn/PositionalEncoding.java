package io.culebra.nn;

import io.culebra.graph.Value;
import io.culebra.op.ShapeOf;
import io.culebra.op.Slice;
import org.jspecify.annotations.Nullable;

/**
 * Adds numbers that tell the place to batch x length x size, for any length up to a longest one:
 * sines and cosines (Vaswani et al., "Attention is all you need", 2017) or learned ones.
 */
public final class PositionalEncoding extends UnaryLayer<PositionalEncoding> {
  private final int longest;
  private @Nullable Initializer learned;

  private PositionalEncoding(int longest) {
    this.longest = longest;
  }

  /** Sines and cosines for sequences up to this length. */
  public static PositionalEncoding of(int longest) {
    return new PositionalEncoding(longest);
  }

  /** Learned numbers for sequences up to this length. */
  public static PositionalEncoding learned(int longest, Initializer initializer) {
    PositionalEncoding encoding = new PositionalEncoding(longest);
    encoding.learned = initializer;
    return encoding;
  }

  @Override
  Value write(LayerScope scope, Value x) {
    scope.requireRank(x, 3);
    int size = Math.toIntExact(scope.size(x, 2));
    Value table =
        learned == null
            ? scope.constant("table", sinusoids(size), longest, size)
            : scope.parameter("table", learned, new Fans(longest, size), longest, size);
    Value length = scope.node(new ShapeOf(1, 2), x);
    Value rows =
        scope.node(
            new Slice(), table, scope.integers("start", 0), length, scope.integers("axis", 0));
    return scope.node(new io.culebra.op.Add(), x, rows);
  }

  private float[] sinusoids(int size) {
    float[] table = new float[Math.multiplyExact(longest, size)];
    for (int at = 0; at < longest; at++) {
      for (int i = 0; i < size; i++) {
        double angle = at / Math.pow(10_000, (i - i % 2) / (double) size);
        table[at * size + i] = (float) (i % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
      }
    }
    return table;
  }
}
