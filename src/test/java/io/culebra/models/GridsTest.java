package io.culebra.models;

import io.culebra.kernel.Tensors;
import io.culebra.op.AffineGrid;
import io.culebra.op.GridSample;
import io.culebra.op.PaddingMode;
import io.culebra.op.ResizeMode;
import io.culebra.op.RotaryEmbedding;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sampling at computed places, and turned embeddings, on every backend, against ONNX Runtime. */
class GridsTest {
  @ParameterizedTest
  @EnumSource(ResizeMode.class)
  void samplesImages(ResizeMode mode) throws Exception {
    for (PaddingMode padding : PaddingMode.values()) {
      for (boolean aligned : new boolean[] {false, true}) {
        for (int channels : new int[] {3, 19}) {
          Tensor x = Tensors.normal(channels, 2, channels, 6, 5);
          Tensor grid = Tensors.uniform(7, -2.3f, 2.3f, 2, 4, 9, 2);
          OperatorComparison.check(new GridSample(mode, padding, aligned), List.of(x, grid), 1);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ResizeMode.class,
      names = {"NEAREST", "LINEAR"})
  void samplesVolumes(ResizeMode mode) throws Exception {
    for (PaddingMode padding : PaddingMode.values()) {
      for (boolean aligned : new boolean[] {false, true}) {
        for (int channels : new int[] {3, 19}) {
          Tensor x = Tensors.normal(channels, 2, channels, 4, 6, 5);
          Tensor grid = Tensors.uniform(7, -2.3f, 2.3f, 2, 3, 4, 7, 3);
          OperatorComparison.check(new GridSample(mode, padding, aligned), List.of(x, grid), 1);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void makesGrids(boolean aligned) throws Exception {
    OperatorComparison.check(
        new AffineGrid(aligned),
        List.of(Tensors.normal(1, 2, 2, 3), Tensor.of(new long[] {2, 3, 5, 7}, 4)),
        1);
    OperatorComparison.check(
        new AffineGrid(aligned),
        List.of(Tensors.normal(1, 2, 3, 4), Tensor.of(new long[] {2, 3, 5, 7, 4}, 5)),
        1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void turnsPairs(boolean interleaved) throws Exception {
    Random random = new Random(3);
    for (int half : new int[] {4, 16, 19}) {
      for (boolean flat : new boolean[] {false, true}) {
        for (boolean part : new boolean[] {false, true}) {
          int size = part ? 2 * half + 6 : 2 * half;
          Tensor x = flat ? Tensors.normal(1, 2, 7, 3L * size) : Tensors.normal(1, 2, 3, 7, size);
          boolean placed = !part;
          List<Tensor> inputs = new ArrayList<>(List.of(x));
          for (int seed = 2; seed < 4; seed++) {
            inputs.add(placed ? Tensors.normal(seed, 30, half) : Tensors.normal(seed, 2, 7, half));
          }
          if (placed) {
            inputs.add(Tensor.of(random.longs(14, 0, 30).toArray(), 2, 7));
          }
          OperatorComparison.check(
              new RotaryEmbedding(interleaved, flat || part ? 3 : 0, part ? 2 * half : 0),
              List.copyOf(inputs),
              1);
        }
      }
    }
  }
}
