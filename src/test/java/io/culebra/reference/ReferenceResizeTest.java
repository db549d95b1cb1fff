package io.culebra.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.culebra.kernel.Specs;
import io.culebra.kernel.Tensors;
import io.culebra.op.AspectPolicy;
import io.culebra.op.CoordinateTransform;
import io.culebra.op.NearestMode;
import io.culebra.op.Resize;
import io.culebra.op.ResizeMode;
import io.culebra.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceResizeTest {
  private static final Tensor ROW = Tensor.of(new float[] {0, 10, 20, 30}, 1, 4);

  private static Resize resize(ResizeMode mode, CoordinateTransform transform) {
    return Resize.of(mode, transform, NearestMode.FLOOR);
  }

  private static float[] toSize(Resize resize, long size) {
    Specs specs = Specs.of(resize, ROW).absent().absent();
    return References.first(specs.constant(Tensor.of(new long[] {1, size}, 2))).toFloatArray();
  }

  @Test
  void takesTheNearest() {
    assertArrayEquals(
        new float[] {0, 0, 10, 10, 20, 20, 30, 30},
        toSize(resize(ResizeMode.NEAREST, CoordinateTransform.ASYMMETRIC), 8));
  }

  @Test
  void takesWeightedMeans() {
    assertArrayEquals(
        new float[] {0, 5, 10, 15, 20, 25, 30},
        toSize(resize(ResizeMode.LINEAR, CoordinateTransform.ALIGN_CORNERS), 7),
        1e-5f);
    assertArrayEquals(
        new float[] {0, 2.5f, 7.5f, 12.5f, 17.5f, 22.5f, 27.5f, 30},
        toSize(resize(ResizeMode.LINEAR, CoordinateTransform.HALF_PIXEL), 8),
        1e-5f);
    assertArrayEquals(
        new float[] {5, 25},
        toSize(resize(ResizeMode.LINEAR, CoordinateTransform.HALF_PIXEL), 2),
        1e-5f);
  }

  @Test
  void reproducesAStraightLineByCubics() {
    Resize keys =
        new Resize(
            ResizeMode.CUBIC,
            CoordinateTransform.ALIGN_CORNERS,
            NearestMode.FLOOR,
            -0.5f,
            false,
            0,
            false,
            List.of(),
            AspectPolicy.STRETCH);
    float[] y = toSize(keys, 7);
    assertArrayEquals(new float[] {10, 15, 20}, new float[] {y[2], y[3], y[4]}, 1e-5f);
  }

  @Test
  void widensTheFilterAgainstAliases() {
    Resize smooth =
        new Resize(
            ResizeMode.LINEAR,
            CoordinateTransform.HALF_PIXEL,
            NearestMode.FLOOR,
            -0.75f,
            true,
            0,
            true,
            List.of(1),
            AspectPolicy.STRETCH);
    Specs specs = Specs.of(smooth, ROW).absent().absent();
    Tensor y = References.first(specs.constant(Tensor.of(new long[] {2}, 1)));
    float left = (0.75f * 0 + 0.75f * 10 + 0.25f * 20) / 1.75f;
    assertArrayEquals(new float[] {left, 30 - left}, y.toFloatArray(), 1e-5f);
  }

  @Test
  void keepsProportionsWhereSizesOnlyLimit() {
    Resize fitting =
        new Resize(
            ResizeMode.NEAREST,
            CoordinateTransform.HALF_PIXEL,
            NearestMode.ROUND_PREFER_FLOOR,
            -0.75f,
            false,
            0,
            false,
            List.of(2, 3),
            AspectPolicy.NOT_LARGER);
    Tensor x = Tensors.counting(1, 1, 2, 4);
    Specs specs = Specs.of(fitting, x).absent().absent();
    Tensor y = References.first(specs.constant(Tensor.of(new long[] {8, 8}, 2)));
    assertArrayEquals(new long[] {1, 1, 4, 8}, y.shape().toArray());
  }
}
