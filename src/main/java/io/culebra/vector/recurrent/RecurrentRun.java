package io.culebra.vector.recurrent;

import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.Team;
import io.culebra.vector.gemm.Floats;
import io.culebra.vector.gemm.GemmPlan;
import java.lang.foreign.ValueLayout;

/**
 * A recurrent step with the addresses of one lane. Directions go through their sequences side by
 * side; where a direction is cut into slices, the threads meet after every phase of a time step.
 */
final class RecurrentRun implements Invocation {
  private static final int LENGTHS = 4;
  private static final int FIRST_STATE = 5;

  /** Enough time steps for everything to be called. */
  private static final int SAMPLE_STEPS = 3;

  private final RecurrentKernel kernel;
  private final Binding binding;
  private final Sizes sizes;
  private final UnitSlices slices;
  private final Products products;
  private final int phases;
  private final long row;
  private final long stateRow;
  private final Team.Task project = this::project;
  private final Team.Task goThrough = this::goThrough;
  private final Team.Task takePart = this::takePart;
  private long lengths;
  private int steps;
  private int step;
  private int phase;

  RecurrentRun(RecurrentKernel kernel, Binding binding) {
    this.kernel = kernel;
    this.binding = binding;
    sizes = kernel.sizes();
    slices = kernel.slices();
    products = kernel.products();
    phases = kernel.cell(0).phases().size();
    row = (long) kernel.order().columns() * Float.BYTES;
    stateRow = (long) slices.padded() * Float.BYTES;
  }

  @Override
  public void run() {
    lengths = kernel.spec().hasInput(LENGTHS) ? binding.input(LENGTHS) : 0;
    steps = sizes.steps();
    checkLengths();
    kernel.weights().pack(binding);
    Team team = binding.team();
    team.run(sizes.ways() * products.input().tasks(), project);
    start();
    if (slices.count() == 1) {
      team.run(sizes.ways(), goThrough);
    } else {
      for (step = 0; step < steps; step++) {
        for (phase = 0; phase < phases; phase++) {
          team.run(sizes.ways() * slices.count(), takePart);
        }
      }
    }
    end();
  }

  /** Some of the work, for the lane's thread alone, on memory that holds anything. */
  void runSample() {
    lengths = 0;
    steps = Math.min(SAMPLE_STEPS, sizes.steps());
    kernel.weights().pack(binding);
    project(0, 0);
    start();
    for (step = 0; step < steps; step++) {
      for (int part = 0; part < sizes.ways() * slices.count(); part++) {
        for (phase = 0; phase < phases; phase++) {
          takePart(part, 0);
        }
      }
    }
    end();
  }

  private void checkLengths() {
    for (int item = 0; lengths != 0 && item < sizes.batch(); item++) {
      int length = length(item);
      if (length < 0 || length > sizes.steps()) {
        throw kernel
            .spec()
            .invalid(LENGTHS, "a sequence of length " + length + " in " + sizes.steps() + " steps");
      }
    }
  }

  private int length(int item) {
    return lengths == 0
        ? sizes.steps()
        : ALL.get(ValueLayout.JAVA_INT_UNALIGNED, lengths - BASE + (long) item * Integer.BYTES);
  }

  /** A share of the products of all places with W. */
  private void project(int index, int worker) {
    GemmPlan plan = products.input();
    int way = index / plan.tasks();
    plan.run(
        index % plan.tasks(),
        binding.input(0),
        kernel.weights().input(binding, way),
        binding.scratch() + kernel.workspace().inputSums(way),
        kernel.weights().inputBias(binding, way),
        0,
        0,
        binding.scratch() + kernel.workspace().worker(worker));
  }

  /** Brings the first states, or zeros, to where the first step finds them. */
  private void start() {
    for (int way = 0; way < sizes.ways(); way++) {
      start(FIRST_STATE, way, binding.scratch() + kernel.workspace().states(way, 0));
      start(FIRST_STATE + 1, way, binding.scratch() + kernel.workspace().extras(way));
    }
  }

  private void start(int input, int way, long target) {
    long source = kernel.spec().hasInput(input) ? binding.input(input) : 0;
    for (int item = 0; item < sizes.batch(); item++) {
      long to = target + item * stateRow;
      Floats.zero(to, slices.padded());
      if (source != 0) {
        Floats.copy(source + place(way, item), to, sizes.hidden());
      }
    }
  }

  /** Where the state of an item is in first and last states. */
  private long place(int way, int item) {
    return ((long) way * sizes.batch() + item) * sizes.hidden() * Float.BYTES;
  }

  private void goThrough(int way, int worker) {
    for (int i = 0; i < steps; i++) {
      for (int j = 0; j < phases; j++) {
        take(way, 0, i, j, worker);
      }
    }
  }

  private void takePart(int index, int worker) {
    take(index / slices.count(), index % slices.count(), step, phase, worker);
  }

  /** One phase of a time step in one direction for a slice of the units. */
  private void take(int way, int slice, int at, int part, int worker) {
    Workspace workspace = kernel.workspace();
    PackedWeights weights = kernel.weights();
    long scratch = binding.scratch();
    long column = (long) products.column(slice, part) * Float.BYTES;
    long multiplied = part == 0 ? workspace.states(way, at) : workspace.extras(way);
    GemmPlan plan = products.recurrence(slice, part);
    for (int task = 0; task < plan.tasks(); task++) {
      plan.run(
          task,
          scratch + multiplied,
          weights.recurrence(binding, way, slice, part),
          scratch + workspace.sums(way) + column,
          weights.stateBias(binding, way) + column,
          0,
          0,
          scratch + workspace.worker(worker));
    }
    for (int item = 0; item < sizes.batch(); item++) {
      if (at < length(item)) {
        apply(way, slice, at, part, item);
      } else if (part == phases - 1) {
        skip(way, slice, at, item);
      }
    }
  }

  private void apply(int way, int slice, int at, int part, int item) {
    Workspace workspace = kernel.workspace();
    long scratch = binding.scratch();
    int place = kernel.isBackwards(way) ? length(item) - 1 - at : at;
    long first = (long) kernel.order().first(slice) * Float.BYTES;
    long unit = item * stateRow + (long) slices.first(slice) * Float.BYTES;
    long next = scratch + workspace.states(way, at + 1) + unit;
    kernel
        .cell(way)
        .apply(
            part,
            scratch + workspace.sums(way) + item * row + first,
            scratch
                + workspace.inputSums(way)
                + ((long) place * sizes.batch() + item) * row
                + first,
            scratch + workspace.states(way, at) + unit,
            next,
            scratch + workspace.extras(way) + unit,
            kernel.weights().peepholes(binding, way, slice),
            (long) slices.padded(slice) * Float.BYTES);
    if (part == phases - 1 && binding.output(0) != 0) {
      Floats.copy(next, output(way, slice, place, item), slices.units(slice));
    }
  }

  /** A time step behind the end of a sequence. */
  private void skip(int way, int slice, int at, int item) {
    long unit = item * stateRow + (long) slices.first(slice) * Float.BYTES;
    long scratch = binding.scratch() + unit;
    Floats.copy(
        scratch + kernel.workspace().states(way, at),
        scratch + kernel.workspace().states(way, at + 1),
        slices.padded(slice));
    if (binding.output(0) != 0) {
      Floats.zero(output(way, slice, at, item), slices.units(slice));
    }
  }

  /** Where a slice of the state at a place of a sequence goes. */
  private long output(int way, int slice, int place, int item) {
    long at = ((long) place * sizes.ways() + way) * sizes.batch() + item;
    return binding.output(0) + (at * sizes.hidden() + slices.first(slice)) * Float.BYTES;
  }

  private void end() {
    for (int way = 0; way < sizes.ways(); way++) {
      end(1, way, binding.scratch() + kernel.workspace().states(way, steps));
      end(2, way, binding.scratch() + kernel.workspace().extras(way));
    }
  }

  /** Brings the last states to an output, if it is there; those of empty sequences are 0. */
  private void end(int output, int way, long source) {
    boolean wanted =
        output < kernel.spec().outputs().size() && kernel.spec().outputs().get(output) != null;
    for (int item = 0; wanted && item < sizes.batch(); item++) {
      long to = binding.output(output) + place(way, item);
      if (length(item) == 0) {
        Floats.zero(to, sizes.hidden());
      } else {
        Floats.copy(source + item * stateRow, to, sizes.hidden());
      }
    }
  }
}
