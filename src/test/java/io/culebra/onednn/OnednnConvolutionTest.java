package io.culebra.onednn;

import io.culebra.kernel.Specs;
import io.culebra.kernel.Tensors;
import io.culebra.op.AutoPad;
import io.culebra.op.Conv;
import io.culebra.op.ConvTranspose;
import io.culebra.op.Fused;
import io.culebra.op.Gelu;
import io.culebra.op.PostOp;
import io.culebra.op.Relu;
import io.culebra.op.Swish;
import io.culebra.op.Window;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Conv and ConvTranspose against plain loops, over shapes with tails. */
class OnednnConvolutionTest {
  private static Window window(int stride, int dilation, List<Integer> begin, List<Integer> end) {
    int axes = begin.size();
    return new Window(
        List.of(),
        List.of(stride, stride, stride).subList(0, axes),
        List.of(dilation, dilation, dilation).subList(0, axes),
        begin,
        end,
        AutoPad.NOTSET);
  }

  private static Specs conv(Conv op, long channels, long batch, long[] weights, long... spatial) {
    long[] x = new long[spatial.length + 2];
    x[0] = batch;
    x[1] = channels;
    System.arraycopy(spatial, 0, x, 2, spatial.length);
    return Specs.of(op)
        .input(Tensors.normal(1, x))
        .constant(Tensors.normal(2, weights))
        .constant(Tensors.normal(3, weights[0]));
  }

  @Test
  void imagesOfRandomSizes() {
    Random random = new Random(5);
    for (int i = 0; i < 12; i++) {
      int kernel = 1 + random.nextInt(4);
      int stride = 1 + random.nextInt(2);
      int dilation = 1 + random.nextInt(2);
      List<Integer> begin = List.of(random.nextInt(kernel), random.nextInt(kernel));
      List<Integer> end = List.of(random.nextInt(kernel), random.nextInt(kernel));
      int group = 1 + random.nextInt(3);
      long in = group * (1L + random.nextInt(19));
      long out = group * (1L + random.nextInt(19));
      Conv op = new Conv(window(stride, dilation, begin, end), group);
      long[] weights = {out, in / group, kernel, kernel};
      Agreement.check(
          conv(op, in, 1 + i % 3, weights, 9 + random.nextInt(9), 9 + random.nextInt(9))
              .threads(1 + i % 2));
    }
  }

  @Test
  void everyChannelByItself() {
    for (long channels : new long[] {1, 16, 33}) {
      Conv op = new Conv(window(1, 1, List.of(1, 1), List.of(1, 1)), (int) channels);
      Agreement.check(conv(op, channels, 2, new long[] {channels, 1, 3, 3}, 11, 8));
      Agreement.check(conv(op, channels, 1, new long[] {2 * channels, 1, 3, 3}, 11, 8));
    }
  }

  @Test
  void samePadding() {
    for (AutoPad pad : List.of(AutoPad.SAME_UPPER, AutoPad.SAME_LOWER, AutoPad.VALID)) {
      Window window = new Window(List.of(), List.of(2, 2), List.of(), List.of(), List.of(), pad);
      Agreement.check(conv(new Conv(window, 1), 3, 1, new long[] {8, 3, 3, 4}, 12, 15));
    }
  }

  @Test
  void signalsAndVolumes() {
    Conv signal = new Conv(window(2, 2, List.of(3), List.of(1)), 1);
    Agreement.check(conv(signal, 5, 2, new long[] {7, 5, 3}, 40));
    Conv volume = new Conv(window(1, 1, List.of(1, 0, 1), List.of(0, 1, 1)), 1);
    Agreement.check(conv(volume, 4, 1, new long[] {6, 4, 2, 3, 3}, 5, 6, 7));
  }

  @Test
  void weightsThatAreComputed() {
    Conv op = new Conv(Window.of2d(3, 1, 1), 2);
    Agreement.check(
        Specs.of(op).input(Tensors.normal(1, 1, 8, 6, 7)).input(Tensors.normal(2, 10, 4, 3, 3)));
  }

  @Test
  void chainsOfPostOps() {
    List<PostOp> residual = List.of(new PostOp.Add(3), new PostOp.Activation(new Relu()));
    List<PostOp> activations =
        List.of(
            new PostOp.Activation(new Swish(1)),
            new PostOp.Add(3),
            new PostOp.Activation(new Gelu(false)));
    for (List<PostOp> chain : List.of(residual, activations)) {
      Agreement.check(
          Specs.of(new Fused(new Conv(Window.of2d(3, 2, 1), 1), 3, chain))
              .input(Tensors.normal(1, 2, 6, 9, 9))
              .constant(Tensors.normal(2, 17, 6, 3, 3))
              .absent()
              .input(Tensors.normal(4, 2, 17, 5, 5)));
    }
  }

  @Test
  void transposed() {
    for (int group : new int[] {1, 2}) {
      for (int stride = 1; stride <= 3; stride++) {
        for (int added = 0; added < stride; added++) {
          ConvTranspose op =
              new ConvTranspose(
                  window(stride, 1, List.of(1, 0), List.of(0, 2)),
                  group,
                  List.of(added, 0),
                  List.of());
          Agreement.check(
              Specs.of(op)
                  .input(Tensors.normal(1, 2, 6, 5, 7))
                  .constant(Tensors.normal(2, 6, 5, 3, 4))
                  .constant(Tensors.normal(3, 5L * group))
                  .threads(1 + stride % 2));
        }
      }
    }
  }

  @Test
  void transposedToAnAskedSize() {
    ConvTranspose op =
        new ConvTranspose(window(2, 2, List.of(0), List.of(0)), 1, List.of(), List.of(17));
    Agreement.check(
        Specs.of(op).input(Tensors.normal(1, 1, 4, 8)).constant(Tensors.normal(2, 4, 3, 3)));
  }

  @Test
  void nothingToConvolve() {
    Specs empty =
        Specs.of(new Conv(Window.of2d(3, 1, 1), 1))
            .input(Tensors.normal(1, 0, 4, 8, 8))
            .constant(Tensors.normal(2, 4, 4, 3, 3));
    Agreement.checkRefusal(empty, "empty");
  }

  /** Asked for these, oneDNN 3.13 ends the process. */
  @Test
  void windowsInThePaddingAloneAreLeftToOthers() {
    for (int channels : new int[] {1, 7, 17}) {
      Conv op = new Conv(window(2, 1, List.of(1, 1), List.of(1, 1)), 1);
      Agreement.checkRefusal(
          conv(op, channels, 1, new long[] {7, channels, 3, 1}, 17, 1), "padding");
      Conv wide = new Conv(window(1, 2, List.of(5), List.of(0)), 1);
      Agreement.checkRefusal(conv(wide, channels, 2, new long[] {7, channels, 3}, 9), "padding");
    }
    Conv meets = new Conv(window(2, 1, List.of(1, 0), List.of(1, 0)), 1);
    Agreement.check(conv(meets, 17, 1, new long[] {7, 17, 3, 1}, 17, 1));
  }

  /** oneDNN 3.13 reads the rows of these at the wrong places. */
  @Test
  void oneChannelWithAnOutputOneWideIsLeftToOthers() {
    Random random = new Random(11);
    for (int i = 0; i < 12; i++) {
      int stride = 2 + random.nextInt(2);
      long width = 3L + random.nextInt(stride);
      long height = 4L + random.nextInt(9);
      long out = 1L + random.nextInt(17);
      Window strided =
          new Window(
              List.of(), List.of(1, stride), List.of(), List.of(), List.of(), AutoPad.NOTSET);
      long[] weights = {out, 1, 1 + random.nextInt(3), 3};
      Agreement.checkRefusal(
          conv(new Conv(strided, 1), 1, 1 + i % 2, weights, height, width), "one element wide");
      Window plain =
          new Window(
              List.of(), List.of(1, stride), List.of(), List.of(), List.of(), AutoPad.SAME_UPPER);
      Agreement.check(conv(new Conv(plain, 1), 1, 1 + i % 2, weights, height, 4 + width));
      long[] depthwise = {3, 1, 2, 3};
      Agreement.check(conv(new Conv(strided, 3), 3, 1 + i % 2, depthwise, height, width));
    }
  }
}
