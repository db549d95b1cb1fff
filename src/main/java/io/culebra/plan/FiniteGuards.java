package io.culebra.plan;

import io.culebra.kernel.KernelContext;
import io.culebra.kernel.Operand;
import io.culebra.op.MagnitudeBound;
import io.culebra.op.Split;
import io.culebra.tensor.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts guards into a plan, so that kernels that {@linkplain io.culebra.kernel.Kernel#needsFinite
 * need finite} operands have them, or take their exact way.
 *
 * <p>Bounds of magnitudes are carried from step to step ({@link MagnitudeBound}). Where one gets so
 * large in front of such a kernel that NaN or an infinity may be there, a {@link FiniteGuard} is
 * put in for a tensor from which on the bounds are small again: of the tensors that help, the one
 * that costs the fewest bytes for each step that it serves. A plan without such kernels gets none.
 */
final class FiniteGuards {
  /** How many steps back a tensor to look at is searched. */
  private static final int STEPS_BACK = 64;

  /** What a guard costs besides the bytes that it reads, in bytes. */
  private static final long STEP_COST = 8 << 10;

  private final List<Step> steps;
  private final Map<Buffer, Integer> numbers = new IdentityHashMap<>();
  private final List<Buffer> roots = new ArrayList<>();
  private final int[] firstUse;
  private final boolean[] hopeless;
  private final List<StepOperands> operands = new ArrayList<>();

  /** By the number of the buffer: no element is larger. */
  private double[] bounds;

  /** For each step, the numbers of the buffers that are looked at in front of it. */
  private final Map<Integer, Set<Integer>> guards = new TreeMap<>();

  private FiniteGuards(List<Step> steps, KernelContext context) {
    this.steps = steps;
    this.hopeless = new boolean[steps.size()];
    for (Step step : steps) {
      operands.add(
          new StepOperands(step.spec(), context, input -> computed(step.inputs().get(input))));
    }
    List<Integer> first = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      List<@Nullable Buffer> used = new ArrayList<>(steps.get(i).inputs());
      used.addAll(steps.get(i).outputs());
      for (Buffer buffer : used) {
        if (buffer != null && numbers.putIfAbsent(buffer.root(), roots.size()) == null) {
          roots.add(buffer.root());
          first.add(i);
        }
      }
    }
    this.firstUse = first.stream().mapToInt(Integer::intValue).toArray();
    this.bounds = new double[roots.size()];
    Arrays.fill(bounds, MagnitudeBound.UNKNOWN);
  }

  /**
   * The steps with guards among them. The kernels belong to the list that is returned.
   *
   * @param context keeps the norms of the weights
   */
  static List<Step> insert(List<Step> steps, KernelContext context, int threads) {
    if (steps.stream().noneMatch(step -> step.kernel().needsFinite())) {
      return steps;
    }
    FiniteGuards guards = new FiniteGuards(steps, context);
    guards.place();
    return guards.guarded(threads);
  }

  private List<Step> guarded(int threads) {
    List<Step> all = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      for (int root : guards.getOrDefault(i, Set.of())) {
        all.add(FiniteGuard.step(roots.get(root), threads));
      }
      Step step = steps.get(i);
      all.add(hopeless[i] ? step.with(new ExactKernel(step.kernel())) : step);
    }
    return all;
  }

  private void place() {
    int i = 0;
    while (i < steps.size()) {
      if (computes(i) || hopeless[i]) {
        i++;
        continue;
      }
      Choice choice = best(i);
      if (choice != null) {
        guards.computeIfAbsent(choice.before, key -> new TreeSet<>()).add(choice.root);
        i = choice.before;
      } else if (!guardOperands(i)) {
        hopeless[i] = true;
      }
    }
  }

  /**
   * A buffer to look at.
   *
   * @param before in front of which step
   */
  private record Choice(int before, int root) {}

  private @Nullable Choice best(int failing) {
    Choice best = null;
    double least = Double.MAX_VALUE;
    for (int root = 0; root < roots.size(); root++) {
      int use = firstUse[root];
      boolean isGiven = roots.get(root).place() == Buffer.Place.INPUT;
      int before = isGiven ? use : use + 1;
      boolean isNear = before <= failing && (isGiven || failing - before < STEPS_BACK);
      if (isNear && helps(root) && !isGuarded(before, root)) {
        int end = reach(before, root);
        double cost = (STEP_COST + roots.get(root).bytes()) / (double) (end - failing);
        if (end > failing && cost < least) {
          least = cost;
          best = new Choice(before, root);
        }
      }
    }
    return best;
  }

  private boolean isGuarded(int before, int root) {
    return guards.getOrDefault(before, Set.of()).contains(root);
  }

  private boolean helps(int root) {
    Buffer buffer = roots.get(root);
    return buffer.type.dataType() == DataType.FLOAT
        && buffer.place() != Buffer.Place.CONSTANT
        && bounds[root] > FiniteGuard.LARGEST;
  }

  /** The first step that lacks finite operands still if this buffer is looked at too. */
  private int reach(int before, int root) {
    double[] known = bounds;
    bounds = known.clone();
    bounds[root] = FiniteGuard.LARGEST;
    int i = before;
    while (i < steps.size() && (computes(i) || hopeless[i])) {
      i++;
    }
    bounds = known;
    return i;
  }

  /** Looks at every operand of a step; false where that has been done. */
  private boolean guardOperands(int i) {
    boolean more = false;
    for (Buffer input : steps.get(i).inputs()) {
      if (input != null) {
        int root = number(input);
        if (helps(root)) {
          more |= guards.computeIfAbsent(i, key -> new TreeSet<>()).add(root);
        }
      }
    }
    return more;
  }

  private double computed(@Nullable Buffer buffer) {
    return buffer == null ? MagnitudeBound.UNKNOWN : bounds[number(buffer)];
  }

  private int number(Buffer buffer) {
    return numbers.getOrDefault(buffer.root(), -1);
  }

  /**
   * Notes the bounds of what a step writes.
   *
   * @return whether the step has finite operands, if it needs them
   */
  private boolean computes(int i) {
    for (int root : guards.getOrDefault(i, Set.of())) {
      bounds[root] = Math.min(bounds[root], FiniteGuard.LARGEST);
    }
    Step step = steps.get(i);
    MagnitudeBound bound =
        step.spec().outputs().getFirst() == null
            ? new MagnitudeBound(MagnitudeBound.UNKNOWN, MagnitudeBound.UNKNOWN)
            : MagnitudeBound.of(step.spec().op(), operands.get(i));
    boolean needs = step.kernel().needsFinite();
    boolean fails = needs && !(bound.peak() * step.kernel().growth() < MagnitudeBound.LIMIT);
    for (int o = 0; o < step.outputs().size(); o++) {
      Buffer output = step.outputs().get(o);
      Operand operand = step.spec().outputs().get(o);
      if (output != null && operand != null) {
        boolean known = o == 0 || step.spec().op() instanceof Split;
        double result = known ? bound.result() : MagnitudeBound.of(operand.dataType());
        int root = number(output);
        // Others may have written to parts of the same memory.
        boolean isFirst = firstUse[root] == i;
        bounds[root] = isFirst ? result : Math.max(bounds[root], result);
      }
    }
    return !fails;
  }
}
