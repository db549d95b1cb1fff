package io.culebra.vector.gemm;

import io.culebra.vector.codegen.End;
import io.culebra.vector.codegen.Kernels;
import io.culebra.vector.codegen.MicroKernelSpec;
import io.culebra.vector.codegen.RowBlock;
import io.culebra.vector.codegen.Start;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one product {@code C = epilogue(clamp(bias + residual + A B))} of fixed shape is computed.
 * Immutable and safe for any number of threads; it holds no data, addresses come with each run.
 *
 * <p>The work is cut into independent tasks: a run is complete when {@link #run} was called for
 * each of them, in any order, by any threads, each thread with scratch of its own. Nothing is
 * allocated on the heap.
 */
public final class GemmPlan {
  private final GemmSpec spec;
  private final PanelLayout layout;
  private final WorkSplit split;
  private final List<Phase> phases = new ArrayList<>();
  private final long panelScratch;

  /**
   * Plans a product.
   *
   * @param spec the product
   * @param threads how many threads will share it
   */
  public GemmPlan(GemmSpec spec, int threads) {
    this.spec = spec;
    layout = new PanelLayout(spec.k(), spec.n(), spec.tile());
    int rows = spec.tile().rowsPerTile(spec.m());
    split = WorkSplit.of(spec.m(), rows, layout.panels(), threads);
    int last = layout.blocks() - 1;
    for (int block = 0; block <= last; block++) {
      boolean adds = block > 0 || spec.residual();
      boolean clamps = block == last && spec.isClamped();
      boolean biased = block == 0 && spec.bias();
      Start start = biased ? Start.BIAS : Start.ZERO;
      if (adds && spec.tile().mayStartFromC(rows)) {
        start = biased ? Start.C_AND_BIAS : Start.C;
      }
      End end = clamps && (!adds || start.readsC()) ? End.CLAMP : End.STORE;
      phases.add(
          new Phase(
              new MicroKernelSpec(spec.tile(), rows, start, end),
              adds,
              clamps ? spec.low() : Float.NEGATIVE_INFINITY,
              clamps ? spec.high() : Float.POSITIVE_INFINITY));
    }
    panelScratch = align(phases.getFirst().scratchBytes(split.maxRows()));
  }

  /** The form that B has to be packed into. */
  public PanelLayout layout() {
    return layout;
  }

  /** The kernels that runs call. */
  public List<MicroKernelSpec> kernels() {
    return phases.stream().map(Phase::kernelSpec).distinct().toList();
  }

  /**
   * Waits until C2 has compiled what runs call, or for {@code limitNanos} per kernel.
   *
   * @return whether all of it is compiled
   */
  public boolean warm(long limitNanos) {
    boolean warm = DriverWarmUp.once(spec.rows());
    for (MicroKernelSpec kernel : kernels()) {
      warm &= Kernels.warm(kernel, limitNanos);
    }
    return warm;
  }

  /** The number of independent tasks. */
  public int tasks() {
    return split.tasks();
  }

  /** The bytes of scratch that each thread needs, aligned to 64 bytes. */
  public long scratchBytes() {
    return panelScratch + (split.maxRows() + RowBlock.SPARE_ROWS) * RowBlock.STRIDE_BYTES;
  }

  /**
   * Does one task. Nothing is checked: the addresses have to be those of operands of the planned
   * shape.
   *
   * @param task 0 to {@link #tasks} - 1
   * @param a the operand that the {@link RowSource} reads
   * @param b packed B
   * @param c the first element of C
   * @param bias {@code n} floats; ignored if the product has none
   * @param residual the matrix of C's shape to add; ignored if the product has none
   * @param operand passed on to the {@link Epilogue}; ignored if the product has none
   * @param scratch the calling thread's scratch
   */
  public void run(
      int task, long a, long b, long c, long bias, long residual, long operand, long scratch) {
    int rowBlock = task / split.groups();
    int group = task % split.groups();
    int row = split.firstRow(rowBlock);
    int rows = split.firstRow(rowBlock + 1) - row;
    int lastPanel = split.firstPanel(group + 1);
    long cStride = spec.cStride() * Float.BYTES;
    long cRow = c + row * cStride;
    long block = scratch + panelScratch;
    for (int i = 0; i < phases.size(); i++) {
      Phase phase = phases.get(i);
      int depth = layout.depth(i);
      long addend = i == 0 ? residual + row * spec.residualStride() * Float.BYTES : cRow;
      long addendStride = i == 0 ? spec.residualStride() * Float.BYTES : cStride;
      spec.rows().gather(a, row, rows, layout.start(i), depth, block);
      for (int panel = split.firstPanel(group); panel < lastPanel; panel++) {
        int column = panel * spec.tile().columns();
        int columns = layout.columns(panel);
        long offset = (long) column * Float.BYTES;
        phase.multiply(
            rows,
            columns,
            block,
            b + layout.offset(i, panel),
            depth,
            cRow + offset,
            cStride,
            addend + offset,
            addendStride,
            bias + offset,
            scratch);
        if (i == phases.size() - 1) {
          finish(cRow + offset, cStride, row, rows, column, columns, operand);
        }
      }
    }
  }

  private void finish(
      long c, long stride, int row, int rows, int column, int columns, long operand) {
    @Nullable Epilogue epilogue = spec.epilogue();
    if (epilogue != null) {
      epilogue.apply(c, stride, row, rows, column, columns, operand);
    }
  }

  private static long align(long bytes) {
    return Math.ceilDiv(bytes, 64L) * 64;
  }
}
