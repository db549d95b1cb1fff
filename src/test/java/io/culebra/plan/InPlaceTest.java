package io.culebra.plan;

import static io.culebra.plan.HandMade.arena;
import static io.culebra.plan.HandMade.input;
import static io.culebra.plan.HandMade.noted;
import static io.culebra.plan.HandMade.output;
import static io.culebra.plan.HandMade.step;
import static io.culebra.plan.HandMade.view;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class InPlaceTest {
  private static final int SIZE = 8;

  private final Buffer x = input("x", 0, SIZE);
  private final Buffer a = arena("a", SIZE);
  private final Buffer b = arena("b", SIZE);
  private final Buffer c = arena("c", SIZE);
  private final Step makesA = step(-1, List.of(x), List.of(a));

  private static int[] callers(int outputs, Step... steps) {
    return InPlace.ofCaller(noted(steps), outputs);
  }

  @Test
  void anInputThatNobodyElseNeedsIsTakenOver() {
    InPlace.share(noted(makesA, step(0, List.of(a), List.of(b)), step(0, List.of(b), List.of(c))));
    assertSame(a.root(), b.root());
    assertSame(a.root(), c.root());
  }

  @Test
  void onlyWhatTheKernelOffersIsTakenOver() {
    InPlace.share(noted(makesA, step(-1, List.of(a), List.of(b))));
    assertNotSame(a.root(), b.root());
  }

  @Test
  void theSameBufferAsAnotherOperandIsLeftAlone() {
    InPlace.share(
        noted(makesA, step(1, List.of(a, a), List.of(b)), step(0, List.of(b, c, b), List.of(c))));
    assertNotSame(a.root(), b.root());
    assertNotSame(b.root(), c.root());
  }

  @Test
  void aViewAsAnotherOperandIsSeenThrough() {
    InPlace.share(noted(makesA, step(0, List.of(a, view(view(a))), List.of(b))));
    assertNotSame(a.root(), b.root());
    InPlace.share(noted(makesA, step(0, List.of(view(a), a), List.of(c))));
    assertNotSame(a.root(), c.root());
  }

  @Test
  void memoryThatWasTakenOverBeforeIsOneWithWhatItWas() {
    Buffer d = arena("d", SIZE);
    InPlace.share(
        noted(
            makesA,
            step(0, List.of(view(a)), List.of(b)),
            step(0, List.of(view(b)), List.of(c)),
            step(1, List.of(c, view(c)), List.of(d))));
    assertSame(a.root(), c.root());
    assertNotSame(a.root(), d.root());
  }

  @Test
  void whatIsReadLaterIsLeftAlone() {
    InPlace.share(
        noted(makesA, step(0, List.of(a), List.of(b)), step(-1, List.of(b, a), List.of(c))));
    assertNotSame(a.root(), b.root());
  }

  @Test
  void aViewThatIsReadLaterIsLeftAlone() {
    Buffer seen = view(a);
    InPlace.share(
        noted(makesA, step(0, List.of(a), List.of(b)), step(-1, List.of(b, seen), List.of(c))));
    assertNotSame(a.root(), b.root());
  }

  @Test
  void anOperandThatTheKernelDoesNotReadDoesNotMatter() {
    InPlace.share(noted(makesA, step(0, Arrays.asList(a, null), List.of(b))));
    assertSame(a.root(), b.root());
    assertEquals(
        -1, callers(1, step(0, Collections.singletonList(null), List.of(output("y", 0, SIZE))))[0]);
  }

  @Test
  void sizesHaveToAgree() {
    Buffer larger = arena("larger", 2 * SIZE);
    InPlace.share(noted(makesA, step(0, List.of(a), List.of(larger))));
    assertNotSame(a.root(), larger.root());
  }

  @Test
  void theCallersTensorsAreNotTakenOverUnasked() {
    Buffer y = output("y", 0, SIZE);
    InPlace.share(noted(step(0, List.of(x), List.of(a)), step(0, List.of(a), List.of(y))));
    assertNotSame(x.root(), a.root());
    assertNotSame(a.root(), y.root());
  }

  @Test
  void theCallerMayGiveOneTensorForBothSidesOfAStepInPlace() {
    Buffer other = input("other", 1, SIZE);
    Buffer y = output("y", 0, SIZE);
    Buffer z = output("z", 1, SIZE);
    assertArrayEquals(
        new int[] {1, -1},
        callers(
            2,
            step(1, List.of(x, other), List.of(y)),
            step(0, List.of(x, y), List.of(z)),
            step(-1, List.of(x), List.of(a))));
  }

  @Test
  void theCallerMayNotDoSoWhereAnotherOperandIsTheSameInput() {
    assertArrayEquals(
        new int[] {-1}, callers(1, step(0, List.of(x, view(x)), List.of(output("y", 0, SIZE)))));
    assertArrayEquals(
        new int[] {-1}, callers(1, step(1, List.of(x, x), List.of(output("y", 0, SIZE)))));
  }

  @Test
  void theCallerMayNotDoSoWhereTheInputIsReadLater() {
    assertArrayEquals(
        new int[] {-1},
        callers(
            1,
            step(0, List.of(x), List.of(output("y", 0, SIZE))),
            step(-1, List.of(view(x)), List.of(a))));
  }
}
