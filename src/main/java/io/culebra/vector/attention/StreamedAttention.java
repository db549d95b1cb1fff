package io.culebra.vector.attention;

import io.culebra.kernel.Binding;
import io.culebra.vector.work.FloatRuns;

/** Few queries: keys and values are read once where they lie, all scores of a query at hand. */
final class StreamedAttention implements Work {
  private final RowLoops loops = RowLoops.SHARED;
  private final Heads heads;
  private final int headsPerTask;

  StreamedAttention(Heads heads, int threads) {
    this.heads = heads;
    headsPerTask = heads.batch() * heads.keyHeads() >= threads ? heads.group() : 1;
  }

  @Override
  public int tasks() {
    return heads.batch() * heads.queryHeads() / headsPerTask;
  }

  @Override
  public long threadBytes() {
    return Blocks.rowBytes(heads.keys());
  }

  @Override
  public void run(Binding binding, int task, long shared, long own) {
    for (int i = task * headsPerTask; i < (task + 1) * headsPerTask; i++) {
      int batch = i / heads.queryHeads();
      int head = i % heads.queryHeads();
      int keys = heads.mask().keys(binding, batch, heads.keys());
      for (int query = 0; query < heads.queries(); query++) {
        one(binding, batch, head, query, keys, own);
      }
    }
  }

  private void one(Binding binding, int batch, int head, int query, int keys, long scores) {
    long target =
        binding.output(0) + heads.result().offset(batch, head) + query * heads.result().rowStride();
    int limit = heads.mask().limit(binding, batch, head, query, keys);
    FloatRuns.clear(target, heads.valueSize());
    if (limit == 0) {
      return;
    }
    int keyHead = head / heads.group();
    int before = Math.min(limit, heads.past());
    score(binding, batch, head, query, before, limit, scores);
    if (heads.cap() != 0) {
      loops.cap(scores, limit, heads.cap());
    }
    heads.mask().apply(binding, batch, head, query, 0, limit, scores);
    float max = loops.max(scores, limit);
    boolean excluded = max == Float.NEGATIVE_INFINITY && !heads.literal();
    if (excluded && !ScoreRows.hasNan(scores, limit)) {
      return;
    }
    float sum = loops.exponentials(scores, limit, limit, max);
    if (before > 0) {
      long values = binding.input(Heads.PAST_VALUES) + heads.pastValue().offset(batch, keyHead);
      long stride = heads.pastValue().rowStride();
      loops.addWeighted(scores, before, values, stride, target, heads.valueSize());
    }
    long weights = scores + (long) before * Float.BYTES;
    long values = binding.input(2) + heads.value().offset(batch, keyHead);
    long stride = heads.value().rowStride();
    loops.addWeighted(weights, limit - before, values, stride, target, heads.valueSize());
    FloatRuns.scale(target, 1 / sum, target, heads.valueSize());
  }

  private void score(
      Binding binding, int batch, int head, int query, int before, int limit, long scores) {
    int keyHead = head / heads.group();
    long row =
        binding.input(0) + heads.query().offset(batch, head) + query * heads.query().rowStride();
    if (before > 0) {
      long keys = binding.input(Heads.PAST_KEYS) + heads.pastKey().offset(batch, keyHead);
      long stride = heads.pastKey().rowStride();
      loops.dots(row, heads.size(), heads.factor(), keys, stride, before, scores);
    }
    long keys = binding.input(1) + heads.key().offset(batch, keyHead);
    long to = scores + (long) before * Float.BYTES;
    int count = limit - before;
    loops.dots(row, heads.size(), heads.factor(), keys, heads.key().rowStride(), count, to);
  }
}
