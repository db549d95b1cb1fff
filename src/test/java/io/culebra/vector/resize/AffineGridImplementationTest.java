package io.culebra.vector.resize;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.KernelHarness;
import io.culebra.kernel.Specs;
import io.culebra.kernel.Tensors;
import io.culebra.op.AffineGrid;
import io.culebra.reference.ReferenceProvider;
import io.culebra.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AffineGrid of images and volumes against the plain loops. */
class AffineGridImplementationTest {
  private static final Implementation AFFINE_GRID = new AffineGridImplementation();
  private static final Implementation REFERENCE =
      new ReferenceProvider()
          .implementations().stream()
              .filter(i -> i.operator() == AffineGrid.class)
              .findFirst()
              .orElseThrow();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void agreesForImagesAndVolumes(boolean aligned) {
    check(aligned, 2, 3, 5, 7);
    check(aligned, 3, 1, 1, 1);
    check(aligned, 2, 8, 130, 67);
    check(aligned, 2, 3, 4, 5, 7);
    check(aligned, 1, 2, 1, 33, 19);
  }

  private static void check(boolean aligned, long... sizes) {
    int axes = sizes.length - 2;
    Specs specs =
        Specs.of(new AffineGrid(aligned), Tensors.normal(3, sizes[0], axes, axes + 1L))
            .constant(Tensor.of(sizes, sizes.length))
            .threads(2);
    Tensor expected = KernelHarness.run(REFERENCE, specs).getFirst();
    Tensors.assertClose(expected, KernelHarness.run(AFFINE_GRID, specs).getFirst(), 1e-5);
  }
}
