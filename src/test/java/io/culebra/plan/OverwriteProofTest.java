package io.culebra.plan;

import static io.culebra.plan.HandMade.arena;
import static io.culebra.plan.HandMade.input;
import static io.culebra.plan.HandMade.noted;
import static io.culebra.plan.HandMade.output;
import static io.culebra.plan.HandMade.step;
import static io.culebra.plan.HandMade.view;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Plans with a mistake in them are refused, with the step that suffers. */
class OverwriteProofTest {
  private static final int SIZE = 16;
  private static final long BYTES = SIZE * Float.BYTES;
  private static final int[] NONE = {-1, -1};

  private final Buffer x = input("x", 0, SIZE);
  private final Buffer y = output("y", 0, SIZE);
  private final Buffer z = output("z", 1, SIZE);
  private final Buffer a = arena("a", SIZE);
  private final Buffer b = arena("b", SIZE);
  private final Buffer c = arena("c", SIZE);

  private static void assertRefused(String why, int[] inPlace, Step... steps) {
    String message =
        String.valueOf(
            assertThrows(
                    IllegalStateException.class,
                    () -> OverwriteProof.check(List.of(steps), inPlace))
                .getMessage());
    assertTrue(message.startsWith("step on test/hand-made") && message.contains(why), message);
  }

  @Test
  void memoryMayBeUsedAgainOnceItWasReadForTheLastTime() {
    b.setOffset(BYTES);
    assertDoesNotThrow(() ->
        OverwriteProof.check(
            List.of(
                step(-1, List.of(x), List.of(a)),
                step(-1, List.of(view(a)), List.of(b)),
                step(-1, List.of(b), List.of(c)),
                step(-1, List.of(c, x), List.of(y))),
            NONE));
  }

  @Test
  void aStepInPlaceMayOverwriteItsInput() {
    List<Step> steps =
        noted(
            step(-1, List.of(x), List.of(a)),
            step(0, List.of(view(a)), List.of(b)),
            step(-1, List.of(b), List.of(y)));
    b.takeOver(a);
    assertDoesNotThrow(() -> OverwriteProof.check(steps, NONE));
  }

  @Test
  void notWhereAnotherOperandLiesThereToo() {
    Step[] steps = {
      step(-1, List.of(x), List.of(a)),
      step(0, List.of(a, view(a)), List.of(b)),
      step(-1, List.of(b), List.of(y))
    };
    noted(steps);
    b.takeOver(a);
    assertRefused("overwrite its input 1", NONE, steps);
  }

  @Test
  void notWithoutTheKernelsOffer() {
    Step[] steps = {step(-1, List.of(x), List.of(a)), step(-1, List.of(a), List.of(b))};
    noted(steps);
    b.takeOver(a);
    assertRefused("overwrite its input 0", NONE, steps);
  }

  @Test
  void whatIsReadLaterMayNotBeOverwrittenInPart() {
    b.setOffset(BYTES);
    c.setOffset(BYTES - 4);
    assertRefused(
        "'a' is not there any more",
        NONE,
        step(-1, List.of(x), List.of(a)),
        step(-1, List.of(a), List.of(b)),
        step(-1, List.of(x), List.of(c)),
        step(-1, List.of(a), List.of(y)));
  }

  @Test
  void whatNobodyWroteMayNotBeRead() {
    assertRefused("'a' is not there any more", NONE, step(-1, List.of(a), List.of(y)));
  }

  @Test
  void outputsOfAStepLieApart() {
    b.setOffset(BYTES / 2);
    assertRefused("its outputs 0 and 1 share", NONE, step(-1, List.of(x), List.of(a, b)));
  }

  @Test
  void anInputOfTheCallerIsReadBeforeTheOutputInItsPlaceIsWritten() {
    int[] over = {0, -1};
    OverwriteProof.check(List.of(step(0, List.of(x), List.of(y))), over);
    assertRefused(
        "x' is not there any more",
        over,
        step(0, List.of(x), List.of(y)),
        step(-1, List.of(view(x)), List.of(z)));
    assertRefused("overwrite its input 1", over, step(0, List.of(x, x), List.of(y)));
  }

  @Test
  void twoOutputsOfTheCallerMayNotHaveTheSameInputsPlace() {
    assertRefused(
        "its output 'y' is overwritten later",
        new int[] {0, 0},
        step(0, List.of(x), List.of(y)),
        step(-1, List.of(y), List.of(a)),
        step(-1, List.of(a), List.of(z)));
  }
}
