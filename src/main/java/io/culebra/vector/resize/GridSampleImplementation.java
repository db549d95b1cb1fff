package io.culebra.vector.resize;

import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Implementation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Support;
import io.culebra.op.GridSample;
import io.culebra.tensor.Shape;
import io.culebra.vector.work.FloatRuns;
import io.culebra.vector.work.RangeKernel;
import io.culebra.vector.work.Steps;
import java.util.List;

/**
 * GridSample of images and volumes with channels innermost: a weighted sum of elements for each
 * place.
 */
public final class GridSampleImplementation implements Implementation {
  private static final int BYTES = Float.BYTES;

  @Override
  public String name() {
    return "vector/grid-sample";
  }

  @Override
  public Class<GridSample> operator() {
    return GridSample.class;
  }

  @Override
  public Support supports(KernelSpec spec) {
    int rank = spec.output().shape().rank();
    long most = Math.max(spec.input(0).bytes(), spec.output().bytes());
    boolean sized = most > 0 && most <= Integer.MAX_VALUE && spec.input(0).bytes() > 0;
    return Steps.floats(spec)
        .and(Support.require(rank == 4 || rank == 5, "neither an image nor a volume"))
        .and(Support.require(sized, "empty or over 2 GB"));
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    return List.of(Layouts.channelsLast(spec).withRowMajor(1));
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    GridSample op = spec.base(operator());
    Shape x = spec.input(0).shape();
    Shape y = spec.output().shape();
    int axes = x.rank() - 2;
    Places body =
        new Places(
            axes,
            axes == 2 ? GridAxis.none() : new GridAxis(op, Math.toIntExact(x.size(2))),
            new GridAxis(op, Math.toIntExact(x.size(-2))),
            new GridAxis(op, Math.toIntExact(x.size(-1))),
            Math.toIntExact(x.size(1)),
            y.elements(2, y.rank()));
    int taps = body.slices().taps() * body.rows().taps() * body.columns().taps();
    return RangeKernel.of(spec, y.size(0) * body.count(), body::run).weight(taps).build();
  }

  /**
   * What a range of places takes.
   *
   * @param axes 2 for images, which are volumes of one slice; 3 for volumes
   * @param count places per image
   */
  private record Places(
      int axes, GridAxis slices, GridAxis rows, GridAxis columns, int channels, long count) {
    void run(Binding binding, long from, long to, long scratch) {
      long element = (long) channels * BYTES;
      long inputBytes = slices.size() * sliceBytes();
      for (long i = from; i < to; i++) {
        long grid = binding.input(1) - BASE + axes * i * BYTES;
        double x = columns.at(ALL.get(JAVA_FLOAT_UNALIGNED, grid));
        double y = rows.at(ALL.get(JAVA_FLOAT_UNALIGNED, grid + BYTES));
        double z = axes == 2 ? 0 : slices.at(ALL.get(JAVA_FLOAT_UNALIGNED, grid + 2 * BYTES));
        long source = binding.input(0) + i / count * inputBytes;
        long target = binding.output(0) + i * element;
        FloatRuns.clear(target, channels);
        for (int k = 0; k < slices.taps(); k++) {
          int slice = slices.inside(slices.first(z) + k);
          if (slice >= 0) {
            addSlice(source + slice * sliceBytes(), slices.weight(z, k), y, x, target);
          }
        }
      }
    }

    private long sliceBytes() {
      return (long) rows.size() * columns.size() * channels * BYTES;
    }

    private void addSlice(long image, float factor, double y, double x, long target) {
      long element = (long) channels * BYTES;
      for (int i = 0; i < rows.taps(); i++) {
        int row = rows.inside(rows.first(y) + i);
        float weight = factor * rows.weight(y, i);
        for (int j = 0; row >= 0 && j < columns.taps(); j++) {
          int column = columns.inside(columns.first(x) + j);
          if (column >= 0) {
            long source = image + ((long) row * columns.size() + column) * element;
            FloatRuns.addScaled(source, weight * columns.weight(x, j), target, channels);
          }
        }
      }
    }
  }
}
