package io.culebra.operators;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Tensor;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Resize of every type and version, and Upsample, against ONNX Runtime. */
class ResizeTest {
  private static final long[] SIZES = {1, 2, 5, 7};

  private static Tensor image(DataType type) {
    Random random = new Random(type.onnxNumber());
    int count = 70;
    if (type.isFloat()) {
      double[] values = new double[count];
      for (int i = 0; i < count; i++) {
        values[i] = (float) random.nextGaussian();
      }
      return Values.fractions(type, SIZES, values);
    }
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = type == DataType.UINT8 ? random.nextInt(256) : random.nextInt(200) - 100;
    }
    return Values.shapedIntegers(type, SIZES, values);
  }

  private static Tensor scales(double... scales) {
    return Values.fractions(DataType.FLOAT, scales);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "UINT8", "INT8", "INT32"})
  void linearByScalesAndBySizes(DataType type) throws Exception {
    for (String transform : new String[] {"half_pixel", "asymmetric", "pytorch_half_pixel"}) {
      for (double scale : new double[] {0.6, 0.4, 1.5, 2, 3.3}) {
        OneNode node =
            OneNode.of("Resize", 13)
                .with("mode", "linear")
                .with("coordinate_transformation_mode", transform)
                .input(image(type))
                .absent()
                .constant(scales(1, 1, scale, 4.1 - scale));
        Everywhere.agrees(1e-4, node.output(type));
      }
      OneNode node =
          OneNode.of("Resize", 13)
              .with("mode", "linear")
              .with("coordinate_transformation_mode", transform)
              .input(image(type))
              .absent()
              .absent()
              .constant(Values.integers(DataType.INT64, 1, 2, 3, 11));
      Everywhere.agrees(1e-4, node.output(type));
    }
  }

  @Test
  void cubicsThatLeaveTheRangeEndAtItsBorder() {
    Tensor x = Values.shapedIntegers(DataType.UINT8, new long[] {1, 4}, 0, 0, 255, 255);
    OneNode node =
        OneNode.of("Resize", 13)
            .with("mode", "cubic")
            .input(x)
            .absent()
            .constant(scales(1, 2))
            .output(DataType.UINT8);
    Everywhere.gives(
        Answer.integers(DataType.UINT8, 0, 0, 0, 58, 197, 255, 255, 255).shaped(1, 8), node);
  }

  @ParameterizedTest
  @CsvSource({"10, FLOAT", "10, UINT8", "10, INT32", "10, INT8"})
  void theFirstResize(int opset, DataType type) throws Exception {
    double[][] all = {{0.6, 0.6}, {2, 2}, {0.5, 3}, {2.5, 0.7}, {1, 0.3}, {1.2, 1.7}, {0.9, 2}};
    for (String mode : new String[] {"nearest", "linear"}) {
      for (double[] two : all) {
        OneNode node =
            OneNode.of("Resize", opset)
                .with("mode", mode)
                .input(image(type))
                .constant(scales(1, 1, two[0], two[1]));
        Everywhere.agrees(1e-4, node.output(type));
        OneNode atRun =
            OneNode.of("Resize", opset)
                .with("mode", mode)
                .input(image(type))
                .input(scales(1, 1, two[0], two[1]));
        Everywhere.agrees(1e-4, atRun.output(type));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nearest", "linear"})
  void upsampleInBothVersions(String mode) throws Exception {
    for (float scale : new float[] {1, 1.2f, 1.5f, 2, 2.7f, 3}) {
      OneNode old =
          OneNode.of("Upsample", 7)
              .with("mode", mode)
              .with("scales", 1f, 1f, scale, 4 - scale)
              .input(image(DataType.FLOAT));
      Everywhere.agrees(1e-4, old.output(DataType.FLOAT));
      OneNode newer =
          OneNode.of("Upsample", 9)
              .with("mode", mode)
              .input(image(DataType.UINT8))
              .constant(scales(1, 1, 4 - scale, scale));
      Everywhere.agrees(1e-4, newer.output(DataType.UINT8));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"floor", "ceil", "round_prefer_floor", "round_prefer_ceil"})
  void nearestByScalesThatAreNoFractionsOfTwo(String nearest) throws Exception {
    for (String transform : new String[] {"half_pixel", "asymmetric"}) {
      for (double scale : new double[] {0.2, 0.3, 0.6, 0.7, 1.1, 1.2, 1.4, 2.2, 3.3}) {
        OneNode node =
            OneNode.of("Resize", 13)
                .with("mode", "nearest")
                .with("coordinate_transformation_mode", transform)
                .with("nearest_mode", nearest)
                .input(image(DataType.FLOAT))
                .absent()
                .constant(scales(1, 1, scale, 3.6 - scale));
        Everywhere.agrees(0, node.output(DataType.FLOAT));
      }
    }
  }
}
