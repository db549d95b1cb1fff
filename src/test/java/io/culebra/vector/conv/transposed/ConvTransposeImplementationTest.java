package io.culebra.vector.conv.transposed;

import io.culebra.kernel.KernelHarness;
import io.culebra.kernel.Specs;
import io.culebra.kernel.Tensors;
import io.culebra.op.AutoPad;
import io.culebra.op.ConvTranspose;
import io.culebra.op.Fused;
import io.culebra.op.PostOp;
import io.culebra.op.Relu;
import io.culebra.op.Window;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** ConvTranspose against input elements that are spread one by one. */
class ConvTransposeImplementationTest {
  private static final ConvTransposeImplementation DECONVOLUTION =
      new ConvTransposeImplementation();

  @Test
  void windowsThatDoNotOverlap() {
    check(transpose(2, 1, 0, 0, 1), Tensors.normal(1, 2, 24, 9, 11), 24, 10, 2, true);
    check(transpose(2, 1, 0, 0, 1), Tensors.normal(1, 1, 5, 4, 7), 5, 1, 2, false);
  }

  @Test
  void windowsThatOverlap() {
    check(transpose(2, 1, 1, 1, 1), Tensors.normal(1, 2, 20, 6, 5), 20, 17, 4, true);
    check(transpose(1, 1, 1, 0, 1), Tensors.normal(1, 1, 8, 6, 5), 8, 33, 3, true);
    check(transpose(3, 2, 1, 1, 1), Tensors.normal(1, 2, 8, 6, 5), 8, 4, 3, false);
    check(transpose(3, 1, 0, 2, 1), Tensors.normal(1, 1, 8, 3, 4), 8, 4, 2, true);
  }

  @Test
  void groups() {
    check(transpose(2, 1, 1, 0, 4), Tensors.normal(1, 2, 12, 6, 5), 12, 5, 3, true);
    check(transpose(2, 1, 1, 1, 6), Tensors.normal(1, 1, 6, 6, 5), 6, 1, 4, false);
  }

  @Test
  void postOpsFollow() {
    Tensor x = Tensors.normal(1, 1, 8, 6, 5);
    Tensor filters = Tensors.normal(2, 8, 7, 3, 3);
    ConvTranspose op = transpose(2, 1, 1, 0, 1);
    Fused fused = new Fused(op, 3, List.of(new PostOp.Activation(new Relu())));
    Specs specs = Specs.of(fused).input(x).constant(filters);
    Shape output = specs.build().output().shape();
    float[] expected = expected(op, x, filters, new float[7], output).toFloatArray();
    for (int i = 0; i < expected.length; i++) {
      expected[i] = Math.max(0, expected[i]);
    }
    Tensors.assertClose(
        Tensor.of(expected, output.toArray()),
        KernelHarness.run(DECONVOLUTION, specs).getFirst(),
        1e-5);
  }

  private static ConvTranspose transpose(
      int stride, int dilation, int pad, int outputPadding, int group) {
    Window window =
        new Window(
            List.of(),
            List.of(stride, stride),
            List.of(dilation, dilation),
            List.of(pad, 0),
            List.of(0, pad),
            AutoPad.NOTSET);
    return new ConvTranspose(window, group, List.of(outputPadding, outputPadding), List.of());
  }

  private static void check(
      ConvTranspose op, Tensor x, int channels, int groupOutputs, int kernel, boolean hasBias) {
    Tensor filters = Tensors.normal(2, channels, groupOutputs, kernel, kernel);
    Tensor bias = Tensors.normal(3, (long) groupOutputs * op.group());
    Specs specs = Specs.of(op).input(x).constant(filters).threads(2);
    Specs whole = hasBias ? specs.constant(bias) : specs;
    float[] biases = hasBias ? bias.toFloatArray() : new float[groupOutputs * op.group()];
    Tensor expected = expected(op, x, filters, biases, whole.build().output().shape());
    Tensors.assertClose(expected, KernelHarness.run(DECONVOLUTION, whole).getFirst(), 1e-5);
  }

  private static Tensor expected(
      ConvTranspose op, Tensor x, Tensor filters, float[] bias, Shape output) {
    int kernel = (int) filters.shape().size(2);
    Window w = op.resolved(x.shape(), List.of(kernel, kernel)).window();
    int groupOutputs = (int) filters.shape().size(1);
    int outputs = (int) output.size(1);
    int height = (int) output.size(2);
    int width = (int) output.size(3);
    long[] sizes = x.shape().toArray();
    double[] sums = new double[(int) output.elements()];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = bias[i / (height * width) % outputs];
    }
    float[] values = x.toFloatArray();
    float[] weights = filters.toFloatArray();
    for (int i = 0; i < values.length; i++) {
      int column = (int) (i % sizes[3]);
      int row = (int) (i / sizes[3] % sizes[2]);
      int channel = (int) (i / (sizes[3] * sizes[2]) % sizes[1]);
      int image = (int) (i / (sizes[3] * sizes[2] * sizes[1]));
      int group = channel / (int) (sizes[1] / op.group());
      for (int j = 0; j < groupOutputs * kernel * kernel; j++) {
        int output0 = group * groupOutputs + j / (kernel * kernel);
        int oy = row * w.stride(0) - w.padsBegin().get(0) + j / kernel % kernel * w.dilation(0);
        int ox = column * w.stride(1) - w.padsBegin().get(1) + j % kernel * w.dilation(1);
        if (oy >= 0 && oy < height && ox >= 0 && ox < width) {
          sums[((image * outputs + output0) * height + oy) * width + ox] +=
              (double) values[i] * weights[channel * groupOutputs * kernel * kernel + j];
        }
      }
    }
    float[] result = new float[sums.length];
    for (int i = 0; i < sums.length; i++) {
      result[i] = (float) sums[i];
    }
    return Tensor.of(result, output.toArray());
  }
}
