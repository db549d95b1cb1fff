package io.culebra.vector.conv;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Support;
import io.culebra.op.Conv;
import io.culebra.op.Op;
import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.NativeMemory;
import io.culebra.vector.gemm.Constants;
import io.culebra.vector.gemm.CountableSizes;
import io.culebra.vector.gemm.GemmPlan;
import io.culebra.vector.gemm.GemmPostOps;
import io.culebra.vector.gemm.GemmSpec;
import io.culebra.vector.gemm.PackTask;
import io.culebra.vector.gemm.PanelLayout;
import io.culebra.vector.gemm.Preparation;
import io.culebra.vector.gemm.Product;
import io.culebra.vector.gemm.ProductKernel;
import io.culebra.vector.gemm.RowSource;
import io.culebra.vector.gemm.Source;
import io.culebra.vector.gemm.StridedRows;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Conv of signals and images with channels last as a product per group: output pixels by taps and
 * channels, times taps and channels by output channels. The first matrix is only ever gathered
 * block by block; a convolution with a single tap is the plain product that it is. Weights that are
 * not constant are reordered and packed in each run.
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
        .and(CountableSizes.support(spec))
        .and(new GemmPostOps(spec, false).support());
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    return List.of(Layouts.channelsLast(spec).withRowMajor(W).withRowMajor(BIAS));
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    Convolution conv = Convolution.of(spec);
    GemmPostOps postOps = new GemmPostOps(spec, false);
    List<Product> products = products(spec, conv, postOps);
    List<PackTask> packing = packing(conv, products.getFirst().plan().layout());
    ConvolutionWeights order = ConvolutionWeights.of(conv);
    Constant weights = spec.input(W).constant();
    Preparation reordering = new Preparation(W, 0, order.bytes(), order);
    var operands =
        new ProductKernel.Operands(
            Source.input(0),
            weights == null
                ? reordering.source()
                : Source.packed(pack(context, weights, order, packing)),
            spec.hasInput(BIAS) ? Source.input(BIAS) : Source.absent(),
            postOps.residual(),
            postOps.operand());
    return weights == null
        ? new ProductKernel(spec, operands, List.of(reordering), products, packing)
        : new ProductKernel(spec, operands, products, List.of(), W);
  }

  /**
   * The scratch of the kernel for a step with constant weights, for those who make that only when
   * they need it.
   */
  public static long scratchBytes(KernelSpec spec) {
    List<Product> products = products(spec, Convolution.of(spec), new GemmPostOps(spec, false));
    return spec.threads() * ProductKernel.workerBytes(products);
  }

  private static List<Product> products(KernelSpec spec, Convolution conv, GemmPostOps postOps) {
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
    return products;
  }

  private static RowSource rows(SlidingWindow window) {
    return window.isPointwise() && window.groupChannels() == window.channels()
        ? StridedRows.rowMajor(window.channels())
        : new ConvolutionRows(window);
  }

  /** The packing of each group's filters, which follow each other in the reordered weights. */
  private static List<PackTask> packing(Convolution conv, PanelLayout layout) {
    List<PackTask> tasks = new ArrayList<>();
    for (int group = 0; group < conv.groups(); group++) {
      long first = (long) group * conv.groupOutputs() * layout.k() * Float.BYTES;
      tasks.add(PackTask.whole(layout, first, 1, layout.k(), group * layout.bytes()));
    }
    return tasks;
  }

  private static MemorySegment pack(
      KernelContext context, Constant weights, ConvolutionWeights order, List<PackTask> packing) {
    PanelLayout layout = packing.getFirst().layout();
    return Constants.pack(
        context,
        weights,
        "vector hwio " + packing.size() + " x " + layout,
        packing.size() * layout.bytes(),
        (plain, packed) -> {
          try (var filters = NativeMemory.allocate(order.bytes(), "reordered filters")) {
            order.run(plain.address(), filters.address());
            packing.forEach(task -> task.run(filters.address(), packed.address()));
          }
        });
  }
}
