package io.culebra.vector.attention;

import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import io.culebra.kernel.Binding;
import io.culebra.vector.codegen.End;
import io.culebra.vector.codegen.Kernels;
import io.culebra.vector.codegen.MicroKernel;
import io.culebra.vector.codegen.MicroKernelSpec;
import io.culebra.vector.codegen.RowBlock;
import io.culebra.vector.codegen.Start;
import io.culebra.vector.codegen.Tile;
import io.culebra.vector.gemm.PanelLayout;
import io.culebra.vector.work.FloatRuns;
import java.util.List;

/**
 * Many queries: a block of them against one block of keys after the other. The softmax runs along
 * with the blocks (Milakov and Gimelshein, Online normalizer calculation for softmax, 2018; Dao et
 * al., FlashAttention, 2022): each row keeps the greatest score so far and the sum of exponentials,
 * and what was added up before is scaled when a greater score comes.
 *
 * <p>A task is a block of queries of one head. Where there are enough heads, it is all queries that
 * share a head of keys, which are then packed by the task itself; else all heads are packed first.
 */
final class BlockedAttention implements Work {
  /** The most queries of a block: their scores take about 110 KB. */
  private static final int MOST_ROWS = 48;

  /** The fewest tasks per thread that keep all threads busy. */
  private static final int TASKS_PER_THREAD = 2;

  private final RowLoops loops = RowLoops.SHARED;
  private final Heads heads;
  private final Blocks blocks;
  private final PackedHeads packed;
  private final MicroKernelSpec keyKernel;
  private final MicroKernelSpec valueKernel;
  private final MicroKernel scoring;
  private final MicroKernel weighing;
  private final int rowBlocks;
  private final int rows;
  private final boolean together;
  private final long rowBlockBytes;
  private final long resultStride;
  private final long resultBytes;

  BlockedAttention(Heads heads, int threads) {
    this.heads = heads;
    blocks = Blocks.of(heads.past(), heads.fresh());
    rowBlocks = Math.ceilDiv(heads.queries(), MOST_ROWS);
    rows = Math.ceilDiv(heads.queries(), rowBlocks);
    Tile keyTile = Tile.forColumns(blocks.largest());
    Tile valueTile = Tile.forColumns(heads.valueSize());
    packed = PackedHeads.of(heads, blocks, keyTile, valueTile);
    keyKernel = kernel(keyTile);
    valueKernel = kernel(valueTile);
    scoring = Kernels.get(keyKernel);
    weighing = Kernels.get(valueKernel);
    together = heads.batch() * heads.keyHeads() >= TASKS_PER_THREAD * threads || threads == 1;
    rowBlockBytes = (rows + RowBlock.SPARE_ROWS) * RowBlock.STRIDE_BYTES;
    int panels = Math.ceilDiv(heads.valueSize(), valueTile.columns());
    resultStride = (long) panels * valueTile.columns() * Float.BYTES;
    resultBytes = Blocks.align((rows + RowBlock.SPARE_ROWS) * resultStride);
  }

  private MicroKernelSpec kernel(Tile tile) {
    return new MicroKernelSpec(tile, tile.rowsPerTile(rows), Start.ZERO, End.STORE);
  }

  /** The kernels that runs call. */
  List<MicroKernelSpec> kernels() {
    return List.of(keyKernel, valueKernel);
  }

  @Override
  public int preparations() {
    return together ? 0 : heads.batch() * heads.keyHeads() * blocks.count();
  }

  @Override
  public void prepare(Binding binding, int task) {
    int head = task / blocks.count();
    int batch = head / heads.keyHeads();
    long target = binding.scratch() + head * packed.bytes();
    packed.pack(binding, batch, head % heads.keyHeads(), task % blocks.count(), target);
  }

  @Override
  public int tasks() {
    return together
        ? heads.batch() * heads.keyHeads()
        : heads.batch() * heads.queryHeads() * rowBlocks;
  }

  @Override
  public long sharedBytes() {
    return together ? 0 : (long) heads.batch() * heads.keyHeads() * packed.bytes();
  }

  @Override
  public long threadBytes() {
    long state = 2 * Blocks.rowBytes(rows);
    return 2 * rowBlockBytes + 2 * resultBytes + state + (together ? packed.bytes() : 0);
  }

  @Override
  public void run(Binding binding, int task, long shared, long own) {
    if (!together) {
      int head = task / rowBlocks % heads.queryHeads();
      int batch = task / rowBlocks / heads.queryHeads();
      long from = shared + (batch * heads.keyHeads() + head / heads.group()) * packed.bytes();
      attend(binding, batch, head, task % rowBlocks, from, own);
      return;
    }
    int batch = task / heads.keyHeads();
    int keyHead = task % heads.keyHeads();
    long target = own + threadBytes() - packed.bytes();
    for (int block = 0; block < blocks.count(); block++) {
      packed.pack(binding, batch, keyHead, block, target);
    }
    for (int i = 0; i < heads.group() * rowBlocks; i++) {
      int head = keyHead * heads.group() + i / rowBlocks;
      attend(binding, batch, head, i % rowBlocks, target, own);
    }
  }

  /** Does a block of queries of one head, whose keys and values lie packed at {@code from}. */
  private void attend(Binding binding, int batch, int head, int rowBlock, long from, long own) {
    int first = rowBlock * rows;
    int count = Math.min(rows, heads.queries() - first);
    int keys = heads.mask().keys(binding, batch, heads.keys());
    int reach = 0;
    for (int i = 0; i < count; i++) {
      reach = Math.max(reach, heads.mask().limit(binding, batch, head, first + i, keys));
    }
    gather(binding, batch, head, first, count, own);
    long scores = own + rowBlockBytes;
    long result = scores + rowBlockBytes;
    for (int block = 0; block < blocks.count() && blocks.first()[block] < reach; block++) {
      int depth = Math.min(blocks.size(block), reach - blocks.first()[block]);
      score(own, from, block, depth, count);
      for (int i = 0; i < count; i++) {
        int limit = heads.mask().limit(binding, batch, head, first + i, keys);
        soften(binding, batch, head, first + i, i, limit, block, depth, own);
      }
      weigh(scores, from, block, depth, count, block == 0 ? result : result + resultBytes);
      for (int i = 0; i < count && block > 0; i++) {
        long row = result + i * resultStride;
        FloatRuns.addScaled(row + resultBytes, 1, row, heads.valueSize());
      }
    }
    store(binding, batch, head, first, count, reach > 0, own);
  }

  private void gather(Binding binding, int batch, int head, int first, int count, long own) {
    long stride = heads.query().rowStride();
    long row = binding.input(0) + heads.query().offset(batch, head) + first * stride;
    for (int i = 0; i < count; i++) {
      long target = own + i * RowBlock.STRIDE_BYTES;
      FloatRuns.scale(row + i * stride, heads.factor(), target, heads.size());
      ALL.set(JAVA_FLOAT_UNALIGNED, maximum(own, i), Float.NEGATIVE_INFINITY);
      ALL.set(JAVA_FLOAT_UNALIGNED, sum(own, i), 0f);
    }
  }

  /** Where the greatest score of a row so far is kept, as an offset. */
  private long maximum(long own, int row) {
    return own + 2 * rowBlockBytes + 2 * resultBytes + (long) row * Float.BYTES - BASE;
  }

  /** Where the sum of a row's exponentials is kept, as an offset. */
  private long sum(long own, int row) {
    return maximum(own, row) + Blocks.rowBytes(rows);
  }

  private void score(long own, long from, int block, int depth, int count) {
    PanelLayout layout = packed.keys()[block];
    int width = layout.tile().columns();
    int tiles = Math.ceilDiv(count, keyKernel.rows());
    long b = from + packed.keyOffset(block);
    for (int panel = 0; panel * width < depth; panel++) {
      scoring.run(
          tiles,
          own,
          b + layout.offset(0, panel),
          heads.size(),
          own + rowBlockBytes + (long) panel * width * Float.BYTES,
          RowBlock.STRIDE_BYTES,
          0,
          0,
          0);
    }
  }

  /** Makes a row of scores of one block to exponentials. */
  private void soften(
      Binding binding,
      int batch,
      int head,
      int query,
      int row,
      int limit,
      int block,
      int depth,
      long own) {
    int first = blocks.first()[block];
    int count = Math.clamp(limit - first, 0, depth);
    long scores = own + rowBlockBytes + row * RowBlock.STRIDE_BYTES;
    if (heads.cap() != 0) {
      loops.cap(scores, count, heads.cap());
    }
    heads.mask().apply(binding, batch, head, query, first, count, scores);
    float greatest = loops.max(scores, count);
    boolean excluded = greatest == Float.NEGATIVE_INFINITY;
    if (excluded && (heads.literal() || !ScoreRows.hasNan(scores, count))) {
      clear(scores, count, depth, sum(own, row));
      return;
    }
    float before = ALL.get(JAVA_FLOAT_UNALIGNED, maximum(own, row));
    float max = Math.max(before, greatest);
    float total = loops.exponentials(scores, count, depth, max);
    if (block > 0) {
      float shrink = (float) Math.exp(before - max);
      total += shrink * ALL.get(JAVA_FLOAT_UNALIGNED, sum(own, row));
      if (shrink != 1) {
        long result = own + 2 * rowBlockBytes + row * resultStride;
        FloatRuns.scale(result, shrink, result, heads.valueSize());
      }
    }
    ALL.set(JAVA_FLOAT_UNALIGNED, maximum(own, row), max);
    ALL.set(JAVA_FLOAT_UNALIGNED, sum(own, row), total);
  }

  /** Lets no key of a block take part, whose scores are minus infinity or, if literal, NaN. */
  private void clear(long scores, int count, int depth, long sum) {
    if (heads.literal()) {
      float total = loops.exponentials(scores, count, depth, 0);
      ALL.set(JAVA_FLOAT_UNALIGNED, sum, total + ALL.get(JAVA_FLOAT_UNALIGNED, sum));
    } else {
      ScoreRows.clearRow(scores, depth);
    }
  }

  private void weigh(long scores, long from, int block, int depth, int count, long target) {
    PanelLayout layout = packed.values()[block];
    int width = layout.tile().columns();
    int tiles = Math.ceilDiv(count, valueKernel.rows());
    long b = from + packed.valueOffset(block);
    for (int panel = 0; panel < layout.panels(); panel++) {
      weighing.run(
          tiles,
          scores,
          b + layout.offset(0, panel),
          depth,
          target + (long) panel * width * Float.BYTES,
          resultStride,
          0,
          0,
          0);
    }
  }

  private void store(
      Binding binding, int batch, int head, int first, int count, boolean any, long own) {
    long stride = heads.result().rowStride();
    long target = binding.output(0) + heads.result().offset(batch, head) + first * stride;
    for (int i = 0; i < count; i++) {
      float total = any ? ALL.get(JAVA_FLOAT_UNALIGNED, sum(own, i)) : 0;
      if (total == 0 && !heads.literal()) {
        FloatRuns.clear(target + i * stride, heads.valueSize());
      } else {
        long row = own + 2 * rowBlockBytes + i * resultStride;
        FloatRuns.scale(row, 1 / total, target + i * stride, heads.valueSize());
      }
    }
  }
}
