package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.dnnl_forward_inference;
import static io.culebra.onednn.ffi.dnnl.dnnl_softmax_forward_primitive_desc_create;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Support;
import io.culebra.op.Op;
import io.culebra.tensor.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.ToIntFunction;

/** Softmax or LogSoftmax along one axis, whichever and wherever it lies in memory. */
final class OnednnSoftmax<T extends Op> extends OnednnImplementation<T> {
  private final int algorithm;
  private final ToIntFunction<T> axis;

  /**
   * @param algorithm the {@code dnnl_alg_kind_t}
   * @param axis the axis of the operator
   */
  OnednnSoftmax(Class<T> operator, int algorithm, ToIntFunction<T> axis) {
    super("softmax", operator);
    this.algorithm = algorithm;
    this.axis = axis;
  }

  @Override
  Support accepts(KernelSpec spec, T op) {
    return Support.require(spec.input(0).shape().rank() > 0, "a scalar");
  }

  @Override
  List<Layouts> ways(KernelSpec spec, T op) {
    return anyLayout(spec);
  }

  @Override
  PrimitiveDesc describe(KernelSpec spec, T op, Arena arena) {
    Shape physical = spec.physicalOutput();
    int rank = physical.rank();
    int given = axis.applyAsInt(op);
    int along = spec.output().layout().physicalAxis(given < 0 ? given + rank : given);
    long inner = physical.elements(along + 1, rank);
    long outer = physical.elements(0, along);
    MemorySegment elements =
        inner == 1
            ? MemoryDescs.dense(arena, outer, physical.size(along))
            : MemoryDescs.dense(arena, outer, physical.size(along), inner);
    return PrimitiveDesc.create(
        primitive(),
        new PostOps(arena).addAll(spec, elements),
        (desc, engine, attributes) ->
            dnnl_softmax_forward_primitive_desc_create(
                desc,
                engine,
                dnnl_forward_inference(),
                algorithm,
                elements,
                elements,
                1,
                attributes));
  }

  @Override
  int inPlaceInput(KernelSpec spec, T op) {
    return 0;
  }
}
