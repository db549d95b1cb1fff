package io.culebra.vector.pool;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Support;
import io.culebra.op.AveragePool;
import io.culebra.op.MaxPool;
import io.culebra.op.Op;
import io.culebra.op.Window;
import io.culebra.tensor.Shape;
import io.culebra.vector.work.RangeKernel;
import io.culebra.vector.work.SpatialWindow;
import io.culebra.vector.work.Steps;
import java.util.List;

/** MaxPool and AveragePool with windows of any size over one or two spatial axes. */
public final class PoolImplementation implements Implementation {
  private final Pooling pooling;

  private PoolImplementation(Pooling pooling) {
    this.pooling = pooling;
  }

  /** MaxPool without indices. */
  public static Implementation max() {
    return new PoolImplementation(Pooling.MAX);
  }

  /** AveragePool. */
  public static Implementation average() {
    return new PoolImplementation(Pooling.AVERAGE);
  }

  @Override
  public String name() {
    return pooling == Pooling.MAX ? "vector/maxpool" : "vector/averagepool";
  }

  @Override
  public Class<? extends Op> operator() {
    return pooling == Pooling.MAX ? MaxPool.class : AveragePool.class;
  }

  @Override
  public Support supports(KernelSpec spec) {
    int rank = spec.output().shape().rank();
    return Steps.oneOutput(spec)
        .and(Steps.floats(spec))
        .and(Support.require(rank == 3 || rank == 4, "more than two spatial axes"));
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    return Steps.channelsLast(spec);
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    Shape input = spec.input(0).shape();
    Shape output = spec.output().shape();
    Window window = window(spec.base());
    SpatialWindow w = SpatialWindow.of(window, input, output, window.kernel());
    int channels = Math.toIntExact(output.size(1));
    boolean padsCount = spec.base() instanceof AveragePool average && average.countIncludePad();
    long imageBytes = (long) w.inputHeight() * w.inputWidth() * channels * Float.BYTES;
    long rowBytes = (long) w.outputWidth() * channels * Float.BYTES;
    PoolLoop loop = pooling.loop();
    return RangeKernel.of(
            spec,
            output.size(0) * w.outputHeight(),
            (binding, from, to, scratch) -> {
              for (long row = from; row < to; row++) {
                long image = binding.input(0) + row / w.outputHeight() * imageBytes;
                int y = (int) (row % w.outputHeight());
                loop.row(image, binding.output(0) + row * rowBytes, w, channels, y, padsCount);
              }
            })
        .weight((long) w.kernelHeight() * w.kernelWidth())
        .build();
  }

  private static Window window(Op op) {
    return op instanceof MaxPool max ? max.window() : ((AveragePool) op).window();
  }
}
