package io.culebra.vector.resize;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.KernelHarness;
import io.culebra.kernel.Specs;
import io.culebra.kernel.Tensors;
import io.culebra.op.GridSample;
import io.culebra.op.PaddingMode;
import io.culebra.op.ResizeMode;
import io.culebra.reference.ReferenceProvider;
import io.culebra.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** GridSample of images and volumes against the plain loops. */
class GridSampleImplementationTest {
  private static final Implementation GRID_SAMPLE = new GridSampleImplementation();
  private static final Implementation REFERENCE =
      new ReferenceProvider()
          .implementations().stream()
              .filter(i -> i.operator() == GridSample.class)
              .findFirst()
              .orElseThrow();

  @ParameterizedTest
  @EnumSource(ResizeMode.class)
  void agreesInEveryMode(ResizeMode mode) {
    for (PaddingMode padding : PaddingMode.values()) {
      for (boolean aligned : new boolean[] {false, true}) {
        GridSample op = new GridSample(mode, padding, aligned);
        check(specs(op, Tensors.normal(1, 2, 19, 6, 5), 2, 9, 7, 2));
        check(specs(op, Tensors.normal(2, 2, 3, 4, 6, 5), 2, 3, 5, 7, 3));
        check(specs(op, Tensors.normal(3, 1, 37, 1, 2, 3), 1, 4, 4, 4, 3));
      }
    }
  }

  @Test
  void refusesSignals() {
    GridSample op = new GridSample(ResizeMode.LINEAR, PaddingMode.ZEROS, true);
    Specs specs = specs(op, Tensors.normal(1, 2, 3, 9), 2, 7, 1);
    assertFalse(GRID_SAMPLE.supports(specs.build()).isYes());
  }

  private static Specs specs(GridSample op, Tensor x, long... grid) {
    return Specs.of(op, x, Tensors.uniform(7, -2.3f, 2.3f, grid)).threads(2);
  }

  private static void check(Specs specs) {
    Tensor expected = KernelHarness.run(REFERENCE, specs).getFirst();
    Tensors.assertClose(expected, KernelHarness.run(GRID_SAMPLE, specs).getFirst(), 1e-5);
  }
}
