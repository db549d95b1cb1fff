package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_DST;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_SRC_0;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_SRC_1;
import static io.culebra.onednn.ffi.dnnl.dnnl_binary_primitive_desc_create;

import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Support;
import io.culebra.op.Op;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** An operator that combines two tensors element by element, with broadcasting. */
final class OnednnBinary<T extends Op> extends OnednnImplementation<T> {
  private final int algorithm;
  private final boolean commutative;

  /**
   * @param algorithm the {@code dnnl_alg_kind_t}
   * @param commutative whether the operands may change places
   */
  OnednnBinary(Class<T> operator, int algorithm, boolean commutative) {
    super("binary", operator);
    this.algorithm = algorithm;
    this.commutative = commutative;
  }

  @Override
  Support accepts(KernelSpec spec, T op) {
    boolean two = spec.hasInput(1) && !spec.hasInput(2);
    return Support.require(two, "only two tensors");
  }

  @Override
  List<Layouts> ways(KernelSpec spec, T op) {
    return anyLayout(spec);
  }

  @Override
  PrimitiveDesc describe(KernelSpec spec, T op, Arena arena) {
    Broadcast broadcast = broadcast(spec);
    Broadcast used = isSwapped(broadcast) ? broadcast.swapped() : broadcast;
    MemorySegment src0 = MemoryDescs.dense(arena, used.left());
    MemorySegment src1 = MemoryDescs.dense(arena, used.right());
    MemorySegment dst = MemoryDescs.dense(arena, used.result());
    return PrimitiveDesc.create(
        primitive(),
        new PostOps(arena).addAll(spec, dst),
        (desc, engine, attributes) ->
            dnnl_binary_primitive_desc_create(
                desc, engine, algorithm, src0, src1, dst, attributes));
  }

  @Override
  List<Argument> arguments(KernelSpec spec, T op, PrimitiveDesc desc, KernelContext context) {
    int first = isSwapped(broadcast(spec)) ? 1 : 0;
    return List.of(
        new Argument.Input(DNNL_ARG_SRC_0(), first),
        new Argument.Input(DNNL_ARG_SRC_1(), 1 - first),
        new Argument.Output(DNNL_ARG_DST(), 0));
  }

  @Override
  int inPlaceInput(KernelSpec spec, T op) {
    Broadcast broadcast = broadcast(spec);
    boolean swapped = isSwapped(broadcast);
    boolean repeated = swapped ? broadcast.swapped().repeatsLeft() : broadcast.repeatsLeft();
    return repeated ? -1 : swapped ? 1 : 0;
  }

  private boolean isSwapped(Broadcast broadcast) {
    return commutative && broadcast.repeatsLeft();
  }

  private static Broadcast broadcast(KernelSpec spec) {
    return Broadcast.of(spec.physicalInput(0), spec.physicalInput(1), spec.physicalOutput());
  }
}
