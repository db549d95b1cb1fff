package io.culebra.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Team;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/**
 * Plans of random steps, views and offers to work in place give, in the memory that they share,
 * what they give with memory for every value.
 */
class RandomPlansTest {
  private static final int SIZE = 24;
  private static final int INPUTS = 4;
  private static final int OUTPUTS = 2;

  /** A buffer and what has to be in it. */
  private record Known(Buffer buffer, float[] numbers) {}

  /** What one step computes, by the numbers of its inputs. */
  private static float[] compute(int output, int first, List<float[]> inputs) {
    float[] result = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      result[i] = inputs.get(first)[i] / 2 + output + 1;
    }
    for (int k = 0; k < inputs.size(); k++) {
      for (int i = 0; k != first && i < SIZE; i++) {
        result[i] += inputs.get(k)[SIZE - 1 - i] / 4;
      }
    }
    return result;
  }

  /**
   * The same on memory. The input that it may take over is read element by element as that is
   * written, all others afterwards and in another order.
   */
  private static void run(Binding binding, int first, int inputs, int outputs) {
    for (int output = outputs - 1; output >= 0; output--) {
      for (int i = 0; i < SIZE; i++) {
        put(binding.outputSegment(output), i, at(binding.inputSegment(first), i) / 2 + output + 1);
      }
      for (int k = 0; k < inputs; k++) {
        for (int i = 0; k != first && i < SIZE; i++) {
          MemorySegment to = binding.outputSegment(output);
          put(to, i, at(to, i) + at(binding.inputSegment(k), SIZE - 1 - i) / 4);
        }
      }
    }
  }

  private static float at(MemorySegment segment, long i) {
    return segment.getAtIndex(ValueLayout.JAVA_FLOAT, i);
  }

  private static void put(MemorySegment segment, long i, float number) {
    segment.setAtIndex(ValueLayout.JAVA_FLOAT, i, number);
  }

  private static float[] numbers(Random random) {
    float[] numbers = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      numbers[i] = random.nextInt(100);
    }
    return numbers;
  }

  private record Net(List<Step> steps, List<Known> known, float[][] inputs) {
    static Net random(Random random) {
      List<Known> known = new ArrayList<>();
      float[][] inputs = new float[INPUTS][];
      for (int i = 0; i < INPUTS; i++) {
        inputs[i] = numbers(random);
        known.add(new Known(HandMade.input("x" + i, i, SIZE), inputs[i]));
      }
      List<Step> steps = new ArrayList<>();
      int count = 1 + random.nextInt(12);
      for (int s = 0; s < count; s++) {
        List<Known> read = new ArrayList<>();
        int reads = 1 + random.nextInt(3);
        for (int i = 0; i < reads; i++) {
          int recent = Math.max(0, known.size() - 1 - random.nextInt(4));
          Known one =
              known.get(i > 0 && random.nextInt(3) == 0 ? known.indexOf(read.getLast()) : recent);
          read.add(one);
          if (random.nextInt(3) == 0) {
            known.add(new Known(HandMade.view(one.buffer), one.numbers));
          }
        }
        int first = random.nextInt(reads);
        List<float[]> numbers = read.stream().map(Known::numbers).toList();
        List<Buffer> written = new ArrayList<>();
        int outputs = 1 + random.nextInt(2);
        for (int o = 0; o < outputs; o++) {
          Known made =
              new Known(HandMade.arena("s" + s + "o" + o, SIZE), compute(o, first, numbers));
          written.add(made.buffer);
          known.add(made);
        }
        Consumer<Binding> work = binding -> RandomPlansTest.run(binding, first, reads, outputs);
        int offer = random.nextInt(4) == 0 ? -1 : first;
        steps.add(
            HandMade.step(
                "step " + s,
                offer,
                List.copyOf(read.stream().map(Known::buffer).toList()),
                written,
                work));
      }
      return new Net(steps, known, inputs);
    }

    /** Makes some results outputs of the plan; what has to be in them. */
    float[][] giveOutputs(Random random) {
      float[][] expected = new float[OUTPUTS][];
      List<Known> left = new ArrayList<>(known);
      for (int found = 0; found < OUTPUTS && !left.isEmpty(); ) {
        Known one = left.remove(random.nextInt(left.size()));
        if (one.buffer.place() == Buffer.Place.ARENA) {
          one.buffer.becomeOutput(found);
          expected[found++] = one.numbers;
        }
      }
      return expected;
    }
  }

  private static Plan plan(Net net, WeightStore weights) {
    List<TensorType> outputs = List.of(TensorType.f32(SIZE), TensorType.f32(SIZE));
    return Plan.of(net.steps, List.of(), outputs, weights.lease(new MemoryBudget(0)));
  }

  @RepeatedTest(300)
  void memoryIsOnlySharedWhereThatChangesNothing(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Net net = Net.random(random);
    float[][] expected = net.giveOutputs(random);
    try (WeightStore weights = new WeightStore()) {
      Plan plan = plan(net, weights);
      assertRight(net, plan, expected, new int[] {-1, -1});
      for (int input = 0; input < INPUTS; input++) {
        for (int output = 0; output < OUTPUTS; output++) {
          if (plan.isInPlace(input, output)) {
            int[] over = {-1, -1};
            over[output] = input;
            assertRight(net, plan, expected, over);
          }
        }
      }
      plan.release();
    }
  }

  /** Runs the plan with tensors of the inputs given for outputs too, as {@code over} says. */
  private static void assertRight(Net net, Plan plan, float[][] expected, int[] over) {
    try (NativeMemory.Block arena = NativeMemory.allocate(plan.arenaBytes(), "a test's arena")) {
      Tensor[] inputs = new Tensor[INPUTS];
      long[] from = new long[INPUTS];
      for (int i = 0; i < INPUTS; i++) {
        inputs[i] = Tensor.of(net.inputs[i], SIZE);
        from[i] = inputs[i].segment().address();
      }
      Tensor[] outputs = new Tensor[OUTPUTS];
      long[] to = new long[OUTPUTS];
      for (int i = 0; i < OUTPUTS; i++) {
        outputs[i] = over[i] < 0 ? Tensor.of(new float[SIZE], SIZE) : inputs[over[i]];
        to[i] = outputs[i].segment().address();
      }
      CheckedArena checks = NativeMemory.CHECKED ? new CheckedArena(plan, arena.segment()) : null;
      try (Frame frame = new Frame(plan, from, to, arena.address(), 0, Team.SOLO, checks)) {
        frame.run(from, to);
      }
      for (int i = 0; i < OUTPUTS; i++) {
        if (expected[i] != null) {
          assertArrayEquals(expected[i], outputs[i].toFloatArray(), "output " + i);
        }
      }
    }
  }

  @Test
  void someOfThemWorkInPlace() {
    int ofCaller = 0;
    int shared = 0;
    try (WeightStore weights = new WeightStore()) {
      for (int seed = 1; seed <= 300; seed++) {
        Random random = new Random(seed);
        Net net = Net.random(random);
        net.giveOutputs(random);
        Plan plan = plan(net, weights);
        for (int i = 0; i < INPUTS * OUTPUTS; i++) {
          ofCaller += plan.isInPlace(i / OUTPUTS, i % OUTPUTS) ? 1 : 0;
        }
        for (Step step : net.steps) {
          Buffer output = step.outputs().getFirst();
          shared += output != null && output.root() != output ? 1 : 0;
        }
        plan.release();
      }
    }
    assertTrue(ofCaller >= 30, ofCaller + " outputs in place of inputs");
    assertTrue(NativeMemory.CHECKED || shared >= 100, shared + " steps in place");
  }
}
