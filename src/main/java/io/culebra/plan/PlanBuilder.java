package io.culebra.plan;

import io.culebra.graph.Graph;
import io.culebra.graph.Node;
import io.culebra.graph.Types;
import io.culebra.graph.Value;
import io.culebra.kernel.Implementation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layout;
import io.culebra.kernel.Operand;
import io.culebra.op.Identity;
import io.culebra.tensor.Constant;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes the steps of a plan from a graph with known types: makes the kernels that were {@linkplain
 * Selection selected}, inserts the reorders that this takes, and lets views share memory. For one
 * use by one thread.
 */
final class PlanBuilder {
  /** How far what is measured may be off what kernels expect. */
  private static final int MAGNITUDE = 8;

  private final Graph graph;
  private final Types types;
  private final Selection selection;
  private final KernelEvaluator evaluator;
  private final WeightStore.Lease lease;
  private final int threads;
  private final List<Step> steps = new ArrayList<>();
  private final Map<Value, Map<Layout, Buffer>> buffers = new IdentityHashMap<>();

  PlanBuilder(
      Graph graph,
      Types types,
      Selection selection,
      KernelEvaluator evaluator,
      WeightStore.Lease lease,
      int threads) {
    this.graph = graph;
    this.types = types;
    this.selection = selection;
    this.evaluator = evaluator;
    this.lease = lease;
    this.threads = threads;
  }

  /** The steps in order, with their buffers placed, and the memory that they take. */
  Plan build() {
    long before = NativeMemory.heapOfOthers();
    try {
      for (int i = 0; i < graph.inputs().size(); i++) {
        Value input = graph.inputs().get(i);
        remember(input, Buffer.ofInput(input.name(), types.of(input), i));
      }
      for (Node node : graph.nodes()) {
        add(node);
      }
      for (int i = 0; i < graph.outputs().size(); i++) {
        giveOutput(i);
      }
      List<Step> guarded = FiniteGuards.insert(steps, lease, threads);
      lease.countNative(ofNativeCode(before));
      return Plan.of(guarded, inputTypes(), outputTypes(), lease);
    } catch (RuntimeException | Error e) {
      steps.forEach(step -> step.kernel().close());
      lease.close();
      throw e;
    }
  }

  /**
   * What was allocated outside of the library since the kernels began to be made, within the order
   * of magnitude that they expect: the JVM and other threads allocate meanwhile.
   */
  private long ofNativeCode(long before) {
    long expected = steps.stream().mapToLong(step -> step.kernel().nativeBytes()).sum();
    if (before == 0) {
      return expected;
    }
    long grown = NativeMemory.heapOfOthers() - before;
    return Math.clamp(grown, expected / MAGNITUDE, expected * MAGNITUDE);
  }

  private List<TensorType> inputTypes() {
    return graph.inputs().stream().map(types::of).toList();
  }

  private List<TensorType> outputTypes() {
    return graph.outputs().stream().map(types::of).toList();
  }

  private void add(Node node) {
    Value first = node.input(0);
    if (first != null && Views.isView(node.op(), knownShape(first)) && node.outputs().size() == 1) {
      Buffer viewed = buffer(first, rowMajor(first));
      Value output = node.output();
      remember(output, viewed.view(output.name(), types.of(output)));
      return;
    }
    Layout transposed =
        first == null ? null : Views.transposed(node.op(), knownShape(first).rank());
    if (first != null && transposed != null && !first.isConstant()) {
      Buffer there = alike(first, transposed);
      if (there != null) {
        Value output = node.output();
        remember(output, there.view(output.name(), types.of(output)));
        return;
      }
    }
    Selection.Choice choice = selection.of(node);
    if (choice == null) {
      for (Value output : node.outputs()) {
        if (output != null) {
          remember(output, Buffer.inArena(output.name(), types.of(output), rowMajor(output)));
        }
      }
      return;
    }
    addStep(
        node,
        choice.laidOut(),
        choice.candidate().implementation(),
        choice.candidates().refusals());
  }

  private void addStep(
      Node node,
      KernelSpec spec,
      Implementation implementation,
      List<Candidates.Refusal> refusals) {
    List<@Nullable Buffer> outputs = new ArrayList<>();
    for (int i = 0; i < node.outputs().size(); i++) {
      Value output = node.outputs().get(i);
      Buffer buffer =
          output == null
              ? null
              : Buffer.inArena(output.name(), types.of(output), spec.output(i).layout());
      outputs.add(buffer);
    }
    Kernel kernel = implementation.create(spec, lease);
    try {
      checkFootprint(spec, implementation, kernel);
      List<@Nullable Buffer> inputs = new ArrayList<>();
      for (int i = 0; i < node.inputs().size(); i++) {
        Value input = node.input(i);
        Operand operand = spec.inputs().get(i);
        inputs.add(
            input != null && operand != null && kernel.footprint().reads()[i] > 0
                ? buffer(input, operand.layout())
                : null);
      }
      for (int i = 0; i < outputs.size(); i++) {
        Value output = node.outputs().get(i);
        if (output != null) {
          remember(output, Objects.requireNonNull(outputs.get(i)));
        }
      }
      steps.add(new Step(spec, implementation.name(), kernel, inputs, outputs, refusals));
    } catch (RuntimeException e) {
      kernel.close();
      throw e;
    }
  }

  private static void checkFootprint(
      KernelSpec spec, Implementation implementation, Kernel kernel) {
    for (int i = 0; i < spec.inputs().size(); i++) {
      checkExtent(
          spec, implementation, "reads input", i, spec.inputs().get(i), kernel.footprint().reads());
    }
    for (int i = 0; i < spec.outputs().size(); i++) {
      checkExtent(
          spec,
          implementation,
          "writes output",
          i,
          spec.outputs().get(i),
          kernel.footprint().writes());
    }
  }

  private static void checkExtent(
      KernelSpec spec,
      Implementation implementation,
      String does,
      int i,
      @Nullable Operand operand,
      long[] extents) {
    long size = operand == null ? 0 : operand.bytes();
    if (i >= extents.length || extents[i] > size) {
      throw spec.fail(
          implementation.name(),
          "it "
              + does
              + " "
              + i
              + " beyond its "
              + size
              + " bytes ("
              + (i < extents.length ? extents[i] : "undeclared")
              + ")");
    }
  }

  private void remember(Value value, Buffer buffer) {
    buffers.computeIfAbsent(value, v -> new LinkedHashMap<>()).put(buffer.layout, buffer);
  }

  private Shape knownShape(Value value) {
    return Objects.requireNonNull(types.shape(value), value.name());
  }

  private Layout rowMajor(Value value) {
    return Layout.rowMajor(knownShape(value).rank());
  }

  /** What there is of the value that lies in memory as in this layout; null where nothing does. */
  private @Nullable Buffer alike(Value value, Layout layout) {
    Map<Layout, Buffer> known = buffers.getOrDefault(value, Map.of());
    Buffer there = known.get(layout);
    if (there != null) {
      return there;
    }
    Shape shape = knownShape(value);
    return known.values().stream()
        .filter(buffer -> Layout.alike(shape, buffer.layout, layout))
        .findFirst()
        .orElse(null);
  }

  /** The value in a layout of its rank, after a reorder where it is not there yet. */
  private Buffer buffer(Value value, Layout layout) {
    Map<Layout, Buffer> known = buffers.computeIfAbsent(value, v -> new LinkedHashMap<>());
    Buffer there = known.get(layout);
    if (there != null) {
      return there;
    }
    Constant constant = value.constant();
    Buffer alike = alike(value, layout);
    Buffer made;
    if (constant != null) {
      made = constantBuffer(value, constant, layout);
    } else if (alike != null) {
      made = alike.view(layout);
    } else {
      made = reordered(value, known.values().iterator().next(), layout);
    }
    known.put(layout, made);
    return made;
  }

  private Buffer constantBuffer(Value value, Constant constant, Layout layout) {
    TensorType type = types.of(value);
    if (Layout.alike(constant.shape(), rowMajor(value), layout)) {
      return Buffer.ofConstant(value.name(), type, layout, lease.plain(constant));
    }
    return Buffer.ofConstant(
        value.name(),
        type,
        layout,
        lease.pack(
            constant,
            layout.tag(),
            constant.bytes(),
            target -> evaluator.laidOut(constant, layout).copyTo(target)));
  }

  private Buffer reordered(Value value, Buffer from, Layout layout) {
    TensorType type = types.of(value);
    KernelSpec spec = Reorders.spec("'" + value + "'", type, null, from.layout, layout);
    Buffer to = Buffer.inArena(value.name(), type, layout);
    addPlainStep(spec, from, to);
    return to;
  }

  /** A step of the planner's own, between two buffers. */
  private void addPlainStep(KernelSpec spec, Buffer from, Buffer to) {
    Selection.Choice choice = selection.asWritten(spec);
    Implementation chosen = choice.candidate().implementation();
    Kernel kernel = chosen.create(spec, lease);
    checkFootprint(spec, chosen, kernel);
    steps.add(
        new Step(
            spec,
            chosen.name(),
            kernel,
            List.of(from),
            List.of(to),
            choice.candidates().refusals()));
  }

  /**
   * Lets output {@code i} of the graph be written where the caller wants it, by a copy where
   * nothing else will do.
   */
  private void giveOutput(int i) {
    Value value = graph.outputs().get(i);
    TensorType type = types.of(value);
    if (type.bytes() == 0) {
      return;
    }
    Buffer buffer = buffer(value, rowMajor(value));
    if (buffer.place() == Buffer.Place.ARENA && buffer.root().bytes() == type.bytes()) {
      buffer.becomeOutput(i);
      return;
    }
    KernelSpec copy =
        new KernelSpec(
            "copy of output '" + value + "'",
            new Identity(),
            Collections.singletonList(Operand.rowMajor(type, null)),
            Collections.singletonList(Operand.rowMajor(type, null)),
            1);
    addPlainStep(copy, buffer, Buffer.ofOutput(value.name(), type, i));
  }
}
