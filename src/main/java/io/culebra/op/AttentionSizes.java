package io.culebra.op;

import io.culebra.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * The sizes of one {@link Attention}, whichever form its inputs have.
 *
 * @param batch sequences
 * @param queryHeads heads of Q
 * @param keyHeads heads of K and V; a multiple of them are those of Q
 * @param queries rows of Q per head
 * @param past keys that stand before those of K
 * @param fresh rows of K and V per head
 * @param size columns of Q and K per head
 * @param valueSize columns of V per head
 * @param flat whether Q and the result lie as batch x length x (heads * head size)
 * @param flatKeys whether K and V do
 */
public record AttentionSizes(
    long batch,
    long queryHeads,
    long keyHeads,
    long queries,
    long past,
    long fresh,
    long size,
    long valueSize,
    boolean flat,
    boolean flatKeys) {
  /**
   * The sizes of a step.
   *
   * @param past the shape of the past keys, or null where there are none
   */
  public static AttentionSizes of(
      Attention op, Shape query, Shape key, Shape value, @Nullable Shape past) {
    boolean flat = query.rank() == 3;
    boolean flatKeys = key.rank() == 3;
    long queryHeads = flat ? op.queryHeads() : query.size(1);
    long keyHeads = flatKeys ? op.keyHeads() : key.size(1);
    return new AttentionSizes(
        query.size(0),
        queryHeads,
        keyHeads,
        query.size(-2),
        past == null ? 0 : past.size(2),
        key.size(-2),
        query.size(-1) / (flat ? queryHeads : 1),
        value.size(-1) / (value.rank() == 3 ? keyHeads : 1),
        flat,
        flatKeys);
  }

  /** Keys per head, past ones included. */
  public long keys() {
    return past + fresh;
  }

  /** How many heads of Q share one of K and V. */
  public long group() {
    return queryHeads / keyHeads;
  }
}
