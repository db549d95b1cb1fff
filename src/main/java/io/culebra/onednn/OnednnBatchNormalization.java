package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_DST;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_MEAN;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_SCALE;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_SHIFT;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_SRC;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_VARIANCE;
import static io.culebra.onednn.ffi.dnnl.dnnl_batch_normalization_forward_primitive_desc_create;
import static io.culebra.onednn.ffi.dnnl.dnnl_forward_inference;
import static io.culebra.onednn.ffi.dnnl.dnnl_use_global_stats;
import static io.culebra.onednn.ffi.dnnl.dnnl_use_scale;
import static io.culebra.onednn.ffi.dnnl.dnnl_use_shift;

import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Support;
import io.culebra.op.BatchNormalization;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** BatchNormalization with given statistics. */
final class OnednnBatchNormalization extends OnednnImplementation<BatchNormalization> {
  OnednnBatchNormalization() {
    super("batch_normalization", BatchNormalization.class);
  }

  @Override
  Support accepts(KernelSpec spec, BatchNormalization op) {
    return Support.require(hasOneOutput(spec), "only the first output");
  }

  @Override
  List<Layouts> ways(KernelSpec spec, BatchNormalization op) {
    return imageLayouts(spec, 1);
  }

  @Override
  PrimitiveDesc describe(KernelSpec spec, BatchNormalization op, Arena arena) {
    MemorySegment src = MemoryDescs.of(arena, spec.input(0));
    MemorySegment dst = MemoryDescs.of(arena, spec.output());
    return PrimitiveDesc.create(
        primitive(),
        new PostOps(arena).addAll(spec, dst),
        (desc, engine, attributes) ->
            dnnl_batch_normalization_forward_primitive_desc_create(
                desc,
                engine,
                dnnl_forward_inference(),
                src,
                dst,
                op.epsilon(),
                dnnl_use_global_stats() | dnnl_use_scale() | dnnl_use_shift(),
                attributes));
  }

  @Override
  List<Argument> arguments(
      KernelSpec spec, BatchNormalization op, PrimitiveDesc desc, KernelContext context) {
    return List.of(
        new Argument.Input(DNNL_ARG_SRC(), 0),
        new Argument.Input(DNNL_ARG_SCALE(), 1),
        new Argument.Input(DNNL_ARG_SHIFT(), 2),
        new Argument.Input(DNNL_ARG_MEAN(), 3),
        new Argument.Input(DNNL_ARG_VARIANCE(), 4),
        new Argument.Output(DNNL_ARG_DST(), 0));
  }

  @Override
  int inPlaceInput(KernelSpec spec, BatchNormalization op) {
    return 0;
  }
}
