package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_BIAS;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_WEIGHTS;
import static io.culebra.onednn.ffi.dnnl.dnnl_deconvolution_direct;
import static io.culebra.onednn.ffi.dnnl.dnnl_deconvolution_forward_primitive_desc_create;
import static io.culebra.onednn.ffi.dnnl.dnnl_forward_inference;

import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Support;
import io.culebra.op.ConvTranspose;
import io.culebra.op.Window;
import io.culebra.tensor.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** ConvTranspose of one, two or three spatial dimensions, grouped or not. */
final class OnednnDeconvolution extends OnednnImplementation<ConvTranspose> {
  OnednnDeconvolution() {
    super("deconvolution", ConvTranspose.class);
  }

  @Override
  Support accepts(KernelSpec spec, ConvTranspose op) {
    int rank = spec.input(0).shape().rank();
    return Support.require(rank >= 3 && rank <= 5, "only one to three spatial dimensions");
  }

  @Override
  List<Layouts> ways(KernelSpec spec, ConvTranspose op) {
    return imageLayouts(spec, REORDER_PENALTY);
  }

  @Override
  PrimitiveDesc describe(KernelSpec spec, ConvTranspose op, Arena arena) {
    MatrixProduct.View plain = plainWeights(spec, op);
    MemorySegment src = MemoryDescs.of(arena, spec.input(0));
    MemorySegment weights =
        spec.input(1).isConstant() ? MemoryDescs.any(arena, plain.dims()) : plain.desc(arena);
    MemorySegment bias =
        spec.hasInput(2) ? MemoryDescs.of(arena, spec.input(2)) : MemorySegment.NULL;
    MemorySegment dst = MemoryDescs.of(arena, spec.output());
    Sliding sliding = sliding(spec, op, arena);
    return PrimitiveDesc.create(
        primitive(),
        new PostOps(arena).addAll(spec, dst),
        (desc, engine, attributes) ->
            dnnl_deconvolution_forward_primitive_desc_create(
                desc,
                engine,
                dnnl_forward_inference(),
                dnnl_deconvolution_direct(),
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
  List<Argument> arguments(
      KernelSpec spec, ConvTranspose op, PrimitiveDesc desc, KernelContext context) {
    List<Argument> arguments = new ArrayList<>(super.arguments(spec, op, desc, context));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment plain = plainWeights(spec, op).desc(arena);
      arguments.add(Weights.of(DNNL_ARG_WEIGHTS(), 1, plain, spec, desc, context));
    }
    if (spec.hasInput(2)) {
      arguments.add(new Argument.Input(DNNL_ARG_BIAS(), 2));
    }
    return arguments;
  }

  /** The window, with the padding behind that leaves an output of the size that it has. */
  private static Sliding sliding(KernelSpec spec, ConvTranspose op, Arena arena) {
    Shape x = spec.input(0).shape();
    Shape y = spec.output().shape();
    Shape w = spec.input(1).shape();
    List<Integer> kernel =
        IntStream.range(2, w.rank()).mapToObj(axis -> Math.toIntExact(w.size(axis))).toList();
    Window window = op.resolved(x, kernel).window();
    long[] paddingR =
        IntStream.range(0, kernel.size())
            .mapToLong(i ->
                (x.size(i + 2) - 1) * window.stride(i)
                    + (kernel.get(i) - 1L) * window.dilation(i)
                    + 1
                    - window.padsBegin().get(i)
                    - y.size(i + 2))
            .toArray();
    return Sliding.of(arena, window, paddingR);
  }

  /**
   * The weights as oneDNN sees them: output channels before input channels, which in memory is the
   * other way round, with the groups, where there are several, in front.
   */
  private static MatrixProduct.View plainWeights(KernelSpec spec, ConvTranspose op) {
    Shape w = spec.input(1).shape();
    int spatial = w.rank() - 2;
    int groupAxis = op.group() == 1 ? 0 : 1;
    long[] inMemory = w.strides();
    long[] dims = new long[w.rank() + groupAxis];
    long[] strides = new long[dims.length];
    long inputChannels = w.size(0) / op.group();
    if (groupAxis == 1) {
      dims[0] = op.group();
      strides[0] = inputChannels * inMemory[0];
    }
    dims[groupAxis] = w.size(1);
    strides[groupAxis] = inMemory[1];
    dims[groupAxis + 1] = inputChannels;
    strides[groupAxis + 1] = inMemory[0];
    for (int i = 0; i < spatial; i++) {
      dims[groupAxis + 2 + i] = w.size(2 + i);
      strides[groupAxis + 2 + i] = inMemory[2 + i];
    }
    return new MatrixProduct.View(dims, strides);
  }
}
