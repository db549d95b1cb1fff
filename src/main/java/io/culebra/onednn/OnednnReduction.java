package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.dnnl_reduction_mean;
import static io.culebra.onednn.ffi.dnnl.dnnl_reduction_mul;
import static io.culebra.onednn.ffi.dnnl.dnnl_reduction_norm_lp_power_p_sum;
import static io.culebra.onednn.ffi.dnnl.dnnl_reduction_norm_lp_sum;
import static io.culebra.onednn.ffi.dnnl.dnnl_reduction_primitive_desc_create;
import static io.culebra.onednn.ffi.dnnl.dnnl_reduction_sum;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layout;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Operand;
import io.culebra.kernel.Support;
import io.culebra.op.ReduceL1;
import io.culebra.op.ReduceL2;
import io.culebra.op.ReduceMean;
import io.culebra.op.ReduceProd;
import io.culebra.op.ReduceSum;
import io.culebra.op.ReduceSumSquare;
import io.culebra.op.Reduction;
import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The reductions, along axes known beforehand. */
final class OnednnReduction<T extends Reduction> extends OnednnImplementation<T> {
  OnednnReduction(Class<T> operator) {
    super("reduction", operator);
  }

  /**
   * What an operator is for oneDNN.
   *
   * @param algorithm the {@code dnnl_alg_kind_t}
   * @param power the p of norms
   */
  private record Algorithm(int algorithm, float power) {
    static Algorithm of(Reduction op) {
      return switch (op) {
        case ReduceMean _ -> new Algorithm(dnnl_reduction_mean(), 0);
        case ReduceSum _ -> new Algorithm(dnnl_reduction_sum(), 0);
        case ReduceProd _ -> new Algorithm(dnnl_reduction_mul(), 0);
        case ReduceL1 _ -> new Algorithm(dnnl_reduction_norm_lp_sum(), 1);
        case ReduceL2 _ -> new Algorithm(dnnl_reduction_norm_lp_sum(), 2);
        case ReduceSumSquare _ -> new Algorithm(dnnl_reduction_norm_lp_power_p_sum(), 2);
        default -> throw new IllegalArgumentException(op.name() + " is no reduction of oneDNN");
      };
    }
  }

  @Override
  Stream<Operand> operands(KernelSpec spec) {
    return firstOperands(spec);
  }

  @Override
  Support accepts(KernelSpec spec, T op) {
    return Support.require(reduced(spec, op) != null, "the axes are not known beforehand")
        .and(
            Support.require(
                spec.input(0).shape().elements() > spec.output().shape().elements(),
                "nothing is reduced"));
  }

  /** Which axes are reduced; null where they are computed at run time. */
  private boolean @Nullable [] reduced(KernelSpec spec, T op) {
    int rank = spec.input(0).shape().rank();
    if (!spec.hasInput(1)) {
      return op.reduced(new long[0], rank);
    }
    Constant axes = spec.input(1).constant();
    if (axes == null || axes.dataType() != DataType.INT64) {
      return null;
    }
    try (Tensor tensor = axes.toTensor()) {
      return op.reduced(tensor.toLongArray(), rank);
    }
  }

  /**
   * Row-major, or channels last where the result lies the same way or has lost all spatial axes.
   */
  @Override
  List<Layouts> ways(KernelSpec spec, T op) {
    Layouts rowMajor = Layouts.rowMajor(spec);
    int rank = spec.input(0).shape().rank();
    if (rank < 3) {
      return List.of(rowMajor);
    }
    Layout last = Layout.channelsLast(rank);
    Layouts channelsLast = rowMajor.withInput(0, last);
    if (op.keepDims()) {
      return List.of(rowMajor, new Layouts(channelsLast.inputs(), List.of(last), 0));
    }
    boolean[] reduced = reduced(spec, op);
    for (int axis = 2; axis < rank; axis++) {
      if (reduced == null || !reduced[axis]) {
        return List.of(rowMajor);
      }
    }
    return List.of(rowMajor, channelsLast);
  }

  @Override
  PrimitiveDesc describe(KernelSpec spec, T op, Arena arena) {
    List<Long> from = new ArrayList<>();
    List<Long> to = new ArrayList<>();
    mergeAxes(spec, op, from, to);
    MemorySegment src = MemoryDescs.dense(arena, toArray(from));
    MemorySegment dst = MemoryDescs.dense(arena, toArray(to));
    Algorithm algorithm = Algorithm.of(op);
    return PrimitiveDesc.create(
        primitive(),
        new PostOps(arena).addAll(spec, dst),
        (desc, engine, attributes) ->
            dnnl_reduction_primitive_desc_create(
                desc, engine, algorithm.algorithm(), src, dst, algorithm.power(), 0, attributes));
  }

  /** The sizes in memory, with neighbours merged that are both reduced or both kept. */
  private void mergeAxes(KernelSpec spec, T op, List<Long> from, List<Long> to) {
    boolean[] reduced = reduced(spec, op);
    Operand input = spec.input(0);
    boolean last = false;
    for (int axis : input.layout().order()) {
      long size = input.shape().size(axis);
      if (size == 1) {
        continue;
      }
      boolean isReduced = reduced != null && reduced[axis];
      if (from.isEmpty() || isReduced != last) {
        from.add(1L);
        to.add(1L);
      }
      int end = from.size() - 1;
      from.set(end, from.get(end) * size);
      to.set(end, isReduced ? 1 : from.get(end));
      last = isReduced;
    }
  }

  private static long[] toArray(List<Long> sizes) {
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }
}
