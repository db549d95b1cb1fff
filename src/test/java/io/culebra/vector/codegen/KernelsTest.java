package io.culebra.vector.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.vector.Lanes;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

final class KernelsTest {
  private static final Pattern COMPILED =
      Pattern.compile("(?m)^\\d+\\s+(\\d)\\s.*\\.(Kernel_\\w+)\\S*\\.tile\\(");

  @Test
  void equalSpecsShareOneKernel() {
    MicroKernelSpec spec = new MicroKernelSpec(new Tile(8, 2), 3, Start.BIAS, End.CLAMP);
    MicroKernelSpec same = new MicroKernelSpec(new Tile(8, 2), 3, Start.BIAS, End.CLAMP);
    assertSame(Kernels.get(spec), Kernels.get(same));
  }

  @Test
  void kernelsThatDoNotFitTheRegistersAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new MicroKernelSpec(new Tile(16, 2), 13, Start.ZERO, End.STORE));
  }

  @Test
  void everyKindOfKernelReachesC2() throws JMException {
    List<MicroKernelSpec> specs = new ArrayList<>();
    for (int vectors = 1; vectors <= 3; vectors++) {
      Tile tile = new Tile(Lanes.COUNT, vectors);
      for (Start start : Start.values()) {
        for (End end : End.values()) {
          int rows = tile.maxRows();
          if (!start.readsC() || tile.mayStartFromC(rows)) {
            specs.add(new MicroKernelSpec(tile, rows, start, end));
          }
        }
      }
    }
    Map<String, Integer> levels = new TreeMap<>();
    for (MicroKernelSpec spec : specs) {
      // A fresh one: the code of a kernel that has rested for long may have been thrown away.
      MicroKernel kernel = MicroKernelGenerator.spin(spec);
      long deadline = System.nanoTime() + 15_000_000_000L;
      assertTrue(Kernels.runUntilCompiled(spec, kernel, deadline), () -> "still slow: " + spec);
      levels().forEach((name, level) -> levels.merge(name, level, Math::max));
    }
    for (MicroKernelSpec spec : specs) {
      String name =
          "Kernel_%dx%dx%d_%s_%s"
              .formatted(
                  spec.rows(),
                  spec.tile().vectors(),
                  spec.tile().lanes(),
                  spec.start(),
                  spec.end());
      assertEquals(4, levels.get(name), name);
    }
  }

  /** The highest tier at which the tile method of each spun kernel is compiled. */
  private static Map<String, Integer> levels() throws JMException {
    String list =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "compilerCodelist",
                    null,
                    null);
    Map<String, Integer> levels = new TreeMap<>();
    var matcher = COMPILED.matcher(list);
    while (matcher.find()) {
      levels.merge(matcher.group(2), Integer.valueOf(matcher.group(1)), Math::max);
    }
    return levels;
  }
}
