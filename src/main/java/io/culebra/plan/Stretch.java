package io.culebra.plan;

import io.culebra.graph.Graph;
import io.culebra.graph.Value;
import io.culebra.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a network that can be planned at once, because the shapes in it are known before it
 * runs, and what comes after it.
 *
 * @param plan the part
 * @param inputs what the plan takes, in the order of its inputs
 * @param results what the plan makes, in the order of its outputs
 * @param outputs what stands for each output of the graph that this was planned from: one of {@code
 *     results} or an output of {@code rest}
 * @param outputTypes the type of each of those, as far as it is known
 * @param rest the nodes whose shapes depend on what the plan makes, with values of {@code inputs}
 *     and {@code results} as inputs; null where there are none
 * @param next the plans of the rest by what they were made for; used under the lock of its owner
 */
record Stretch(
    Plan plan,
    List<Value> inputs,
    List<Value> results,
    List<Value> outputs,
    List<TensorType> outputTypes,
    @Nullable Graph rest,
    PlanCache<Stretch> next) {

  /** Bytes that this part and what was planned behind it hold by themselves. */
  long bytes() {
    return plan.bytes() + next.bytes();
  }

  /**
   * Gives up parts that were not used for longest, those planned behind others included, until no
   * more than so many bytes are left, or nothing but what was used last.
   *
   * @return whether anything was given up
   */
  static boolean keepWithin(PlanCache<Stretch> cache, long limit) {
    boolean any = cache.keepWithin(limit);
    Stretch last = cache.newest();
    if (last != null && cache.size() == 1 && last.bytes() > limit) {
      any |= keepWithin(last.next, limit - last.plan.bytes());
    }
    return any;
  }

  /** Gives up this part and what was planned behind it. */
  void retire() {
    next.clear();
    plan.retire();
    plan.release();
  }
}
