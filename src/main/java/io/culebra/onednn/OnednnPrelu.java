package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_DST;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_SRC;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_WEIGHTS;
import static io.culebra.onednn.ffi.dnnl.dnnl_forward_inference;
import static io.culebra.onednn.ffi.dnnl.dnnl_prelu_forward_primitive_desc_create;

import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Support;
import io.culebra.op.PRelu;
import io.culebra.tensor.Constant;
import io.culebra.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** PRelu with a slope of any shape that broadcasts to the input. */
final class OnednnPrelu extends OnednnImplementation<PRelu> {
  OnednnPrelu() {
    super("prelu", PRelu.class);
  }

  @Override
  Support accepts(KernelSpec spec, PRelu op) {
    return Support.require(
        isFinite(spec.input(1).constant()),
        "slopes that may be infinite or NaN reach elements above 0 too");
  }

  private static boolean isFinite(@Nullable Constant slope) {
    if (slope == null) {
      return false;
    }
    try (Tensor tensor = slope.toTensor()) {
      for (float number : tensor.toFloatArray()) {
        if (!Float.isFinite(number)) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  List<Layouts> ways(KernelSpec spec, PRelu op) {
    return anyLayout(spec);
  }

  @Override
  PrimitiveDesc describe(KernelSpec spec, PRelu op, Arena arena) {
    Broadcast broadcast =
        Broadcast.of(spec.physicalInput(0), spec.physicalInput(1), spec.physicalOutput());
    MemorySegment elements = MemoryDescs.dense(arena, broadcast.result());
    MemorySegment slope = MemoryDescs.dense(arena, broadcast.right());
    return PrimitiveDesc.create(
        primitive(),
        new PostOps(arena).addAll(spec, elements),
        (desc, engine, attributes) ->
            dnnl_prelu_forward_primitive_desc_create(
                desc, engine, dnnl_forward_inference(), elements, slope, elements, attributes));
  }

  @Override
  List<Argument> arguments(KernelSpec spec, PRelu op, PrimitiveDesc desc, KernelContext context) {
    return List.of(
        new Argument.Input(DNNL_ARG_SRC(), 0),
        new Argument.Input(DNNL_ARG_WEIGHTS(), 1),
        new Argument.Output(DNNL_ARG_DST(), 0));
  }

  @Override
  int inPlaceInput(KernelSpec spec, PRelu op) {
    return 0;
  }
}
