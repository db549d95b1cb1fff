package io.culebra.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Proves of steps whose buffers have their places that nothing is overwritten which is still to be
 * read. It plays the plan through with nothing but addresses: who wrote which bytes last. So it
 * knows nothing of why the buffers were put where they are, and finds any mistake there, whether in
 * lifetimes, in views or in what steps do in place.
 */
final class OverwriteProof {
  private final int[] inPlace;
  private final Map<Integer, TreeMap<Long, Written>> regions = new HashMap<>();

  /** Bytes that were written for one value. */
  private record Written(Buffer value, long from, long to) {}

  private OverwriteProof(int[] inPlace) {
    this.inPlace = inPlace;
  }

  /**
   * Plays the steps through.
   *
   * @param inPlace for every output of the plan, the input whose tensor the caller may give for it
   *     too; -1 for none
   * @throws IllegalStateException if a step reads what another one, or itself, has overwritten
   */
  static void check(List<Step> steps, int[] inPlace) {
    OverwriteProof proof = new OverwriteProof(inPlace);
    for (Step step : steps) {
      proof.read(step);
      proof.compareOperands(step);
      for (Buffer output : step.outputs()) {
        if (output != null) {
          proof.write(output);
        }
      }
    }
    for (Step step : steps) {
      for (Buffer output : step.outputs()) {
        if (output != null && output.place() == Buffer.Place.OUTPUT && !proof.holds(output)) {
          throw broken(step, "its output '" + output.name + "' is overwritten later");
        }
      }
    }
  }

  private void read(Step step) {
    for (Buffer input : step.inputs()) {
      if (input != null && !holds(input)) {
        throw broken(step, "its input '" + input.name + "' is not there any more");
      }
    }
  }

  /** No output shares bytes with another operand, unless it is the input that it takes over. */
  private void compareOperands(Step step) {
    for (int i = 0; i < step.outputs().size(); i++) {
      Buffer output = step.outputs().get(i);
      for (int k = 0; output != null && k < step.inputs().size(); k++) {
        boolean same = i == 0 && k == step.kernel().inPlaceInput();
        Buffer input = step.inputs().get(k);
        if (input != null && overlap(input, output) && !(same && coincide(input, output))) {
          throw broken(step, "it would overwrite its input " + k + " with its output " + i);
        }
      }
      for (int k = 0; output != null && k < i; k++) {
        Buffer other = step.outputs().get(k);
        if (other != null && overlap(other, output)) {
          throw broken(step, "its outputs " + k + " and " + i + " share memory");
        }
      }
    }
  }

  /** Whether what was written last to the buffer's bytes is what it stands for. */
  private boolean holds(Buffer buffer) {
    TreeMap<Long, Written> region = regions.get(region(buffer));
    Written last = region == null ? null : lastBefore(region, buffer.offset() + 1);
    return switch (buffer.place()) {
      case CONSTANT -> true;
      case INPUT -> region == null;
      case ARENA, OUTPUT ->
          buffer.bytes() == 0
              || (last != null
                  && last.value == buffer.viewed()
                  && last.to >= buffer.offset() + buffer.bytes());
    };
  }

  private void write(Buffer output) {
    long from = output.offset();
    long to = from + output.bytes();
    if (from == to) {
      return;
    }
    TreeMap<Long, Written> region = regions.computeIfAbsent(region(output), any -> new TreeMap<>());
    for (Written old = lastBefore(region, to);
        old != null && old.to > from;
        old = lastBefore(region, to)) {
      region.remove(old.from);
    }
    region.put(from, new Written(output.viewed(), from, to));
  }

  private static @Nullable Written lastBefore(NavigableMap<Long, Written> region, long offset) {
    Map.Entry<Long, Written> entry = region.lowerEntry(offset);
    return entry == null ? null : entry.getValue();
  }

  private boolean overlap(Buffer a, Buffer b) {
    return a.place() != Buffer.Place.CONSTANT
        && b.place() != Buffer.Place.CONSTANT
        && a.bytes() > 0
        && b.bytes() > 0
        && region(a) == region(b)
        && a.offset() < b.offset() + b.bytes()
        && b.offset() < a.offset() + a.bytes();
  }

  private static boolean coincide(Buffer a, Buffer b) {
    return a.offset() == b.offset() && a.bytes() == b.bytes();
  }

  /** The memory in which offsets count: the arena, or a tensor of the caller. */
  private int region(Buffer buffer) {
    return switch (buffer.place()) {
      case ARENA, CONSTANT -> -1;
      case INPUT -> buffer.index();
      case OUTPUT -> {
        int shared = inPlace[buffer.index()];
        yield shared >= 0 ? shared : Integer.MAX_VALUE - buffer.index();
      }
    };
  }

  private static IllegalStateException broken(Step step, String what) {
    return new IllegalStateException(
        step.spec().node() + " on " + step.implementation() + ": the plan is wrong, " + what);
  }
}
