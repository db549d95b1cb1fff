package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_DST;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_SCALE;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_SHIFT;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_SRC;
import static io.culebra.onednn.ffi.dnnl.dnnl_forward_inference;
import static io.culebra.onednn.ffi.dnnl.dnnl_group_normalization_forward_primitive_desc_create;
import static io.culebra.onednn.ffi.dnnl.dnnl_use_scale;
import static io.culebra.onednn.ffi.dnnl.dnnl_use_shift;

import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Support;
import io.culebra.op.InstanceNormalization;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** InstanceNormalization: every channel a group of its own. */
final class OnednnGroupNormalization extends OnednnImplementation<InstanceNormalization> {
  OnednnGroupNormalization() {
    super("group_normalization", InstanceNormalization.class);
  }

  @Override
  Support accepts(KernelSpec spec, InstanceNormalization op) {
    return Support.yes();
  }

  @Override
  List<Layouts> ways(KernelSpec spec, InstanceNormalization op) {
    return imageLayouts(spec, 1);
  }

  @Override
  PrimitiveDesc describe(KernelSpec spec, InstanceNormalization op, Arena arena) {
    MemorySegment src = MemoryDescs.of(arena, spec.input(0));
    MemorySegment dst = MemoryDescs.of(arena, spec.output());
    long channels = spec.input(0).shape().size(1);
    return PrimitiveDesc.create(
        primitive(),
        new PostOps(arena).addAll(spec, dst),
        (desc, engine, attributes) ->
            dnnl_group_normalization_forward_primitive_desc_create(
                desc,
                engine,
                dnnl_forward_inference(),
                src,
                dst,
                channels,
                op.epsilon(),
                dnnl_use_scale() | dnnl_use_shift(),
                attributes));
  }

  @Override
  List<Argument> arguments(
      KernelSpec spec, InstanceNormalization op, PrimitiveDesc desc, KernelContext context) {
    return List.of(
        new Argument.Input(DNNL_ARG_SRC(), 0),
        new Argument.Input(DNNL_ARG_SCALE(), 1),
        new Argument.Input(DNNL_ARG_SHIFT(), 2),
        new Argument.Output(DNNL_ARG_DST(), 0));
  }
}
