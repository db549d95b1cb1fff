package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.dnnl_forward_inference;
import static io.culebra.onednn.ffi.dnnl.dnnl_lrn_across_channels;
import static io.culebra.onednn.ffi.dnnl.dnnl_lrn_forward_primitive_desc_create;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Support;
import io.culebra.op.LRN;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** LRN, whose window both lay alike around the channel if its size is odd. */
final class OnednnLrn extends OnednnImplementation<LRN> {
  OnednnLrn() {
    super("lrn", LRN.class);
  }

  @Override
  Support accepts(KernelSpec spec, LRN op) {
    return Support.require(op.size() % 2 == 1, "an even size");
  }

  @Override
  List<Layouts> ways(KernelSpec spec, LRN op) {
    return imageLayouts(spec, 1);
  }

  @Override
  PrimitiveDesc describe(KernelSpec spec, LRN op, Arena arena) {
    MemorySegment src = MemoryDescs.of(arena, spec.input(0));
    MemorySegment dst = MemoryDescs.of(arena, spec.output());
    return PrimitiveDesc.create(
        primitive(),
        new PostOps(arena).addAll(spec, dst),
        (desc, engine, attributes) ->
            dnnl_lrn_forward_primitive_desc_create(
                desc,
                engine,
                dnnl_forward_inference(),
                dnnl_lrn_across_channels(),
                src,
                dst,
                op.size(),
                op.alpha(),
                op.beta(),
                op.bias(),
                attributes));
  }
}
