package io.culebra.plan;

import io.culebra.kernel.KernelContext;
import io.culebra.tensor.Constant;
import io.culebra.tensor.MemoryLimitException;
import io.culebra.tensor.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The packed weights of a model: each constant once per form, shared by every plan and session. A
 * form is given back when the last plan that uses it is closed, except those of the model's own
 * constants, which stay as long as the model.
 *
 * <p>Safe for use by many threads; packing happens under the store's lock, so no form is packed
 * twice.
 */
public final class WeightStore implements AutoCloseable {
  private final Set<Constant> kept = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Constant, Map<String, Packed>> packed = new IdentityHashMap<>();

  /** Keeps every form of this constant until the store is closed. */
  public synchronized void keep(Constant constant) {
    kept.add(constant);
  }

  private synchronized boolean keeps(Constant constant) {
    return kept.contains(constant);
  }

  /** A new share in the store, for one plan; what is packed for it counts in the budget. */
  Lease lease(MemoryBudget budget) {
    return new Lease(budget);
  }

  private synchronized Packed take(
      Constant constant,
      String form,
      long bytes,
      Consumer<MemorySegment> packer,
      MemoryBudget budget) {
    Map<String, Packed> forms = packed.computeIfAbsent(constant, c -> new HashMap<>());
    Packed found = forms.get(form);
    if (found == null) {
      NativeMemory.Block block =
          budget.allocate(bytes, "the packed form '" + form + "' of a weight");
      try {
        packer.accept(block.segment());
      } catch (RuntimeException | Error e) {
        block.close();
        throw e;
      }
      found = new Packed(block);
      forms.put(form, found);
    }
    found.users++;
    return found;
  }

  private synchronized void giveBack(Constant constant, String form, boolean forGood) {
    Map<String, Packed> forms = packed.get(constant);
    Packed found = forms == null ? null : forms.get(form);
    if (forms != null
        && found != null
        && --found.users == 0
        && (forGood || !kept.contains(constant))) {
      forms.remove(form);
      found.free();
      if (forms.isEmpty()) {
        packed.remove(constant);
      }
    }
  }

  /** Gives all memory back. No plan may be in use any more. */
  @Override
  public synchronized void close() {
    for (Map<String, Packed> forms : packed.values()) {
      for (Packed form : forms.values()) {
        form.free();
      }
    }
    packed.clear();
  }

  private static final class Packed {
    private final NativeMemory.Block block;
    private int users;

    Packed(NativeMemory.Block block) {
      this.block = block;
    }

    void free() {
      block.close();
    }
  }

  /**
   * What one plan holds of the store. Kernels of the plan may ask for more while it runs, on any
   * thread.
   */
  final class Lease implements KernelContext, AutoCloseable {
    private final Map<Constant, Map<String, MemorySegment>> held = new IdentityHashMap<>();
    private final MemoryBudget budget;
    private long bytes;
    private long ofNativeCode;
    private boolean isForGood;

    private Lease(MemoryBudget budget) {
      this.budget = budget;
    }

    @Override
    public synchronized MemorySegment pack(
        Constant constant, String form, long bytes, Consumer<MemorySegment> packer) {
      Map<String, MemorySegment> forms = held.computeIfAbsent(constant, c -> new HashMap<>());
      MemorySegment known = forms.get(form);
      if (known != null) {
        return known;
      }
      MemorySegment taken = take(constant, form, bytes, packer, budget).block.segment();
      forms.put(form, taken);
      if (!keeps(constant)) {
        this.bytes += bytes;
      }
      return taken;
    }

    /**
     * Counts what native code has allocated for the plan's kernels.
     *
     * @throws MemoryLimitException if it goes beyond the limit
     */
    void countNative(long bytes) {
      budget.reserve(bytes, "what native code holds for the kernels of a plan");
      ofNativeCode += bytes;
      this.bytes += bytes;
    }

    /** Lets no form outlive the plan that no other one uses, the model's own included. */
    synchronized void closeForGood() {
      isForGood = true;
    }

    /** Bytes that are given back when the plan is closed and no other plan shares them. */
    synchronized long bytes() {
      return bytes;
    }

    @Override
    public synchronized void close() {
      held.forEach(
          (constant, forms) -> forms.keySet().forEach(form -> giveBack(constant, form, isForGood)));
      held.clear();
      budget.release(ofNativeCode);
      bytes -= ofNativeCode;
      ofNativeCode = 0;
    }
  }
}
