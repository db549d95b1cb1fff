package io.culebra.select;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutSearchTest {
  private static final int[] NONE = {};

  private static LayoutSearch.Way way(double nanos, int reads, int leaves) {
    return new LayoutSearch.Way(nanos, new int[] {reads}, new int[] {leaves});
  }

  private static LayoutSearch.Step step(int input, int output, LayoutSearch.Way... ways) {
    return new LayoutSearch.Step(new int[] {input}, new int[] {output}, List.of(ways), -1);
  }

  private static LayoutSearch.Result cheapest(
      int[] outputs, LayoutSearch.Move move, LayoutSearch.Step... steps) {
    return new LayoutSearch(List.of(steps), new int[] {0}, outputs, move).cheapest();
  }

  @Test
  void aSlowerStepIsTakenWhereMovingWouldCostMore() {
    LayoutSearch.Result found =
        cheapest(
            new int[] {2},
            (tensor, from, to) -> 10,
            step(0, 1, way(5, 0, 0), way(1, 1, 1)),
            step(1, 2, way(5, 0, 0), way(1, 1, 1)));
    assertArrayEquals(new int[] {0, 0}, found.ways());
    assertEquals(10, found.nanos());
  }

  @Test
  void movingPaysForAWholeChain() {
    LayoutSearch.Result found =
        cheapest(
            new int[] {3},
            (tensor, from, to) -> 3,
            step(0, 1, way(5, 0, 0), way(1, 1, 1)),
            step(1, 2, way(5, 0, 0), way(1, 1, 1)),
            step(2, 3, way(5, 0, 0), way(1, 1, 1)));
    assertArrayEquals(new int[] {1, 1, 1}, found.ways());
    assertEquals(9, found.nanos());
  }

  @Test
  void aTensorIsMovedOnceForAllWhoReadIt() {
    LayoutSearch.Way only = way(1, 1, 1);
    LayoutSearch.Result found =
        cheapest(NONE, (tensor, from, to) -> 4, step(0, 1, only), step(0, 2, only));
    assertEquals(6, found.nanos());
  }

  @Test
  void whereATensorLiesRightNothingIsLeftToDo() {
    LayoutSearch.Step transpose =
        new LayoutSearch.Step(new int[] {1}, new int[] {2}, List.of(way(7, 0, 0)), 1);
    LayoutSearch.Result found =
        cheapest(
            new int[] {2},
            (tensor, from, to) -> 100,
            step(0, 1, way(1, 0, 0), way(2, 0, 1)),
            transpose);
    assertArrayEquals(new int[] {1, LayoutSearch.FREE}, found.ways());
    assertEquals(2, found.nanos());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 6, 8})
  void itIsWithinTwoPercentOfTryingEverything(int count) {
    for (int seed = 0; seed < 60; seed++) {
      RandomSteps random = new RandomSteps(new Random(1000L * count + seed), count);
      LayoutSearch.Result found =
          new LayoutSearch(random.steps, new int[] {0}, random.outputs, random::move).cheapest();
      double least = random.least();
      assertEquals(random.cost(found.ways()), found.nanos(), 1e-9 * least, "what is claimed");
      assertTrue(found.nanos() <= 1.02 * least, found.nanos() + " beside " + least);
    }
  }

  /** Steps of one or two inputs over three layouts, with what all their combinations cost. */
  private static final class RandomSteps {
    private static final int LAYOUTS = 3;
    final List<LayoutSearch.Step> steps = new ArrayList<>();
    final int[] outputs;
    private final double[][][] moves;

    RandomSteps(Random random, int count) {
      moves = new double[count + 1][LAYOUTS][LAYOUTS];
      for (double[][] ofTensor : moves) {
        for (double[] from : ofTensor) {
          for (int to = 0; to < LAYOUTS; to++) {
            from[to] = 1 + random.nextInt(20);
          }
        }
      }
      for (int i = 0; i < count; i++) {
        int[] inputs = new int[1 + random.nextInt(2)];
        for (int k = 0; k < inputs.length; k++) {
          inputs[k] = random.nextInt(i + 1);
        }
        List<LayoutSearch.Way> ways = new ArrayList<>();
        for (int w = 0; w <= random.nextInt(4); w++) {
          int[] reads = new int[inputs.length];
          for (int k = 0; k < reads.length; k++) {
            reads[k] = random.nextInt(LAYOUTS + 1) - 1;
          }
          ways.add(
              new LayoutSearch.Way(random.nextInt(30), reads, new int[] {random.nextInt(LAYOUTS)}));
        }
        int freeIn = random.nextInt(4) == 0 ? 1 + random.nextInt(LAYOUTS - 1) : -1;
        steps.add(new LayoutSearch.Step(inputs, new int[] {i + 1}, ways, freeIn));
      }
      outputs = count > 3 ? new int[] {count, count / 2} : new int[] {count};
    }

    double move(int tensor, int from, int to) {
      return moves[tensor][from][to];
    }

    double least() {
      int[] ways = new int[steps.size()];
      double least = Double.POSITIVE_INFINITY;
      boolean more = true;
      while (more) {
        least = Math.min(least, cost(ways));
        more = false;
        for (int i = 0; i < ways.length && !more; i++) {
          ways[i]++;
          more = ways[i] < steps.get(i).ways().size();
          ways[i] = more ? ways[i] : 0;
        }
      }
      return least;
    }

    /** What one combination costs, worked out without the search. */
    double cost(int[] ways) {
      long[] there = new long[steps.size() + 1];
      there[0] = 1;
      double cost = 0;
      for (int i = 0; i < ways.length; i++) {
        LayoutSearch.Step step = steps.get(i);
        int output = step.outputs()[0];
        if (step.freeIn() >= 0 && (there[step.inputs()[0]] >> step.freeIn() & 1) != 0) {
          there[output] = 1;
          continue;
        }
        LayoutSearch.Way way = step.ways().get(Math.max(ways[i], 0));
        cost += way.nanos();
        for (int k = 0; k < step.inputs().length; k++) {
          if (way.reads()[k] >= 0) {
            cost += moved(there, step.inputs()[k], way.reads()[k]);
          }
        }
        there[output] = 1L << way.leaves()[0];
      }
      for (int output : outputs) {
        cost += moved(there, output, 0);
      }
      return cost;
    }

    private double moved(long[] there, int tensor, int to) {
      double least = Double.POSITIVE_INFINITY;
      for (int from = 0; from < LAYOUTS; from++) {
        if ((there[tensor] >> from & 1) != 0) {
          least = Math.min(least, from == to ? 0 : move(tensor, from, to));
        }
      }
      there[tensor] |= 1L << to;
      return least;
    }
  }
}
