package io.culebra.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.culebra.kernel.Specs;
import io.culebra.kernel.Tensors;
import io.culebra.op.AutoPad;
import io.culebra.op.AveragePool;
import io.culebra.op.BatchNormalization;
import io.culebra.op.Conv;
import io.culebra.op.ConvTranspose;
import io.culebra.op.Fused;
import io.culebra.op.Gemm;
import io.culebra.op.GlobalAveragePool;
import io.culebra.op.GlobalMaxPool;
import io.culebra.op.InstanceNormalization;
import io.culebra.op.LRN;
import io.culebra.op.LayerNormalization;
import io.culebra.op.LogSoftmax;
import io.culebra.op.MatMul;
import io.culebra.op.MaxPool;
import io.culebra.op.PostOp;
import io.culebra.op.RMSNormalization;
import io.culebra.op.Relu;
import io.culebra.op.Softmax;
import io.culebra.op.Window;
import io.culebra.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Small cases whose results one can compute by hand. */
class ReferenceLayersTest {
  private static final Tensor IMAGE =
      Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 1, 1, 3, 3);

  private static Tensor ones(long... sizes) {
    return Tensors.uniform(0, 1, 1, sizes);
  }

  @Test
  void convolvesWithPaddingAndStride() {
    Conv conv = new Conv(Window.of2d(3, 2, 1), 1);
    Tensor y =
        References.first(Specs.of(conv, IMAGE, ones(1, 1, 3, 3), Tensor.of(new float[] {1}, 1)));
    assertArrayEquals(new float[] {13, 17, 25, 29}, y.toFloatArray());
  }

  @Test
  void convolvesDilatedWithUnequalPads() {
    Window window =
        new Window(
            List.of(), List.of(1, 1), List.of(2, 2), List.of(0, 1), List.of(0, 0), AutoPad.NOTSET);
    Tensor y = References.first(Specs.of(new Conv(window, 1), IMAGE, ones(1, 1, 2, 2)));
    assertArrayEquals(new float[] {2 + 8, 1 + 3 + 7 + 9}, y.toFloatArray());
  }

  @Test
  void convolvesSignalsInGroups() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 10, 20, 30}, 1, 2, 3);
    Tensor w = Tensor.of(new float[] {1, 1, 1, -1}, 2, 1, 2);
    Tensor y = References.first(Specs.of(new Conv(Window.ofWeights(), 2), x, w));
    assertArrayEquals(new float[] {3, 5, -10, -10}, y.toFloatArray());
  }

  @Test
  void convolvesVolumes() {
    Tensor x = Tensors.counting(1, 1, 2, 2, 2);
    Tensor y = References.first(Specs.of(new Conv(Window.ofWeights(), 1), x, ones(1, 1, 2, 1, 2)));
    assertArrayEquals(new float[] {0 + 1 + 4 + 5, 2 + 3 + 6 + 7}, y.toFloatArray());
  }

  @Test
  void spreadsWhatConvolutionGathers() {
    Tensor x = Tensor.of(new float[] {1, 2}, 1, 1, 2);
    Tensor w = Tensor.of(new float[] {1, 10, 100}, 1, 1, 3);
    Window window =
        new Window(List.of(), List.of(2), List.of(), List.of(), List.of(), AutoPad.NOTSET);
    Tensor y = References.first(Specs.of(new ConvTranspose(window, 1, List.of(), List.of()), x, w));
    assertArrayEquals(new float[] {1, 10, 102, 20, 200}, y.toFloatArray());
  }

  @Test
  void poolsWithIndices() {
    MaxPool pool = new MaxPool(Window.of2d(2, 1, 0), false, false);
    List<Tensor> outputs = References.run(Specs.of(pool, IMAGE).outputs(2));
    assertArrayEquals(new float[] {5, 6, 8, 9}, outputs.get(0).toFloatArray());
    assertArrayEquals(new long[] {4, 5, 7, 8}, outputs.get(1).toLongArray());
    MaxPool columns = new MaxPool(Window.of2d(2, 1, 0), false, true);
    List<Tensor> transposed = References.run(Specs.of(columns, IMAGE).outputs(2));
    assertArrayEquals(new long[] {4, 7, 5, 8}, transposed.get(1).toLongArray());
  }

  @Test
  void averagesWithAndWithoutPadding() {
    Window window = Window.of2d(2, 2, 1);
    Tensor inside = References.first(Specs.of(new AveragePool(window, false, false), IMAGE));
    assertArrayEquals(new float[] {1, 2.5f, 5.5f, 7}, inside.toFloatArray());
    Tensor all = References.first(Specs.of(new AveragePool(window, false, true), IMAGE));
    assertArrayEquals(new float[] {0.25f, 1.25f, 2.75f, 7}, all.toFloatArray());
  }

  @Test
  void poolsWholeChannels() {
    assertEquals(5, References.first(Specs.of(new GlobalAveragePool(), IMAGE)).toFloatArray()[0]);
    assertEquals(9, References.first(Specs.of(new GlobalMaxPool(), IMAGE)).toFloatArray()[0]);
  }

  @Test
  void multipliesMatricesTransposedAndScaled() {
    Tensor a = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
    Tensor b = Tensor.of(new float[] {1, 0, 1, 2, 1, 0}, 2, 3);
    Tensor c = Tensor.of(new float[] {10, 20}, 2);
    Tensor y = References.first(Specs.of(new Gemm(2, 0.5f, true, true), a, b, c));
    assertArrayEquals(new float[] {17, 20, 21, 26}, y.toFloatArray());
  }

  @Test
  void multipliesBatchesVectorsAndIntegers() {
    Tensor a = Tensor.of(new int[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 2);
    Tensor b = Tensor.of(new int[] {1, 1}, 2);
    Tensor y = References.first(Specs.of(new MatMul(), a, b));
    assertArrayEquals(new int[] {3, 7, 11, 15}, y.toIntArray());
    Tensor row = References.first(Specs.of(new MatMul(), b, a));
    assertArrayEquals(new int[] {4, 6, 12, 14}, row.toIntArray());
    assertEquals(2, References.first(Specs.of(new MatMul(), b, b)).toIntArray()[0]);
  }

  @Test
  void normalizes() {
    Tensor x = Tensor.of(new float[] {1, 3, 10, 30}, 1, 2, 2);
    Tensor scale = Tensor.of(new float[] {1, 2}, 2);
    Tensor bias = Tensor.of(new float[] {0, 1}, 2);
    float[] normal = {-1, 1, -1, 3};
    assertArrayEquals(
        normal,
        References.first(Specs.of(new InstanceNormalization(0), x, scale, bias)).toFloatArray(),
        1e-6f);
    float[] alongRows = {-1, 3, -1, 3};
    List<Tensor> layer =
        References.run(Specs.of(new LayerNormalization(-1, 0), x, scale, bias).outputs(3));
    assertArrayEquals(alongRows, layer.get(0).toFloatArray(), 1e-6f);
    assertArrayEquals(new float[] {2, 20}, layer.get(1).toFloatArray());
    assertArrayEquals(new float[] {1, 0.1f}, layer.get(2).toFloatArray(), 1e-7f);
    Tensor mean = Tensor.of(new float[] {1, 10}, 2);
    Tensor variance = Tensor.of(new float[] {4, 100}, 2);
    Tensor batch =
        References.first(Specs.of(new BatchNormalization(0), x, scale, bias, mean, variance));
    assertArrayEquals(new float[] {0, 1, 1, 5}, batch.toFloatArray(), 1e-6f);
    Tensor rms =
        References.first(
            Specs.of(
                new RMSNormalization(-1, 0),
                Tensor.of(new float[] {3, 4}, 1, 2),
                Tensor.of(new float[] {1, 1}, 2)));
    float root = (float) Math.sqrt(12.5);
    assertArrayEquals(new float[] {3 / root, 4 / root}, rms.toFloatArray(), 1e-6f);
  }

  @Test
  void normalizesByNeighbouringChannels() {
    Tensor x = Tensor.of(new float[] {1, 2, 3}, 1, 3, 1, 1);
    Tensor y = References.first(Specs.of(new LRN(2, 2, 1, 1), x));
    assertArrayEquals(new float[] {1 / 6f, 2 / 14f, 3 / 10f}, y.toFloatArray(), 1e-7f);
  }

  @Test
  void softensMaxima() {
    Tensor x = Tensor.of(new float[] {1000, 1000, 0, (float) Math.log(3)}, 2, 2);
    float[] y = References.first(Specs.of(new Softmax(-1), x)).toFloatArray();
    assertArrayEquals(new float[] {0.5f, 0.5f, 0.25f, 0.75f}, y, 1e-6f);
    float[] logs = References.first(Specs.of(new LogSoftmax(1), x)).toFloatArray();
    assertEquals(Math.log(0.25), logs[2], 1e-6);
  }

  @Test
  void doesWhatIsFused() {
    Tensor a = Tensor.of(new float[] {1, -1}, 1, 2);
    Tensor b = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
    Tensor bias = Tensor.of(new float[] {1, -5}, 2);
    Tensor residual = Tensor.of(new float[] {10, 20}, 1, 2);
    Fused fused =
        new Fused(
            new MatMul(),
            2,
            List.of(new PostOp.Bias(2), new PostOp.Add(3), new PostOp.Activation(new Relu())));
    Tensor y = References.first(Specs.of(fused, a, b).constant(bias).input(residual));
    assertArrayEquals(new float[] {9, 13}, y.toFloatArray());
  }
}
