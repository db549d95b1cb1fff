package io.culebra.vector.conv.winograd;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Footprint;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Team;
import io.culebra.vector.codegen.Kernels;
import io.culebra.vector.work.PostOps;
import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A step made of tiles. Where there are enough of them, each thread takes whole blocks, with memory
 * of its own; where not, all threads share one block, and the three parts of the work follow each
 * other.
 *
 * <p>Beside it, made when it is first needed, there is the kernel for operands that are not finite.
 */
final class WinogradKernel implements Kernel {
  private static final int W = 1;
  private static final long ALIGNMENT = 64;

  /** A kernel that C2 has not compiled after this long is used as it is. */
  private static final long WARM_UP_NANOS = 3_000_000_000L;

  /** How many pieces of work there are for a thread in each part of a shared block. */
  private static final int PIECES = 4;

  private final Tiling tiling;
  private final TileWork work;
  private final Ending ending;
  private final MemorySegment filters;
  private final int bias;
  private final int tasks;
  private final int panels;
  private final int panelGroups;
  private final int positions;
  private final int tiles;
  private final boolean shared;
  private final long inputBytes;
  private final long productsBytes;
  private final long ownBytes;
  private final Footprint footprint;
  private final Supplier<Kernel> exactMaker;
  private @Nullable Kernel exact;
  private boolean closed;

  /**
   * Makes the kernel and warms what it calls.
   *
   * @param filters transformed
   * @param bias the input that is the bias; -1 for none
   * @param exactScratch the scratch of the exact kernel
   * @param exactMaker makes the exact kernel of the same step
   */
  WinogradKernel(
      KernelSpec spec,
      Tiling tiling,
      MemorySegment filters,
      int bias,
      long exactScratch,
      Supplier<Kernel> exactMaker) {
    this.tiling = tiling;
    this.filters = filters;
    this.bias = bias;
    this.exactMaker = exactMaker;
    ending = Ending.of(spec);
    work = new TileWork(tiling, ending.low(), ending.high());
    shared = spec.threads() > 1 && tiling.blocks() == 1;
    inputBytes = align(tiling.inputBytes());
    productsBytes = align(tiling.productsBytes());
    ownBytes = align(work.ownBytes());
    long blockBytes = inputBytes + productsBytes;
    long scratch =
        shared ? blockBytes + spec.threads() * ownBytes : spec.threads() * (blockBytes + ownBytes);
    footprint = Footprint.dense(spec, Math.max(scratch, exactScratch)).without(W);
    tasks = shared ? Math.min(tiling.tiles(), PIECES * spec.threads()) : tiling.blocks();
    tiles = tiling.tiles();
    positions = tiling.positions();
    panels = tiling.layout().panels();
    panelGroups = Math.min(panels, Math.ceilDiv(PIECES * spec.threads(), positions));
    tiling.kernels().stream().distinct().forEach(kernel -> Kernels.warm(kernel, WARM_UP_NANOS));
    TransformWarmUp.once(tiling.form());
  }

  private static long align(long bytes) {
    return Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
  }

  @Override
  public Footprint footprint() {
    return footprint;
  }

  /** A residual is read where, and just before, the output is written. */
  @Override
  public int inPlaceInput() {
    return ending.residual();
  }

  @Override
  public boolean needsFinite() {
    return true;
  }

  @Override
  public double growth() {
    return tiling.form().growth();
  }

  @Override
  public Invocation bind(Binding binding) {
    return new Run(binding);
  }

  private synchronized Kernel exact() {
    if (closed) {
      throw new IllegalStateException("the kernel has been closed");
    }
    if (exact == null) {
      exact = exactMaker.get();
    }
    return exact;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (exact != null) {
      exact.close();
      exact = null;
    }
  }

  private final class Run implements Invocation {
    private final Binding binding;
    private final Team.Task wholeBlock = this::wholeBlock;
    private final Team.Task transform = this::transform;
    private final Team.Task multiply = this::multiply;
    private final Team.Task finish = this::finish;
    private @Nullable Invocation exactRun;

    Run(Binding binding) {
      this.binding = binding;
    }

    @Override
    public void run() {
      Team team = binding.team();
      if (shared) {
        team.run(tasks, transform);
        team.run(positions * panelGroups, multiply);
        team.run(tasks, finish);
      } else {
        team.run(tasks, wholeBlock);
      }
    }

    private void wholeBlock(int index, int worker) {
      int first = firstTile(index);
      int last = firstTile(index + 1);
      long input = binding.scratch() + worker * (inputBytes + productsBytes + ownBytes);
      long products = input + inputBytes;
      long own = products + productsBytes;
      work.input(binding.input(0), first, first, last, input, own);
      for (int position = 0; position < positions; position++) {
        work.multiply(position, 0, panels, last - first, input, filters.address(), products);
      }
      output(first, first, last, products, own);
    }

    private void transform(int index, int worker) {
      work.input(
          binding.input(0),
          0,
          firstTile(index),
          firstTile(index + 1),
          binding.scratch(),
          own(worker));
    }

    private void multiply(int index, int worker) {
      int position = index / panelGroups;
      int group = index % panelGroups;
      work.multiply(
          position,
          group * panels / panelGroups,
          (group + 1) * panels / panelGroups,
          tiles,
          binding.scratch(),
          filters.address(),
          binding.scratch() + inputBytes);
    }

    private void finish(int index, int worker) {
      long products = binding.scratch() + inputBytes;
      output(0, firstTile(index), firstTile(index + 1), products, own(worker));
    }

    private int firstTile(int task) {
      return (int) ((long) tiles * task / tasks);
    }

    private long own(int worker) {
      return binding.scratch() + inputBytes + productsBytes + worker * ownBytes;
    }

    private void output(int block, int first, int last, long products, long own) {
      long y = binding.output(0);
      long biasAt = bias < 0 ? 0 : binding.input(bias);
      boolean adds = ending.residual() >= 0;
      long residual = adds ? binding.input(ending.residual()) - y : 0;
      for (int tile = first; tile < last; ) {
        int count = work.inSegment(tile, last);
        work.output(block, tile, count, products, biasAt, adds, residual, y, own);
        finishPixels(tile, count);
        tile += count;
      }
    }

    private void finishPixels(int tile, int count) {
      PostOps rest = ending.rest();
      if (rest != null) {
        long elements = (long) work.width(tile, count) * tiling.filters();
        for (int r = 0; r < work.height(tile); r++) {
          long pixel = work.pixel(tile) + (long) r * tiling.window().outputWidth();
          rest.run(binding, pixel * tiling.filters(), elements);
        }
      }
    }

    @Override
    public void runExact() {
      Invocation run = exactRun;
      if (run == null) {
        run = exact().bind(binding);
        exactRun = run;
      }
      run.run();
    }

    @Override
    public void addressesChanged() {
      if (exactRun != null) {
        exactRun.addressesChanged();
      }
    }

    @Override
    public void close() {
      if (exactRun != null) {
        exactRun.close();
        exactRun = null;
      }
    }
  }
}
