package io.culebra.perf.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyTest {

  @Test
  void countsAllRunsAndKeepsTheMediansOfRounds() {
    Latency latency =
        Latency.of(
            List.of(
                new long[] {1_000_000, 2_000_000, 3_000_000},
                new long[] {4_000_000, 5_000_000, 6_000_000}));
    assertEquals(3.5, latency.medianMs());
    assertEquals(2, latency.lowMs());
    assertEquals(5, latency.highMs());
    assertEquals(1, latency.minMs());
    assertEquals(6, latency.runs());
  }

  @Test
  void ratioComparesRoundByRound() {
    Ratio ratio =
        Ratio.of(List.of(new long[] {2}, new long[] {8}), List.of(new long[] {2}, new long[] {4}));
    assertEquals(1, ratio.low());
    assertEquals(2, ratio.high());
    assertEquals(5.0 / 3, ratio.ofMedians(), 1e-12);
  }
}
