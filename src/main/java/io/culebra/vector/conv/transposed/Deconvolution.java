package io.culebra.vector.conv.transposed;

import io.culebra.kernel.KernelSpec;
import io.culebra.op.ConvTranspose;
import io.culebra.op.Window;
import io.culebra.tensor.Shape;
import io.culebra.vector.gemm.GemmPlan;
import io.culebra.vector.gemm.GemmSpec;
import io.culebra.vector.gemm.StridedRows;
import io.culebra.vector.work.SpatialWindow;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of a ConvTranspose over signals or images, and the product that it is made of: a row
 * of the input times one row of the filters of one group.
 *
 * @param window how the filters slide over the output, whose roles input and output keep
 * @param channels channels of the input
 * @param outputs channels of the output
 * @param groups into how many groups they are split
 * @param product input pixels x (pixels of a filter's row x outputs of the group)
 */
record Deconvolution(
    SpatialWindow window, int channels, int outputs, int groups, GemmPlan product) {
  static Deconvolution of(KernelSpec spec) {
    Shape x = spec.input(0).shape();
    Shape filters = spec.input(1).shape();
    List<Integer> kernel = new ArrayList<>();
    for (int axis = 2; axis < filters.rank(); axis++) {
      kernel.add(Math.toIntExact(filters.size(axis)));
    }
    ConvTranspose op = spec.base(ConvTranspose.class);
    Window resolved = op.resolved(x, kernel).window();
    SpatialWindow window = SpatialWindow.of(resolved, x, spec.output().shape(), kernel);
    int channels = Math.toIntExact(x.size(1));
    int outputs = Math.toIntExact(spec.output().shape().size(1));
    GemmSpec product =
        GemmSpec.of(
            window.inputWidth(),
            window.kernelWidth() * (outputs / op.group()),
            channels / op.group(),
            StridedRows.rowMajor(channels));
    return new Deconvolution(window, channels, outputs, op.group(), new GemmPlan(product, 1));
  }

  /** Channels of the input in a group. */
  int groupChannels() {
    return channels / groups;
  }

  /** Channels of the output in a group. */
  int groupOutputs() {
    return outputs / groups;
  }

  /** The bytes of what the product gives. */
  long lineBytes() {
    return (long) window.inputWidth() * window.kernelWidth() * groupOutputs() * Float.BYTES;
  }
}
