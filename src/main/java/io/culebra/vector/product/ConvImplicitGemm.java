package io.culebra.vector.product;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layout;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Support;
import io.culebra.op.Conv;
import io.culebra.op.Op;
import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.vector.gemm.ConvolutionRows;
import io.culebra.vector.gemm.GemmPlan;
import io.culebra.vector.gemm.GemmSpec;
import io.culebra.vector.gemm.PanelLayout;
import io.culebra.vector.gemm.RowSource;
import io.culebra.vector.gemm.SlidingWindow;
import io.culebra.vector.gemm.StridedRows;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Conv of signals and images with channels last as a product per group: output pixels by taps and
 * channels, times taps and channels by output channels. The first matrix is only ever gathered
 * block by block; a convolution with a single tap is the plain product that it is.
 */
public final class ConvImplicitGemm implements Implementation {
  private static final int W = 1;
  private static final int BIAS = 2;

  @Override
  public String name() {
    return "vector/conv-implicit-gemm";
  }

  @Override
  public Class<? extends Op> operator() {
    return Conv.class;
  }

  @Override
  public Support supports(KernelSpec spec) {
    int rank = spec.input(0).shape().rank();
    return Support.require(spec.isAll(DataType.FLOAT), "an operand is not of float32")
        .and(Support.require(rank == 3 || rank == 4, "neither a signal nor an image"))
        .and(Support.require(spec.input(W).isConstant(), "the weights are not constant"))
        .and(Sizes.support(spec))
        .and(new PostOps(spec, false).support());
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    List<Layout> inputs =
        new ArrayList<>(Collections.nCopies(spec.inputs().size(), Layout.CHANNELS_LAST));
    inputs.set(W, Layout.ROW_MAJOR);
    if (spec.hasInput(BIAS)) {
      inputs.set(BIAS, Layout.ROW_MAJOR);
    }
    return List.of(new Layouts(inputs, List.of(Layout.CHANNELS_LAST), 0));
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    Convolution conv = Convolution.of(spec);
    PostOps postOps = new PostOps(spec, false);
    List<Product> products = new ArrayList<>();
    for (int group = 0; group < conv.groups(); group++) {
      GemmSpec product =
          GemmSpec.of(
                  conv.images() * conv.window().pixels(),
                  conv.groupOutputs(),
                  conv.window().depth(),
                  rows(conv.window(group)))
              .withStride(conv.outputs());
      if (spec.hasInput(BIAS)) {
        product = product.withBias();
      }
      GemmPlan plan =
          new GemmPlan(
              postOps.addTo(product), Math.max(1, Math.ceilDiv(spec.threads(), conv.groups())));
      long columns = (long) group * conv.groupOutputs() * Float.BYTES;
      products.add(new Product(plan, 0, group * plan.layout().bytes(), columns, columns));
    }
    var operands =
        new ProductKernel.Operands(
            Source.input(0),
            Source.packed(pack(spec, context, conv, products.getFirst().plan().layout())),
            spec.hasInput(BIAS) ? Source.input(BIAS) : Source.absent(),
            postOps.residual(),
            postOps.operand());
    return new ProductKernel(spec, operands, products, List.of(), W);
  }

  private static RowSource rows(SlidingWindow window) {
    return window.isPointwise() && window.groupChannels() == window.channels()
        ? StridedRows.rowMajor(window.channels())
        : new ConvolutionRows(window);
  }

  private static MemorySegment pack(
      KernelSpec spec, KernelContext context, Convolution conv, PanelLayout layout) {
    Constant weights = spec.input(W).constant();
    if (weights == null) {
      throw spec.fail("vector", "the weights are not constant");
    }
    long bytes = conv.groups() * layout.bytes();
    String form = "vector hwio " + conv.groups() + " x " + layout;
    return Constants.pack(
        context,
        weights,
        form,
        bytes,
        (plain, packed) -> {
          try (var filters = ConvolutionWeights.channelsLast(plain, conv.window())) {
            for (int group = 0; group < conv.groups(); group++) {
              long first = (long) group * conv.groupOutputs() * layout.k() * Float.BYTES;
              PackTask.whole(layout, first, 1, layout.k(), group * layout.bytes())
                  .run(filters.address(), packed.address());
            }
          }
        });
  }
}
