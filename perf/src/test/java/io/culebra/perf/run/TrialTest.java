package io.culebra.perf.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TrialTest {
  @Test
  void keepsAllOfAShortRoundAndAnEvenPartOfALongOne() {
    long[] few = LongStream.range(0, 1000).toArray();
    assertArrayEquals(few, Trial.kept(few));
    long[] kept = Trial.kept(LongStream.range(0, 60_500).toArray());
    assertEquals(1000, kept.length);
    assertEquals(0, kept[0]);
    assertEquals(30_250, kept[500]);
    assertEquals(60_439, kept[999]);
  }
}
