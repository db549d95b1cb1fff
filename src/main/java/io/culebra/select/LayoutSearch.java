package io.culebra.select;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The cheapest way through steps that can each be run in several ways, where a tensor that a way
 * wants in another layout than it lies in has to be moved first.
 *
 * <p>Goes through the steps in their order and keeps, of all ways that leave the living tensors in
 * the same layouts, the cheapest; of those that leave them in different ones, a bounded number. So
 * it is exact on chains and wherever no more tensors are alive than the bound allows for. Pure: no
 * kernel is made, nothing is packed.
 */
public final class LayoutSearch {
  /** A layout that costs nothing to get, such as that of a constant. */
  public static final int ANY = -1;

  /** How many different states of the living tensors are followed at once. */
  private static final int WIDTH = 64;

  /** The choice where a step needs none, because a tensor lies as {@link Step#freeIn} says. */
  public static final int FREE = -1;

  private final List<Step> steps;
  private final Move move;
  private final int[] lastUse;
  private final boolean[] isOutput;

  /**
   * One way to run a step.
   *
   * @param nanos what it costs by itself
   * @param reads the layout that each input has to have, or {@link #ANY}
   * @param leaves the layout in which each output is left
   */
  public record Way(double nanos, int[] reads, int[] leaves) {}

  /**
   * A step.
   *
   * @param inputs the tensors that it reads, numbered from 0; negative ones are not there
   * @param outputs the tensors that it makes; negative ones are not wanted
   * @param ways how it can be run; at least one
   * @param freeIn where the first input lies in this layout, the outputs are there in layout 0 for
   *     nothing; negative if there is no such layout
   */
  public record Step(int[] inputs, int[] outputs, List<Way> ways, int freeIn) {}

  /** What it costs to move a tensor. */
  @FunctionalInterface
  public interface Move {
    /** Nanoseconds to move a tensor from one of its layouts to another. */
    double nanos(int tensor, int from, int to);
  }

  /**
   * What was found.
   *
   * @param ways the number of the way for each step, or {@link #FREE}
   * @param nanos what all steps and moves cost
   */
  public record Result(int[] ways, double nanos) {}

  /**
   * Where the living tensors lie.
   *
   * @param there a bit for each layout in which a tensor can be found, by tensor
   * @param last how the steps so far were run
   */
  private record State(Layouts there, double nanos, @Nullable Choice last) {}

  /**
   * How a step was run.
   *
   * @param before how the step in front of it was; null at the start
   */
  private record Choice(@Nullable Choice before, int way) {}

  /** Bits by tensor, of those alone that are alive; equal where the bits are. */
  private record Layouts(Map<Integer, Long> bits) {
    long of(int tensor) {
      return bits.getOrDefault(tensor, 0L);
    }
  }

  /**
   * A search.
   *
   * @param inputs tensors that are there in layout 0 from the start
   * @param outputs tensors that are wanted in layout 0 at the end
   */
  public LayoutSearch(List<Step> steps, int[] inputs, int[] outputs, Move move) {
    this.steps = List.copyOf(steps);
    this.move = move;
    this.inputs = inputs.clone();
    int most = 0;
    for (Step step : steps) {
      most = Math.max(most, Math.max(most(step.inputs), most(step.outputs)));
    }
    most = Math.max(most, Math.max(most(inputs), most(outputs)));
    lastUse = new int[most + 1];
    Arrays.fill(lastUse, -1);
    for (int i = 0; i < steps.size(); i++) {
      for (int tensor : steps.get(i).inputs) {
        if (tensor >= 0) {
          lastUse[tensor] = i;
        }
      }
    }
    isOutput = new boolean[most + 1];
    for (int tensor : outputs) {
      isOutput[tensor] = true;
    }
  }

  private final int[] inputs;

  private static int most(int[] tensors) {
    return Arrays.stream(tensors).max().orElse(0);
  }

  /** The cheapest way that was found. */
  public Result cheapest() {
    Map<Integer, Long> start = new HashMap<>();
    for (int tensor : inputs) {
      if (lastUse[tensor] >= 0) {
        start.put(tensor, 1L);
      }
    }
    List<State> states = List.of(new State(new Layouts(start), 0, null));
    for (int i = 0; i < steps.size(); i++) {
      states = after(i, states);
    }
    State best = states.getFirst();
    for (State state : states) {
      best = state.nanos < best.nanos ? state : best;
    }
    int[] ways = new int[steps.size()];
    Choice choice = best.last;
    for (int i = ways.length - 1; i >= 0 && choice != null; i--) {
      ways[i] = choice.way;
      choice = choice.before;
    }
    return new Result(ways, best.nanos);
  }

  private List<State> after(int i, List<State> states) {
    Step step = steps.get(i);
    Map<Layouts, State> next = new HashMap<>();
    for (State state : states) {
      if (isFree(step, state)) {
        keep(next, left(i, state, state.nanos, new HashMap<>(state.there.bits), null, FREE));
        continue;
      }
      for (int w = 0; w < step.ways.size(); w++) {
        keep(next, run(i, state, step.ways.get(w), w));
      }
    }
    List<State> kept = new ArrayList<>(next.values());
    if (kept.size() > WIDTH) {
      kept.sort(Comparator.comparingDouble(State::nanos));
      kept = kept.subList(0, WIDTH);
    }
    return kept;
  }

  private static boolean isFree(Step step, State state) {
    return step.freeIn >= 0
        && step.inputs[0] >= 0
        && (state.there.of(step.inputs[0]) >> step.freeIn & 1) != 0;
  }

  private State run(int i, State state, Way way, int number) {
    Step step = steps.get(i);
    double nanos = state.nanos + way.nanos;
    Map<Integer, Long> bits = new HashMap<>(state.there.bits);
    for (int k = 0; k < step.inputs.length; k++) {
      int tensor = step.inputs[k];
      if (tensor >= 0 && way.reads[k] != ANY) {
        long there = bits.getOrDefault(tensor, 0L);
        nanos += moved(tensor, there, way.reads[k]);
        bits.put(tensor, there | 1L << way.reads[k]);
      }
    }
    return left(i, state, nanos, bits, way, number);
  }

  /**
   * The state behind a step, without the tensors that nobody reads any more; outputs among them are
   * brought to where the caller wants them.
   */
  private State left(
      int i, State before, double nanos, Map<Integer, Long> bits, @Nullable Way way, int number) {
    Step step = steps.get(i);
    double all = nanos;
    for (int tensor : step.inputs) {
      if (tensor >= 0 && lastUse[tensor] <= i) {
        Long there = bits.remove(tensor);
        all += there != null && isOutput[tensor] ? moved(tensor, there, 0) : 0;
      }
    }
    for (int k = 0; k < step.outputs.length; k++) {
      int tensor = step.outputs[k];
      if (tensor >= 0) {
        long there = 1L << (way == null ? 0 : way.leaves[k]);
        if (lastUse[tensor] > i) {
          bits.put(tensor, there);
        } else if (isOutput[tensor]) {
          all += moved(tensor, there, 0);
        }
      }
    }
    return new State(new Layouts(bits), all, new Choice(before.last, number));
  }

  private static void keep(Map<Layouts, State> states, State state) {
    states.merge(state.there, state, (a, b) -> b.nanos < a.nanos ? b : a);
  }

  /** What it costs to get a tensor into a layout, from the nearest one in which it lies. */
  private double moved(int tensor, long there, int to) {
    if (there == 0 || (there >> to & 1) != 0) {
      return 0;
    }
    double least = Double.POSITIVE_INFINITY;
    for (long left = there; left != 0; left &= left - 1) {
      least = Math.min(least, move.nanos(tensor, Long.numberOfTrailingZeros(left), to));
    }
    return least;
  }
}
