package io.culebra.perf.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.perf.compare.Change.Kind;
import io.culebra.perf.result.KernelMeasurement;
import io.culebra.perf.result.Machine;
import io.culebra.perf.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final int KERNELS = 60;
  private static final double SCATTER = 0.03;

  /** A result of many kernels that scatter by 3 %, one of them slowed. */
  private static RunResult result(long seed, int slowed, double factor) {
    Random random = new Random(new SplittableRandom(seed).nextLong());
    List<KernelMeasurement> kernels = new ArrayList<>();
    for (int i = 0; i < KERNELS; i++) {
      double[] nanos = new double[10];
      for (int j = 0; j < nanos.length; j++) {
        nanos[j] =
            1000 * (i + 1) * (i == slowed ? factor : 1) * (1 + SCATTER * random.nextGaussian());
      }
      kernels.add(kernel(i, "right", nanos));
    }
    return of(kernels);
  }

  private static RunResult of(List<KernelMeasurement> kernels) {
    return new RunResult(
        Machine.here(), "", "", Map.of(), null, List.of(), List.of(), List.of(), kernels);
  }

  private static KernelMeasurement kernel(int i, String verdict, double... nanos) {
    return new KernelMeasurement(
        "conv-" + i, "Conv", "" + i, "vector/conv", 1, verdict, 1, 1, 3, nanos);
  }

  @Test
  void noChangeBetweenResultsOfTheSameBuild() {
    for (int seed = 0; seed < 10; seed++) {
      List<Change> changes = Comparison.of(result(seed, -1, 1), result(seed + 100, -1, 1));
      assertEquals(KERNELS, changes.size());
      assertTrue(changes.stream().noneMatch(Change::isChange), "seed " + seed);
    }
  }

  @Test
  void slowedKernelIsFoundByName() {
    for (int seed = 0; seed < 10; seed++) {
      List<Change> found =
          Comparison.of(result(seed, 7, 1), result(seed + 100, 7, 1.1)).stream()
              .filter(Change::isChange)
              .toList();
      assertEquals(1, found.size(), "seed " + seed);
      assertEquals("conv-7, threads: 1", found.getFirst().key());
      assertEquals(Kind.SLOWER, found.getFirst().kind());
    }
  }

  @Test
  void wrongAnswersAndMissingOnesAreTold() {
    RunResult before = of(List.of(kernel(0, "right", 1, 1), kernel(1, "right", 1, 1)));
    RunResult after = of(List.of(kernel(0, "wrong")));
    List<Kind> kinds = Comparison.of(before, after).stream().map(Change::kind).toList();
    assertEquals(List.of(Kind.BROKEN, Kind.UNPAIRED), kinds);
  }
}
