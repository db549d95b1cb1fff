package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_DST;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_MULTIPLE_SRC;
import static io.culebra.onednn.ffi.dnnl.dnnl_concat_primitive_desc_create;

import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Operand;
import io.culebra.kernel.Support;
import io.culebra.op.Concat;
import io.culebra.tensor.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Concat on the threads that the steps before and behind it run on, each of which copies what it
 * has made: what another core has just written is slow to read.
 */
final class OnednnConcat extends OnednnImplementation<Concat> {
  OnednnConcat() {
    super("concat", Concat.class);
  }

  @Override
  Support accepts(KernelSpec spec, Concat op) {
    return Support.require(spec.postOps().isEmpty(), "something is fused to it")
        .and(Support.require(TeamSize.of(spec) > 1, "one thread copies as fast without oneDNN"));
  }

  @Override
  List<Layouts> ways(KernelSpec spec, Concat op) {
    return anyLayout(spec);
  }

  @Override
  PrimitiveDesc describe(KernelSpec spec, Concat op, Arena arena) {
    int count = spec.inputs().size();
    MemorySegment sources = arena.allocate(ValueLayout.ADDRESS, count);
    for (int i = 0; i < count; i++) {
      sources.setAtIndex(ValueLayout.ADDRESS, i, rows(spec.input(i), op, arena));
    }
    MemorySegment target = rows(spec.output(), op, arena);
    return PrimitiveDesc.create(
        primitive(),
        new PostOps(arena),
        (desc, engine, attributes) ->
            dnnl_concat_primitive_desc_create(desc, engine, target, count, 1, sources, attributes));
  }

  /** The operand as a matrix whose rows are what is joined to one run of memory. */
  private static MemorySegment rows(Operand operand, Concat op, Arena arena) {
    Shape physical = operand.layout().physical(operand.shape());
    int rank = physical.rank();
    int axis = op.axis() < 0 ? op.axis() + rank : op.axis();
    int along = operand.layout().physicalAxis(axis);
    return MemoryDescs.dense(arena, physical.elements(0, along), physical.elements(along, rank));
  }

  @Override
  List<Argument> arguments(KernelSpec spec, Concat op, PrimitiveDesc desc, KernelContext context) {
    List<Argument> arguments = new ArrayList<>();
    for (int i = 0; i < spec.inputs().size(); i++) {
      arguments.add(new Argument.Input(DNNL_ARG_MULTIPLE_SRC() + i, i));
    }
    arguments.add(new Argument.Output(DNNL_ARG_DST(), 0));
    return arguments;
  }
}
