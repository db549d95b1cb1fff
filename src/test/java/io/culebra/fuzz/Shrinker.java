package io.culebra.fuzz;

import io.culebra.fuzz.FuzzCase.Leaf;
import io.culebra.tensor.DataType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a failing case small while it fails in the same way. */
final class Shrinker {
  private final Oracle oracle;
  private final Subject subject;
  private final Subject.Status status;
  private final long end;
  private FuzzCase best;
  private Map<String, Value> values;

  Shrinker(
      Oracle oracle, Subject subject, Drawing failed, Subject.Status status, long nanoseconds) {
    this.oracle = oracle;
    this.subject = subject;
    this.status = status;
    this.end = System.nanoTime() + nanoseconds;
    best = failed.fuzz();
    values = failed.values();
  }

  /** The smallest case that was found in the time that there is. */
  Drawing shrink() {
    oneOutput();
    boolean changed = true;
    while (changed && System.nanoTime() < end) {
      changed = cutSteps();
      changed |= shrinkSizes();
    }
    simplifyLeaves();
    return new Drawing(best, values, "");
  }

  private boolean attempt(FuzzCase candidate) {
    if (System.nanoTime() >= end) {
      return false;
    }
    FuzzCase tidy = withoutDead(candidate);
    if (tidy.steps().isEmpty()) {
      return false;
    }
    try {
      Map<String, Value> evaluated = tidy.evaluate(oracle);
      boolean varies = false;
      for (String output : tidy.outputs()) {
        Value value = evaluated.get(output);
        if (value == null || Tolerance.of(value, 0) > Tolerance.most(value.type())) {
          return false;
        }
        varies |= value.varies();
      }
      if (varies && subject.run(tidy, evaluated).status() == status) {
        best = tidy;
        values = evaluated;
        return true;
      }
    } catch (RuntimeException e) {
      return false;
    }
    return false;
  }

  private static FuzzCase withoutDead(FuzzCase fuzz) {
    Set<String> wanted = new HashSet<>(fuzz.outputs());
    List<Step> steps = new ArrayList<>();
    for (Step step : fuzz.steps().reversed()) {
      if (step.outputs().stream().anyMatch(wanted::contains)) {
        steps.addFirst(step);
        wanted.addAll(step.inputs());
      }
    }
    List<Leaf> leaves =
        fuzz.leaves().stream().filter(leaf -> wanted.contains(leaf.name())).toList();
    return new FuzzCase(fuzz.opset(), leaves, steps, fuzz.outputs(), fuzz.shapes(), fuzz.threads());
  }

  private void oneOutput() {
    for (String output : best.outputs()) {
      FuzzCase candidate =
          new FuzzCase(
              best.opset(),
              best.leaves(),
              best.steps(),
              List.of(output),
              best.shapes(),
              best.threads());
      if (best.outputs().size() > 1 && attempt(candidate)) {
        return;
      }
    }
  }

  /** Replaces what a node makes by inputs, and ends the graph earlier. */
  private boolean cutSteps() {
    boolean changed = false;
    for (Step step : List.copyOf(best.steps())) {
      changed |= attempt(inputsInsteadOf(step, false)) || attempt(inputsInsteadOf(step, true));
      if (step.outputs().stream().noneMatch(best.outputs()::contains) && best.steps().size() > 1) {
        for (String output : step.outputs()) {
          if (!output.isEmpty()) {
            changed |= attempt(with(best.leaves(), best.steps(), List.of(output)));
          }
        }
      }
    }
    return changed;
  }

  private FuzzCase with(List<Leaf> leaves, List<Step> steps, List<String> outputs) {
    return new FuzzCase(best.opset(), leaves, steps, outputs, best.shapes(), best.threads());
  }

  private FuzzCase inputsInsteadOf(Step step, boolean constants) {
    List<Leaf> leaves = new ArrayList<>(best.leaves());
    for (String output : step.outputs()) {
      Value value = values.get(output);
      if (value != null) {
        Data first = value.samples()[0];
        leaves.add(new Leaf(output, first, constants ? first : value.samples()[1], constants));
      }
    }
    List<Step> steps = best.steps().stream().filter(other -> !other.equals(step)).toList();
    List<String> outputs =
        best.outputs().stream().filter(output -> !step.outputs().contains(output)).toList();
    return with(leaves, steps, outputs);
  }

  /** Makes every size that occurs smaller, wherever it occurs. */
  private boolean shrinkSizes() {
    Set<Long> sizes = new TreeSet<>(java.util.Comparator.reverseOrder());
    for (Leaf leaf : best.leaves()) {
      for (long size : leaf.first().sizes()) {
        sizes.add(size);
      }
    }
    boolean changed = false;
    for (long size : sizes) {
      for (long smaller : new long[] {1, 2, size / 2, size - 1}) {
        if (smaller > 0 && smaller < size) {
          if (attempt(mapped(leaf -> resized(leaf, size, smaller)))) {
            changed = true;
            break;
          }
        }
      }
    }
    return changed;
  }

  private FuzzCase mapped(Function<Leaf, Leaf> change) {
    return with(best.leaves().stream().map(change).toList(), best.steps(), best.outputs());
  }

  private static Leaf resized(Leaf leaf, long from, long to) {
    Data first = resized(leaf.first(), from, to);
    Data second = leaf.constant() ? first : resized(leaf.second(), from, to);
    return new Leaf(leaf.name(), first, second, leaf.constant());
  }

  /** The first elements along every axis of that size; lists of integers hold sizes themselves. */
  private static Data resized(Data data, long from, long to) {
    if (data.type() == DataType.INT64 && data.rank() == 1 && data.count() <= 8) {
      return data.map(x -> x == from ? to : x);
    }
    Data cut = data;
    for (int axis = 0; axis < data.rank(); axis++) {
      if (cut.sizes()[axis] == from) {
        cut = firstAlong(cut, axis, to);
      }
    }
    return cut;
  }

  private static Data firstAlong(Data data, int axis, long to) {
    long[] sizes = data.sizes().clone();
    int inner = data.type().bits() / 8;
    for (int i = axis + 1; i < sizes.length; i++) {
      inner *= (int) sizes[i];
    }
    int row = (int) sizes[axis] * inner;
    sizes[axis] = to;
    Data cut = Data.zeros(data.type(), sizes);
    int kept = (int) to * inner;
    for (int i = 0; i * kept < cut.bytes().length; i++) {
      System.arraycopy(data.bytes(), i * row, cut.bytes(), i * kept, kept);
    }
    return cut;
  }

  /** Makes constants of inputs, declares shapes, takes one thread, and rounds elements. */
  private void simplifyLeaves() {
    if (best.threads() > 1) {
      attempt(
          new FuzzCase(
              best.opset(), best.leaves(), best.steps(), best.outputs(), best.shapes(), 1));
    }
    if (best.shapes() != FuzzCase.Shapes.KNOWN) {
      attempt(
          new FuzzCase(
              best.opset(),
              best.leaves(),
              best.steps(),
              best.outputs(),
              FuzzCase.Shapes.KNOWN,
              best.threads()));
    }
    Map<String, Leaf> leaves = new LinkedHashMap<>();
    best.leaves().forEach(leaf -> leaves.put(leaf.name(), leaf));
    for (String name : leaves.keySet()) {
      Leaf leaf = Objects.requireNonNull(leaves.get(name));
      replace(name, leaf.first().isFloat() ? simpler(leaf, Math::rint) : null);
      replace(
          name,
          leaf.first().isFloat() ? simpler(leaf, x -> Double.isNaN(x) || x == 0 ? x : 1) : null);
    }
  }

  private static Leaf simpler(Leaf leaf, java.util.function.DoubleUnaryOperator change) {
    return new Leaf(
        leaf.name(), leaf.first().map(change), leaf.second().map(change), leaf.constant());
  }

  private void replace(String name, @Nullable Leaf leaf) {
    if (leaf != null) {
      attempt(mapped(other -> other.name().equals(name) ? leaf : other));
    }
  }
}
