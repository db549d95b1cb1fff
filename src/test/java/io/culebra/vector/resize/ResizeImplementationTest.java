package io.culebra.vector.resize;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.KernelHarness;
import io.culebra.kernel.Specs;
import io.culebra.kernel.Tensors;
import io.culebra.op.AspectPolicy;
import io.culebra.op.CoordinateTransform;
import io.culebra.op.NearestMode;
import io.culebra.op.Resize;
import io.culebra.op.ResizeMode;
import io.culebra.reference.ReferenceProvider;
import io.culebra.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Resize of images against the plain loops. */
class ResizeImplementationTest {
  private static final Implementation RESIZE = new ResizeImplementation();
  private static final Implementation REFERENCE =
      new ReferenceProvider()
          .implementations().stream()
              .filter(i -> i.operator() == Resize.class)
              .findFirst()
              .orElseThrow();

  @ParameterizedTest
  @EnumSource(
      value = CoordinateTransform.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = "TF_CROP_AND_RESIZE")
  void agreesInEveryMode(CoordinateTransform coordinates) {
    for (ResizeMode mode : ResizeMode.values()) {
      for (NearestMode nearest : NearestMode.values()) {
        Resize op = Resize.of(mode, coordinates, nearest);
        check(byScales(op, 19, 1, 1, 2, 2));
        check(byScales(op, 3, 1, 1, 1.7f, 0.6f));
        check(bySizes(op, 37, 2, 37, 5, 13));
      }
    }
  }

  @Test
  void weightsOutsideOfTheInputCanBeExcluded() {
    Resize op =
        new Resize(
            ResizeMode.CUBIC,
            CoordinateTransform.HALF_PIXEL,
            NearestMode.FLOOR,
            -0.5f,
            true,
            0,
            false,
            List.of(2, 3),
            AspectPolicy.STRETCH);
    check(byScales(op, 20, 0.8f, 2.3f));
  }

  @Test
  void refusesToMixChannels() {
    Resize op = Resize.of(ResizeMode.LINEAR, CoordinateTransform.HALF_PIXEL, NearestMode.FLOOR);
    assertFalse(RESIZE.supports(byScales(op, 4, 1, 2, 1, 1).build()).isYes());
  }

  private static Specs byScales(Resize op, int channels, float... scales) {
    return Specs.of(op)
        .input(Tensors.normal(1, 2, channels, 7, 9))
        .absent()
        .constant(Tensor.of(scales, scales.length))
        .threads(2);
  }

  private static Specs bySizes(Resize op, int channels, long... sizes) {
    return Specs.of(op)
        .input(Tensors.normal(1, 2, channels, 7, 9))
        .absent()
        .absent()
        .constant(Tensor.of(sizes, sizes.length))
        .threads(2);
  }

  private static void check(Specs specs) {
    Tensor expected = KernelHarness.run(REFERENCE, specs).getFirst();
    Tensors.assertClose(expected, KernelHarness.run(RESIZE, specs).getFirst(), 1e-5);
  }
}
