package io.culebra.onednn;

import io.culebra.kernel.Specs;
import io.culebra.kernel.Tensors;
import io.culebra.op.BatchNormalization;
import io.culebra.op.InstanceNormalization;
import io.culebra.op.LRN;
import io.culebra.op.LayerNormalization;
import io.culebra.op.LogSoftmax;
import io.culebra.op.RMSNormalization;
import io.culebra.op.Softmax;
import io.culebra.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Normalizations and softmax against plain loops. */
class OnednnNormalizationTest {
  @Test
  void batchesWithGivenStatistics() {
    for (long[] sizes : new long[][] {{4, 9}, {2, 17, 6}, {2, 5, 7, 3}, {1, 3, 2, 4, 5}}) {
      long channels = sizes[1];
      Agreement.check(
          Specs.of(new BatchNormalization(1e-3f))
              .input(Tensors.normal(1, sizes))
              .constant(Tensors.normal(2, channels))
              .constant(Tensors.normal(3, channels))
              .constant(Tensors.normal(4, channels))
              .constant(Tensors.uniform(5, 0.5f, 2, channels)));
    }
  }

  @Test
  void everyChannelOfEverySample() {
    for (long[] sizes : new long[][] {{2, 17, 6}, {2, 5, 7, 3}, {1, 16, 2, 4, 5}}) {
      Agreement.check(
          Specs.of(new InstanceNormalization(1e-3f))
              .input(Tensors.normal(1, sizes))
              .constant(Tensors.normal(2, sizes[1]))
              .constant(Tensors.normal(3, sizes[1])));
    }
  }

  @Test
  void neighbouringChannels() {
    Agreement.checkRefusal(
        Specs.of(new LRN(5, 0.02f, 0.75f, 1), Tensors.normal(1, 1, 8, 2, 2)), "window");
  }

  @Test
  void lastAxes() {
    for (int axis : new int[] {-1, 1, 2, -2}) {
      Tensor x = Tensors.normal(1, 3, 5, 35);
      long[] scale = axis == 1 || axis == -2 ? new long[] {5, 35} : new long[] {35};
      Agreement.check(
          Specs.of(new LayerNormalization(axis, 1e-5f))
              .input(x)
              .constant(Tensors.normal(2, scale))
              .constant(Tensors.normal(3, scale)));
      Agreement.check(
          Specs.of(new LayerNormalization(axis, 1e-5f)).input(x).input(Tensors.normal(2, scale)));
      Agreement.check(
          Specs.of(new RMSNormalization(axis, 1e-5f)).input(x).constant(Tensors.normal(2, scale)));
    }
  }

  @Test
  void aScaleThatIsBroadcast() {
    Agreement.checkRefusal(
        Specs.of(new LayerNormalization(1, 1e-5f))
            .input(Tensors.normal(1, 3, 5, 7))
            .constant(Tensors.normal(2, 7)),
        "normalized axes");
    Agreement.checkRefusal(
        Specs.of(new LayerNormalization(2, 1e-5f))
            .input(Tensors.normal(1, 3, 5, 15))
            .constant(Tensors.normal(2, 5, 1)),
        "normalized axes");
  }

  @Test
  void noSoftmax() {
    Agreement.checkRefusal(Specs.of(new Softmax(-1), Tensors.normal(1, 2, 5)), "NaN");
    Agreement.checkRefusal(Specs.of(new LogSoftmax(-1), Tensors.normal(1, 2, 5)), "NaN");
  }
}
