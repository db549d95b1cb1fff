package io.culebra.vector.recurrent;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Footprint;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.op.Recurrent;
import io.culebra.op.RecurrentDirection;
import io.culebra.vector.Lanes;
import io.culebra.vector.work.WarmUp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A recurrent step made ready. */
final class RecurrentKernel implements Kernel {
  /** From so many multiplications in one time step on, threads share it. */
  private static final long SHARED = 1 << 16;

  /** A kernel that C2 has not compiled after this long is used as it is. */
  private static final long WARM_UP_NANOS = 3_000_000_000L;

  private final KernelSpec spec;
  private final Sizes sizes;
  private final List<Cell> cells;
  private final boolean reversed;
  private final GateOrder order;
  private final Products products;
  private final PackedWeights weights;
  private final Workspace workspace;
  private final Footprint footprint;

  /**
   * Makes the kernel and warms what it calls.
   *
   * @param cells one for each direction
   */
  RecurrentKernel(KernelSpec spec, Recurrent op, List<Cell> cells, KernelContext context) {
    this.spec = spec;
    this.cells = List.copyOf(cells);
    Cell cell = cells.getFirst();
    sizes = Sizes.of(spec, op);
    reversed = op.direction() == RecurrentDirection.REVERSE;
    order = new GateOrder(new UnitSlices(sizes.hidden(), slices(spec, op, sizes)), cell.gates());
    products = new Products(sizes, order, cell.phases(), spec.hasInput(3), spec.threads());
    weights = new PackedWeights(spec, op, sizes, order, products, context);
    workspace =
        new Workspace(sizes, order, products.scratchBytes(), spec.threads(), weights.placeAt(0));
    footprint = Footprint.dense(spec, workspace.end()).without(weights.unread());
    products.warm(WARM_UP_NANOS);
    Sample sample = new Sample();
    WarmUp.run(spec, footprint, sample::run);
  }

  private static int slices(KernelSpec spec, Recurrent op, Sizes sizes) {
    long work = (long) sizes.batch() * sizes.hidden() * sizes.hidden() * op.gates();
    int threads = work < SHARED ? 1 : spec.threads() / sizes.ways();
    return Math.clamp(threads, 1, Math.ceilDiv(sizes.hidden(), Lanes.COUNT));
  }

  KernelSpec spec() {
    return spec;
  }

  Sizes sizes() {
    return sizes;
  }

  Cell cell(int way) {
    return cells.get(way);
  }

  /** Whether a direction goes from the end of a sequence to its start. */
  boolean isBackwards(int way) {
    return reversed || way == 1;
  }

  GateOrder order() {
    return order;
  }

  UnitSlices slices() {
    return order.slices();
  }

  Products products() {
    return products;
  }

  PackedWeights weights() {
    return weights;
  }

  Workspace workspace() {
    return workspace;
  }

  @Override
  public Footprint footprint() {
    return footprint;
  }

  @Override
  public Invocation bind(Binding binding) {
    return new RecurrentRun(this, binding);
  }

  /** Some time steps on memory of its own. */
  private final class Sample {
    private @Nullable RecurrentRun run;

    void run(Binding binding) {
      if (run == null) {
        run = new RecurrentRun(RecurrentKernel.this, binding);
      }
      run.runSample();
    }
  }
}
