package io.culebra.plan;

import io.culebra.kernel.Kernel;
import io.culebra.select.Timings;
import io.culebra.tensor.HeapTrimmer;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A graph made ready for concrete shapes: the steps in order, their kernels, and where every buffer
 * lies in the arena. Immutable but for its reference count, and shared by threads.
 *
 * <p>Whoever holds a plan has retained it; the last {@link #release} gives kernels and weights
 * back.
 */
public final class Plan {
  private final List<Step> steps;
  private final List<TensorType> inputs;
  private final List<TensorType> outputs;
  private final List<Buffer> arenaBuffers;
  private final long arenaBytes;
  private final int[] inPlace;
  private final long scratchBytes;
  private final WeightStore.Lease lease;
  private final AtomicInteger holders = new AtomicInteger(1);
  private volatile boolean retired;

  private Plan(
      List<Step> steps,
      List<TensorType> inputs,
      List<TensorType> outputs,
      List<Buffer> arenaBuffers,
      long arenaBytes,
      int[] inPlace,
      WeightStore.Lease lease) {
    this.steps = List.copyOf(steps);
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.arenaBuffers = arenaBuffers;
    this.arenaBytes = arenaBytes;
    this.inPlace = inPlace;
    this.scratchBytes =
        steps.stream().mapToLong(step -> step.kernel().footprint().scratch()).max().orElse(0);
    this.lease = lease;
  }

  /** Places the buffers of these steps; the plan takes steps and lease over. */
  static Plan of(
      List<Step> steps,
      List<TensorType> inputs,
      List<TensorType> outputs,
      WeightStore.Lease lease) {
    for (int i = 0; i < steps.size(); i++) {
      noteUse(steps.get(i).inputs(), i);
      noteUse(steps.get(i).outputs(), i);
      for (Buffer output : steps.get(i).outputs()) {
        if (output != null) {
          output.writtenBy(i);
        }
      }
    }
    int[] inPlace = InPlace.ofCaller(steps, outputs.size());
    if (!NativeMemory.CHECKED) {
      InPlace.share(steps);
    }
    Set<Buffer> roots = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Buffer> inArena = new ArrayList<>();
    for (Step step : steps) {
      for (Buffer buffer : step.outputs()) {
        if (buffer != null && buffer.place() == Buffer.Place.ARENA && roots.add(buffer.root())) {
          inArena.add(buffer.root());
        }
      }
    }
    long arenaBytes = ArenaLayout.place(inArena);
    OverwriteProof.check(steps, inPlace);
    return new Plan(steps, inputs, outputs, inArena, arenaBytes, inPlace, lease);
  }

  private static void noteUse(List<@Nullable Buffer> buffers, int step) {
    for (Buffer buffer : buffers) {
      if (buffer != null) {
        buffer.usedBy(step);
      }
    }
  }

  /** The steps in order. */
  List<Step> steps() {
    return steps;
  }

  /** The type of every input. */
  public List<TensorType> inputs() {
    return inputs;
  }

  /** The type of every output. */
  public List<TensorType> outputs() {
    return outputs;
  }

  /** Whether the caller may give the same tensor for this input and this output. */
  boolean isInPlace(int input, int output) {
    return inPlace[output] == input;
  }

  /** Every buffer that has memory of its own in the arena. */
  List<Buffer> arenaBuffers() {
    return arenaBuffers;
  }

  /** Bytes of the arena that a run needs. */
  public long arenaBytes() {
    return arenaBytes;
  }

  /** Bytes of scratch that a run needs besides the arena. */
  public long scratchBytes() {
    return scratchBytes;
  }

  /**
   * Bytes that the plan holds by itself: what native code has allocated for its kernels, as far as
   * that is known, and weights that belong to no other plan.
   */
  public long bytes() {
    return lease.bytes();
  }

  /** What takes most of the arena, for messages. */
  String largestInArena() {
    Buffer largest =
        arenaBuffers.stream().max(Comparator.comparingLong(Buffer::bytes)).orElse(null);
    return largest == null
        ? ""
        : ", of which " + describe(largest) + " takes " + largest.bytes() + " bytes,";
  }

  /** An output of the plan and who makes it, for messages. */
  String describeOutput(int index) {
    for (Step step : steps) {
      for (Buffer buffer : step.outputs()) {
        if (buffer != null && buffer.place() == Buffer.Place.OUTPUT && buffer.index() == index) {
          return describe(buffer.root());
        }
      }
    }
    return "an output of " + outputs.get(index);
  }

  private String describe(Buffer root) {
    for (Step step : steps) {
      for (Buffer buffer : step.outputs()) {
        if (buffer != null && buffer.root() == root) {
          return "'" + buffer.name + "' of " + buffer.type + ", made by " + step.spec().node();
        }
      }
    }
    return "'" + root.name + "' of " + root.type;
  }

  /** What each step does and who does it. */
  List<ExplainedStep> explain(Timings timings) {
    return steps.stream().map(step -> ExplainedStep.of(step, timings)).toList();
  }

  /** Holds the plan; false if it is gone already. */
  public boolean retain() {
    for (int n = holders.get(); n > 0; n = holders.get()) {
      if (holders.compareAndSet(n, n + 1)) {
        return true;
      }
    }
    return false;
  }

  /** Ends what one {@link #retain}, or the making of the plan, began. */
  public void release() {
    if (holders.decrementAndGet() == 0) {
      long bytes = bytes();
      steps.stream().map(Step::kernel).forEach(Kernel::close);
      lease.close();
      HeapTrimmer.freed(bytes);
    }
  }

  /** Tells the lanes to let go of their frames of this plan. */
  public void retire() {
    retired = true;
  }

  /** The same where a better plan has taken its place: no weight stays in a form of its own. */
  void retireForGood() {
    lease.closeForGood();
    retire();
  }

  /** Whether {@link #retire} was called. */
  boolean isRetired() {
    return retired;
  }
}
