package io.culebra.vector.work;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Footprint;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Team;

/**
 * A kernel whose work falls into equal, independent units. Each makes the same number of elements
 * of the first output, one unit's after the other's in memory, so that post-ops can follow every
 * range of units while it is in the cache. Small work is done by the lane's thread alone.
 */
public final class RangeKernel implements Kernel {
  /** The output elements of one task. */
  private static final long TASK_ELEMENTS = 16384;

  /** The weight of a step, in elements, from which on threads share it. */
  private static final long SHARED_ELEMENTS = 32768;

  /** About how many elements of the output make half a sample of the work. */
  private static final long SAMPLE_ELEMENTS = 512;

  private static final long ALIGNMENT = 64;

  private final Body body;
  private final PostOps postOps;
  private final long units;
  private final long elementsPerUnit;
  private final long unitsPerTask;
  private final Footprint footprint;
  private final long workerScratch;
  private final int inPlaceInput;
  private final boolean shared;

  private RangeKernel(Builder builder) {
    KernelSpec spec = builder.spec;
    body = builder.body;
    postOps = PostOps.of(spec);
    units = builder.units;
    elementsPerUnit = units == 0 ? 0 : spec.output().shape().elements() / units;
    long weight = Math.max(1, elementsPerUnit * builder.weight);
    long largest = Math.max(1, TASK_ELEMENTS / weight);
    long fair = Math.max(1, Math.ceilDiv(units, 4L * spec.threads()));
    unitsPerTask = align(Math.min(largest, spec.threads() == 1 ? largest : fair));
    workerScratch = Math.ceilDiv(builder.scratch, ALIGNMENT) * ALIGNMENT;
    footprint = Footprint.dense(spec, workerScratch * spec.threads()).without(builder.unread);
    inPlaceInput = builder.inPlaceInput;
    shared = spec.threads() > 1 && units * weight >= SHARED_ELEMENTS && units > 1;
  }

  /** Elements are cut at cache lines. */
  private long align(long count) {
    return elementsPerUnit == 1 ? Math.ceilDiv(count, ALIGNMENT) * ALIGNMENT : count;
  }

  /**
   * A kernel for this step.
   *
   * @param units how many units there are; they share the elements of the first output evenly
   * @param body what is done
   */
  public static Builder of(KernelSpec spec, long units, Body body) {
    return new Builder(spec, units, body);
  }

  @Override
  public Footprint footprint() {
    return footprint;
  }

  @Override
  public int inPlaceInput() {
    return inPlaceInput;
  }

  @Override
  public Invocation bind(Binding binding) {
    return new Run(binding);
  }

  /** Does some of the first and of the last units, for the lane's thread alone. */
  void runSample(Binding binding) {
    long most = elementsPerUnit == 0 ? 0 : Math.max(1, SAMPLE_ELEMENTS / elementsPerUnit);
    long count = Math.min(units, most);
    run(binding, 0, count, 0);
    run(binding, units - count, units, 0);
  }

  private void run(Binding binding, long from, long to, int worker) {
    body.run(binding, from, to, binding.scratch() + worker * workerScratch);
    postOps.run(binding, from * elementsPerUnit, (to - from) * elementsPerUnit);
  }

  private final class Run implements Invocation, Team.Task {
    private final Binding binding;

    Run(Binding binding) {
      this.binding = binding;
    }

    @Override
    public void run() {
      int tasks = Math.toIntExact(Math.ceilDiv(units, unitsPerTask));
      if (shared) {
        binding.team().run(tasks, this);
        return;
      }
      for (int task = 0; task < tasks; task++) {
        run(task, 0);
      }
    }

    @Override
    public void run(int index, int worker) {
      long from = index * unitsPerTask;
      long to = Math.min(units, from + unitsPerTask);
      RangeKernel.this.run(binding, from, to, worker);
    }
  }

  /** What there is to say of a kernel. */
  public static final class Builder {
    private final KernelSpec spec;
    private final long units;
    private final Body body;
    private long weight = 1;
    private long scratch;
    private int inPlaceInput = -1;
    private int[] unread = {};

    private Builder(KernelSpec spec, long units, Body body) {
      this.spec = spec;
      this.units = units;
      this.body = body;
    }

    /** How many operations, or elements read, one element of the output takes; 1 unless told. */
    public Builder weight(long operations) {
      weight = Math.max(1, operations);
      return this;
    }

    /** The bytes of scratch that each worker needs. */
    public Builder scratch(long bytes) {
      scratch = bytes;
      return this;
    }

    /** The input that the output may overwrite, if they have the same size and no post-op reads. */
    public Builder inPlace(int input) {
      boolean sameSize = spec.input(input).bytes() == spec.output().bytes();
      inPlaceInput = sameSize ? input : -1;
      return this;
    }

    /** The inputs that a run does not read. */
    public Builder unread(int... inputs) {
      unread = inputs.clone();
      return this;
    }

    /** The kernel, warmed up. */
    public Kernel build() {
      RangeKernel kernel = new RangeKernel(this);
      WarmUp.run(spec, kernel.footprint(), kernel::runSample);
      return kernel;
    }
  }
}
