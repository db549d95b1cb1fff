package io.culebra.onednn;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Footprint;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Operand;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A primitive with post-ops that lose NaN or infinities, and beside it, made when it is first
 * needed, the same primitive without them, which plain loops follow.
 */
final class FiniteKernel implements Kernel {
  private static final long ALIGNMENT = 64;

  private final KernelSpec spec;
  private final Kernel fast;
  private final Supplier<Kernel> exactMaker;
  private final long exactScratch;
  private final KernelContext context;
  private final Footprint footprint;
  private @Nullable Kernel exact;
  private boolean closed;

  /**
   * @param fast closed with this kernel
   * @param exactMaker makes the kernel of the step {@linkplain ExactPostOps#before without} those
   *     post-ops
   * @param exactScratch the scratch that it needs
   * @param context lends the weights that it reads as they are
   */
  FiniteKernel(
      KernelSpec spec,
      Kernel fast,
      Supplier<Kernel> exactMaker,
      long exactScratch,
      KernelContext context) {
    this.spec = spec;
    this.fast = fast;
    this.exactMaker = exactMaker;
    this.exactScratch = exactScratch;
    this.context = context;
    Footprint own = fast.footprint();
    this.footprint =
        new Footprint(own.reads(), own.writes(), Math.max(own.scratch(), exactBytes()));
  }

  private long exactBytes() {
    return ExactPostOps.readInputs(spec) ? resultOffset() + spec.output().bytes() : exactScratch;
  }

  private long resultOffset() {
    return (exactScratch + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  @Override
  public Footprint footprint() {
    return footprint;
  }

  @Override
  public long nativeBytes() {
    return fast.nativeBytes();
  }

  @Override
  public int inPlaceInput() {
    return fast.inPlaceInput();
  }

  @Override
  public boolean needsFinite() {
    return true;
  }

  private synchronized Kernel exact() {
    if (closed) {
      throw new IllegalStateException(spec.node() + " has been closed");
    }
    if (exact == null) {
      exact = exactMaker.get();
    }
    return exact;
  }

  @Override
  public Invocation bind(Binding binding) {
    return new TwoWays(fast.bind(binding), binding);
  }

  @Override
  public synchronized void close() {
    closed = true;
    fast.close();
    if (exact != null) {
      exact.close();
      exact = null;
    }
  }

  private final class TwoWays implements Invocation {
    private final Invocation fastRun;
    private final Binding binding;
    private @Nullable Exact exactRun;

    TwoWays(Invocation fastRun, Binding binding) {
      this.fastRun = fastRun;
      this.binding = binding;
    }

    @Override
    public void run() {
      fastRun.run();
    }

    @Override
    public void runExact() {
      Exact run = exactRun;
      if (run == null) {
        run = new Exact(exact(), binding);
        exactRun = run;
      }
      run.run();
    }

    @Override
    public void addressesChanged() {
      fastRun.addressesChanged();
    }

    @Override
    public void close() {
      fastRun.close();
      if (exactRun != null) {
        exactRun.close();
        exactRun = null;
      }
    }
  }

  /** The primitive without post-ops and the loops, bound to a lane. */
  private final class Exact implements AutoCloseable {
    private final Binding binding;
    private final Binding base;
    private final Invocation baseRun;
    private final ExactPostOps postOps;

    /** Constants that the fast way has in another form; 0 for what both read. */
    private final long[] weights;

    Exact(Kernel kernel, Binding binding) {
      this.binding = binding;
      KernelSpec before = ExactPostOps.before(spec);
      this.base =
          new Binding(
              before,
              new long[before.inputs().size()],
              new long[before.outputs().size()],
              binding.scratch(),
              binding.team());
      this.weights = new long[before.inputs().size()];
      for (int i = 0; i < weights.length; i++) {
        boolean isMissing = footprint.reads()[i] == 0 && kernel.footprint().reads()[i] > 0;
        Operand input = before.inputs().get(i);
        if (isMissing && input != null && input.constant() != null) {
          weights[i] = context.plain(input.constant()).address();
        }
      }
      moveBase();
      this.baseRun = kernel.bind(base);
      this.postOps = new ExactPostOps(spec, binding);
    }

    private void moveBase() {
      for (int i = 0; i < weights.length; i++) {
        base.setInput(i, weights[i] != 0 ? weights[i] : binding.input(i));
      }
      base.setOutput(
          0,
          ExactPostOps.readInputs(spec) ? binding.scratch() + resultOffset() : binding.output(0));
    }

    void run() {
      moveBase();
      baseRun.addressesChanged();
      baseRun.run();
      postOps.run(base.output(0));
    }

    @Override
    public void close() {
      baseRun.close();
    }
  }
}
