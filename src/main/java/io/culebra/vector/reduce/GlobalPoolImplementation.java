package io.culebra.vector.reduce;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Support;
import io.culebra.op.GlobalAveragePool;
import io.culebra.op.GlobalMaxPool;
import io.culebra.op.Op;
import io.culebra.tensor.Shape;
import io.culebra.vector.work.RangeKernel;
import io.culebra.vector.work.Steps;
import java.util.List;

/** Global poolings: folds over all pixels, in either layout. */
public final class GlobalPoolImplementation implements Implementation {
  private final Fold fold;
  private final Class<? extends Op> operator;

  private GlobalPoolImplementation(Fold fold, Class<? extends Op> operator) {
    this.fold = fold;
    this.operator = operator;
  }

  /** GlobalAveragePool. */
  public static Implementation average() {
    return new GlobalPoolImplementation(Fold.MEAN, GlobalAveragePool.class);
  }

  /** GlobalMaxPool. */
  public static Implementation max() {
    return new GlobalPoolImplementation(Fold.MAX, GlobalMaxPool.class);
  }

  @Override
  public String name() {
    return fold == Fold.MAX ? "vector/globalmaxpool" : "vector/globalaveragepool";
  }

  @Override
  public Class<? extends Op> operator() {
    return operator;
  }

  @Override
  public Support supports(KernelSpec spec) {
    return Steps.floats(spec)
        .and(Support.require(spec.input(0).bytes() <= Integer.MAX_VALUE, "more than 2 GB"));
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    return Steps.eitherLayout(spec);
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    Shape shape = spec.input(0).shape();
    int pixels = Math.toIntExact(shape.elements(2, shape.rank()));
    boolean channelsLast = Steps.isChannelsLast(spec.input(0));
    int inner = channelsLast ? Math.toIntExact(shape.size(1)) : 1;
    long units = channelsLast ? shape.size(0) : shape.size(0) * shape.size(1);
    ReduceLoop loop = fold.loop();
    float identity = fold.identity();
    float scale = fold.scale(pixels);
    long imageBytes = (long) pixels * inner * Float.BYTES;
    return RangeKernel.of(
            spec,
            units,
            (binding, from, to, scratch) -> {
              for (long i = from; i < to; i++) {
                long source = binding.input(0) + i * imageBytes;
                long target = binding.output(0) + i * inner * Float.BYTES;
                if (inner == 1) {
                  loop.row(source, target, pixels, identity, scale);
                } else {
                  loop.rows(source, target, inner, pixels, identity, scale);
                }
              }
            })
        .weight(pixels)
        .build();
  }
}
