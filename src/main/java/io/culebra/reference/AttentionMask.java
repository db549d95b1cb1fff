package io.culebra.reference;

import io.culebra.op.AttentionSizes;
import org.jspecify.annotations.Nullable;

/**
 * What is added to the scores of Attention: the mask, and minus infinity for keys that take no part
 * because of their place.
 *
 * @param mask bool or to be added, broadcasting to batch x heads x queries x keys, its last axis
 *     perhaps shorter; null for none
 * @param present how many keys each sequence has, or null for all
 */
record AttentionMask(
    AttentionSizes sizes, boolean causal, @Nullable Numbers mask, @Nullable Numbers present) {
  private static final double NEVER = Double.NEGATIVE_INFINITY;

  /** What is added to the score of a query of a head and a key. */
  double at(long sequence, long head, long query, long key) {
    long keys = present == null ? sizes.keys() : present.getLong(sequence);
    long before = present == null ? sizes.past() : keys - sizes.queries();
    if (key >= keys || (causal && key > query + before)) {
      return NEVER;
    }
    if (mask == null) {
      return 0;
    }
    int rank = mask.shape().rank();
    if (rank == 0) {
      return value(mask, 0);
    }
    if (key >= mask.size(-1)) {
      return mask.size(-1) == 1 ? at(sequence, head, query, 0) : NEVER;
    }
    long[] place = {sequence, head, query, key};
    long index = 0;
    for (int axis = 0; axis < rank; axis++) {
      if (mask.size(axis) > 1) {
        index += place[axis + 4 - rank] * mask.stride(axis);
      }
    }
    return value(mask, index);
  }

  private static double value(Numbers mask, long index) {
    if (mask.isFloat()) {
      return mask.get(index);
    }
    return mask.getLong(index) != 0 ? 0 : NEVER;
  }
}
