package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_BIAS;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_WEIGHTS;
import static io.culebra.onednn.ffi.dnnl.dnnl_convolution_direct;
import static io.culebra.onednn.ffi.dnnl.dnnl_convolution_forward_primitive_desc_create;
import static io.culebra.onednn.ffi.dnnl.dnnl_forward_inference;

import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Support;
import io.culebra.op.Conv;
import io.culebra.op.Window;
import io.culebra.tensor.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Conv of one, two or three spatial dimensions, grouped or not. */
final class OnednnConvolution extends OnednnImplementation<Conv> {
  OnednnConvolution() {
    super("convolution", Conv.class);
  }

  @Override
  Support accepts(KernelSpec spec, Conv op) {
    int rank = spec.input(0).shape().rank();
    if (rank < 3 || rank > 5) {
      return Support.no("only one to three spatial dimensions");
    }
    return Support.require(
            everyWindowMeetsTheInput(spec, op),
            "a window that lies in the padding alone, by which its kernels divide by zero")
        .and(
            Support.require(
                !stridesOverNothing(spec, op),
                "one channel and an output one element wide with a stride, which its kernels"
                    + " take for the stride of the rows"))
        .and(Support.require(!resolved(spec, op).startsInside(), STARTS_INSIDE));
  }

  /** Answers of such were wrong in oneDNN 3.13, without a word. */
  private static boolean stridesOverNothing(KernelSpec spec, Conv op) {
    Shape y = spec.output().shape();
    int last = y.rank() - 3;
    return op.group() == 1
        && spec.input(0).shape().size(1) == 1
        && y.size(-1) == 1
        && resolved(spec, op).stride(last) > 1;
  }

  private static boolean everyWindowMeetsTheInput(KernelSpec spec, Conv op) {
    Shape x = spec.input(0).shape();
    Window window = resolved(spec, op);
    for (int axis = 0; axis < x.rank() - 2; axis++) {
      long size = x.size(axis + 2);
      long windows = spec.output().shape().size(axis + 2);
      for (long o = 0; o < windows; o++) {
        long first = o * window.stride(axis) - window.padsBegin().get(axis);
        boolean meets = false;
        for (int k = 0; k < window.kernel().get(axis) && !meets; k++) {
          long place = first + (long) k * window.dilation(axis);
          meets = place >= 0 && place < size;
        }
        if (!meets) {
          return false;
        }
      }
    }
    return true;
  }

  private static Window resolved(KernelSpec spec, Conv op) {
    Shape w = spec.input(1).shape();
    List<Integer> kernel =
        IntStream.range(2, w.rank()).mapToObj(axis -> Math.toIntExact(w.size(axis))).toList();
    return op.window().resolved(spec.input(0).shape(), kernel);
  }

  @Override
  List<Layouts> ways(KernelSpec spec, Conv op) {
    return imageLayouts(spec, REORDER_PENALTY);
  }

  @Override
  PrimitiveDesc describe(KernelSpec spec, Conv op, Arena arena) {
    MemorySegment src = MemoryDescs.of(arena, spec.input(0));
    MemorySegment weights =
        spec.input(1).isConstant()
            ? MemoryDescs.any(arena, weightDims(spec, op))
            : plainWeights(spec, op, arena);
    MemorySegment bias =
        spec.hasInput(2) ? MemoryDescs.of(arena, spec.input(2)) : MemorySegment.NULL;
    MemorySegment dst = MemoryDescs.of(arena, spec.output());
    Sliding sliding = Sliding.of(arena, resolved(spec, op));
    return PrimitiveDesc.create(
        primitive(),
        new PostOps(arena).addAll(spec, dst),
        (desc, engine, attributes) ->
            dnnl_convolution_forward_primitive_desc_create(
                desc,
                engine,
                dnnl_forward_inference(),
                dnnl_convolution_direct(),
                src,
                weights,
                bias,
                dst,
                sliding.strides(),
                sliding.dilations(),
                sliding.paddingL(),
                sliding.paddingR(),
                attributes));
  }

  @Override
  List<Argument> arguments(KernelSpec spec, Conv op, PrimitiveDesc desc, KernelContext context) {
    List<Argument> arguments = new ArrayList<>(super.arguments(spec, op, desc, context));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment plain = plainWeights(spec, op, arena);
      arguments.add(Weights.of(DNNL_ARG_WEIGHTS(), 1, plain, spec, desc, context));
    }
    if (spec.hasInput(2)) {
      arguments.add(new Argument.Input(DNNL_ARG_BIAS(), 2));
    }
    return arguments;
  }

  private static MemorySegment plainWeights(KernelSpec spec, Conv op, Arena arena) {
    return MemoryDescs.dense(arena, weightDims(spec, op));
  }

  /**
   * Output channels, input channels, kernel; with the groups, where there are several, in front.
   */
  private static long[] weightDims(KernelSpec spec, Conv op) {
    long[] dims = spec.input(1).shape().toArray();
    if (op.group() == 1) {
      return dims;
    }
    long[] grouped = new long[dims.length + 1];
    System.arraycopy(dims, 0, grouped, 1, dims.length);
    grouped[0] = op.group();
    grouped[1] = dims[0] / op.group();
    return grouped;
  }
}
