package io.culebra.kernel;

import io.culebra.op.Attention;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One step of Attention with seeded shapes, attributes and numbers, for tests.
 *
 * @param op the operator
 * @param inputs its seven inputs, null where one is left out
 */
public record AttentionCase(Attention op, List<@Nullable Tensor> inputs) {
  /**
   * Any form of the operator; every query takes part of the first key at least.
   *
   * @param wholeRows whether a mask has a row for each query, as ONNX Runtime wants it, rather than
   *     one for all of them in some cases
   */
  public static AttentionCase random(long seed, boolean wholeRows) {
    return new Maker(new Random(seed), wholeRows).make();
  }

  /** The step, with its first {@code outputs} outputs. */
  public Specs specs(int outputs) {
    Specs specs = Specs.of(op).outputs(outputs);
    for (Tensor input : inputs) {
      if (input == null) {
        specs.absent();
      } else {
        specs.input(input);
      }
    }
    return specs;
  }

  @Override
  public String toString() {
    return op
        + " of "
        + inputs.stream().map(t -> t == null ? "none" : t.type().toString()).toList();
  }

  private static final class Maker {
    private final Random random;
    private final boolean wholeRows;
    private final int batch;
    private final int keyHeads;
    private final int heads;
    private final int queries;
    private final int fresh;
    private final int size;
    private final int valueSize;
    private final boolean flat;

    Maker(Random random, boolean wholeRows) {
      this.random = random;
      this.wholeRows = wholeRows;
      batch = 1 + random.nextInt(3);
      keyHeads = 1 + random.nextInt(3);
      heads = keyHeads * (1 + random.nextInt(3));
      queries = random.nextInt(3) == 0 ? 1 : 1 + random.nextInt(40);
      fresh = 1 + random.nextInt(60);
      size = 1 + random.nextInt(40);
      valueSize = random.nextBoolean() ? size : 1 + random.nextInt(40);
      flat = random.nextBoolean();
    }

    AttentionCase make() {
      boolean causal = random.nextInt(3) == 0;
      int kind = random.nextInt(3);
      int past = kind == 1 ? 1 + random.nextInt(30) : 0;
      boolean counted = kind == 2 && (!causal || queries <= fresh);
      List<@Nullable Tensor> inputs = new ArrayList<>();
      inputs.add(rows(heads, queries, size));
      inputs.add(rows(keyHeads, fresh, size));
      inputs.add(rows(keyHeads, fresh, valueSize));
      inputs.add(mask(past + fresh));
      inputs.add(past == 0 ? null : normal(batch, keyHeads, past, size));
      inputs.add(past == 0 ? null : normal(batch, keyHeads, past, valueSize));
      inputs.add(counted ? counts(causal ? queries : 1) : null);
      Attention op =
          new Attention(
              causal,
              flat ? heads : 0,
              flat ? keyHeads : 0,
              random.nextBoolean() ? 0.3f : null,
              random.nextInt(3) == 0 ? 1.5f : 0,
              random.nextInt(4));
      return new AttentionCase(op, inputs);
    }

    private Tensor rows(int heads, int rows, int size) {
      return flat ? normal(batch, rows, (long) heads * size) : normal(batch, heads, rows, size);
    }

    private Tensor normal(long... sizes) {
      return Tensors.normal(random.nextLong(), sizes);
    }

    private Tensor counts(int least) {
      return Tensor.of(random.longs(batch, least, fresh + 1L).toArray(), batch);
    }

    private @Nullable Tensor mask(int keys) {
      int kind = random.nextInt(3);
      if (kind == 0) {
        return null;
      }
      int rank = 2 + random.nextInt(3);
      long[] full = {batch, heads, queries, keys};
      long[] sizes = new long[rank];
      int count = 1;
      for (int i = 0; i < rank; i++) {
        sizes[i] =
            i == rank - 1 || random.nextBoolean() || (wholeRows && i == rank - 2)
                ? full[4 - rank + i]
                : 1;
        count *= (int) sizes[i];
      }
      if (kind == 1) {
        Tensor added = normal(sizes);
        for (int i = 0; i < count; i++) {
          if (i % keys != 0 && random.nextInt(4) == 0) {
            added.segment().setAtIndex(ValueLayout.JAVA_FLOAT, i, Float.NEGATIVE_INFINITY);
          }
        }
        return added;
      }
      Tensor taken = Tensor.allocate(DataType.BOOL, Shape.of(sizes));
      for (int i = 0; i < count; i++) {
        boolean takes = i % keys == 0 || random.nextInt(3) > 0;
        taken.segment().set(ValueLayout.JAVA_BYTE, i, (byte) (takes ? 1 : 0));
      }
      return taken;
    }
  }
}
