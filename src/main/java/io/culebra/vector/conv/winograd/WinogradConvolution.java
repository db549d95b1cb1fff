package io.culebra.vector.conv.winograd;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Support;
import io.culebra.op.Conv;
import io.culebra.op.Op;
import io.culebra.op.Window;
import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import io.culebra.vector.conv.ConvImplicitGemm;
import io.culebra.vector.gemm.Constants;
import io.culebra.vector.work.PostOps;
import io.culebra.vector.work.SpatialWindow;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Conv of images with channels last, 3x3 windows at every pixel and constant filters, by Winograd's
 * algorithms F(4x4, 3x3) and F(2x2, 3x3) (A. Lavin, S. Gray: Fast Algorithms for Convolutional
 * Neural Networks, CVPR 2016).
 *
 * <p>Errors are about twice those of the direct way, relative to the largest numbers that a tile
 * sees. As these algorithms subtract what they have added, an infinity would become NaN all over
 * its tile: kernels {@linkplain Kernel#needsFinite need finite} operands, and their exact way is
 * that of {@link ConvImplicitGemm}.
 *
 * <p>Which steps it takes is a rule made of measurements: those with enough channels for the saved
 * multiplications to outweigh the transforms. F(2x2) takes the place of F(4x4) where filters, four
 * times larger when transformed than before, would be read for few tiles.
 */
public final class WinogradConvolution implements Implementation {
  private static final int W = 1;
  private static final int BIAS = 2;
  private static final int TAPS = 3;

  /** With fewer channels on either side, transforms cost more than they save. */
  private static final int FEWEST_CHANNELS = 16;

  /** With fewer tiles of 4x4, its larger filters cost more to read than they save. */
  private static final int FEWEST_TILES = 16;

  /** So many filters, times channels, are read as fast as direct convolution multiplies. */
  private static final long FEW_FILTERS = 100_000;

  @Override
  public String name() {
    return "vector/conv-winograd";
  }

  @Override
  public Class<? extends Op> operator() {
    return Conv.class;
  }

  @Override
  public Support supports(KernelSpec spec) {
    return canRun(spec).and(pays(spec));
  }

  /** It was the fastest wherever filters, transformed, are not too large for the few tiles. */
  @Override
  public boolean leads(KernelSpec spec) {
    Shape w = spec.input(W).shape();
    return tiles(spec) >= FEWEST_TILES || w.size(0) * w.size(1) <= FEW_FILTERS;
  }

  /** Whether it can run the step, be it fast or not. */
  static Support canRun(KernelSpec spec) {
    Shape x = spec.input(0).shape();
    Support support =
        Support.require(spec.isAll(DataType.FLOAT), "an operand is not of float32")
            .and(Support.require(x.rank() == 4, "not an image"))
            .and(Support.require(spec.input(W).isConstant(), "the filters are not constant"));
    if (!support.isYes()) {
      return support;
    }
    Shape w = spec.input(W).shape();
    boolean fits = w.size(2) == TAPS && w.size(3) == TAPS;
    Conv conv = spec.base(Conv.class);
    return Support.require(fits && conv.group() == 1, "not a window of 3x3 over all channels")
        .and(Support.require(isDense(conv.window()), "a window with strides or dilations"))
        .and(Support.require(isCountable(spec), "an operand is empty or too large"))
        .and(PostOps.support(spec));
  }

  private static boolean isDense(Window window) {
    return window.strides().stream().allMatch(stride -> stride == 1)
        && window.dilations().stream().allMatch(dilation -> dilation == 1);
  }

  private static boolean isCountable(KernelSpec spec) {
    long most = Integer.MAX_VALUE / Float.BYTES;
    long x = spec.input(0).shape().elements();
    long w = spec.input(W).shape().elements();
    long y = spec.output().shape().elements();
    return Math.min(Math.min(x, w), y) > 0 && Math.max(Math.max(x, w), y) <= most;
  }

  private static Support pays(KernelSpec spec) {
    Shape w = spec.input(W).shape();
    return Support.require(
        Math.min(w.size(0), w.size(1)) >= FEWEST_CHANNELS,
        "fewer than " + FEWEST_CHANNELS + " channels, for which transforms are dear");
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    return List.of(Layouts.channelsLast(spec).withRowMajor(W).withRowMajor(BIAS));
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    return create(spec, context, tiles(spec) < FEWEST_TILES ? new Form2() : new Form4());
  }

  /** Tiles of 4x4 results. */
  private static long tiles(KernelSpec spec) {
    Shape y = spec.output().shape();
    return y.size(0) * Math.ceilDiv(y.size(2), 4L) * Math.ceilDiv(y.size(3), 4L);
  }

  /** The kernel by one of the algorithms. */
  static Kernel create(KernelSpec spec, KernelContext context, TileForm form) {
    Constant weights = spec.input(W).constant();
    if (weights == null) {
      throw spec.fail("vector", "the filters are not constant");
    }
    Shape x = spec.input(0).shape();
    Shape w = spec.input(W).shape();
    SpatialWindow window =
        SpatialWindow.of(
            spec.base(Conv.class).window(), x, spec.output().shape(), List.of(TAPS, TAPS));
    int images = Math.toIntExact(x.size(0));
    int channels = Math.toIntExact(w.size(1));
    int filters = Math.toIntExact(w.size(0));
    Tiling tiling = Tiling.of(form, window, images, channels, filters, spec.threads());
    FilterTransform transform = new FilterTransform(form, tiling.layout());
    MemorySegment packed =
        Constants.pack(context, weights, transform.key(), transform.bytes(), transform::run);
    return new WinogradKernel(
        spec,
        tiling,
        packed,
        spec.hasInput(BIAS) ? BIAS : -1,
        ConvImplicitGemm.scratchBytes(spec),
        () -> new ConvImplicitGemm().create(spec, context));
  }
}
