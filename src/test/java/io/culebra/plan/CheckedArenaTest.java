package io.culebra.plan;

import static io.culebra.plan.HandMade.input;
import static io.culebra.plan.HandMade.output;
import static io.culebra.plan.HandMade.step;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Team;
import io.culebra.tensor.BackendException;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Checked memory finds kernels that say more of themselves than is true. */
class CheckedArenaTest {
  private static final int SIZE = 37;

  private static float get(MemorySegment segment, long i) {
    return segment.getAtIndex(ValueLayout.JAVA_FLOAT, i);
  }

  private static void set(MemorySegment segment, long i, float number) {
    segment.setAtIndex(ValueLayout.JAVA_FLOAT, i, number);
  }

  private static void doubles(Binding binding) {
    for (int i = 0; i < SIZE; i++) {
      set(binding.outputSegment(0), i, 2 * get(binding.inputSegment(0), i));
    }
  }

  private static void reverses(Binding binding) {
    for (int i = 0; i < SIZE; i++) {
      set(binding.outputSegment(0), i, get(binding.inputSegment(0), SIZE - 1 - i));
    }
  }

  private static void addsTheNeighbor(Binding binding) {
    for (int i = 0; i < SIZE; i++) {
      float before = i == 0 ? 0 : get(binding.inputSegment(0), i - 1);
      set(binding.outputSegment(0), i, get(binding.inputSegment(0), i) + before);
    }
  }

  /** As a product does that starts from a residual: right alone, wrong if that is the sum too. */
  private static void addsTheSum(Binding binding) {
    for (int i = 0; i < SIZE; i++) {
      float sum = get(binding.inputSegment(0), i);
      for (int k = 0; k < SIZE; k++) {
        sum += get(binding.inputSegment(1), k);
      }
      set(binding.outputSegment(0), i, sum);
    }
  }

  private static void readsAgainAfterwards(Binding binding) {
    doubles(binding);
    for (int i = 0; i < SIZE; i++) {
      float sum = get(binding.outputSegment(0), i) + get(binding.inputSegment(0), i);
      set(binding.outputSegment(0), i, sum);
    }
  }

  /** Not a number in every other run with another sign, as from operands in another order. */
  private static Consumer<Binding> notANumberOfEitherSign() {
    int[] runs = {0};
    return binding -> {
      float number = Float.intBitsToFloat(runs[0]++ % 2 == 0 ? 0x7fc00000 : 0xffc00000);
      for (int i = 0; i < SIZE; i++) {
        set(binding.outputSegment(0), i, number);
      }
    };
  }

  @Test
  void oneNotANumberIsAsGoodAsAnother() {
    float[] result = runApart(0, notANumberOfEitherSign());
    for (float number : result) {
      assertTrue(Float.isNaN(number));
    }
  }

  private static float[] numbers() {
    float[] numbers = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      numbers[i] = i + 1;
    }
    return numbers;
  }

  /** Runs one step of two inputs with everything checked, y being a tensor of its own or not. */
  private static float[] run(
      int inPlaceInput, Consumer<Binding> work, Tensor a, Tensor b, Tensor y) {
    Step step =
        step(
            "the node",
            inPlaceInput,
            List.of(input("a", 0, SIZE), input("b", 1, SIZE)),
            List.of(output("y", 0, SIZE)),
            work);
    try (WeightStore weights = new WeightStore();
        NativeMemory.Block arena = NativeMemory.allocate(ArenaLayout.CANARY, "a test's arena")) {
      Plan plan =
          Plan.of(List.of(step), List.of(), List.of(a.type()), weights.lease(new MemoryBudget(0)));
      long[] inputs = {a.segment().address(), b.segment().address()};
      long[] outputs = {y.segment().address()};
      try (Frame frame =
          new Frame(
              plan,
              inputs,
              outputs,
              arena.address(),
              0,
              Team.SOLO,
              new CheckedArena(plan, arena.segment()))) {
        frame.run(inputs, outputs);
      }
      plan.release();
      return y.toFloatArray();
    }
  }

  private static float[] runApart(int inPlaceInput, Consumer<Binding> work) {
    try (Tensor a = Tensor.of(numbers(), SIZE);
        Tensor b = Tensor.of(numbers(), SIZE);
        Tensor y = Tensor.of(new float[SIZE], SIZE)) {
      float[] result = run(inPlaceInput, work, a, b, y);
      assertArrayEquals(numbers(), a.toFloatArray(), "the caller's tensor");
      return result;
    }
  }

  private static void assertFound(String what, Consumer<Binding> work) {
    String message =
        String.valueOf(assertThrows(BackendException.class, () -> runApart(0, work)).getMessage());
    assertTrue(message.contains("the node on test/hand-made") && message.contains(what), message);
  }

  @Test
  void kernelsThatWorkInPlacePass() {
    float[] expected = numbers();
    for (int i = 0; i < SIZE; i++) {
      expected[i] *= 2;
    }
    assertArrayEquals(expected, runApart(0, CheckedArenaTest::doubles));
    assertArrayEquals(
        new float[] {1 + SIZE * (SIZE + 1) / 2f},
        new float[] {runApart(0, CheckedArenaTest::addsTheSum)[0]});
  }

  @Test
  void kernelsThatReadWhatTheyHaveWrittenAreFound() {
    String what = "offers to overwrite its input 0 but computes something else";
    assertFound(what, CheckedArenaTest::reverses);
    assertFound(what, CheckedArenaTest::addsTheNeighbor);
    assertFound(what, CheckedArenaTest::readsAgainAfterwards);
  }

  @Test
  void suchKernelsPassWhereTheyOfferNothing() {
    assertArrayEquals(
        new float[] {SIZE, 1},
        new float[] {
          runApart(-1, CheckedArenaTest::reverses)[0],
          runApart(-1, CheckedArenaTest::reverses)[SIZE - 1]
        });
    runApart(-1, CheckedArenaTest::addsTheNeighbor);
    runApart(-1, CheckedArenaTest::readsAgainAfterwards);
  }

  @Test
  void anOperandThatLiesWhereTheOutputDoesIsFound() {
    try (Tensor a = Tensor.of(numbers(), SIZE);
        Tensor b = Tensor.of(numbers(), SIZE)) {
      Consumer<Binding> work = CheckedArenaTest::addsTheSum;
      run(0, work, a, b, a);
      String message =
          String.valueOf(
              assertThrows(BackendException.class, () -> run(0, work, a, a, a)).getMessage());
      assertTrue(message.contains("it changed its input 1"), message);
    }
  }
}
