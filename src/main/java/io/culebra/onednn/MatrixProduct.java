package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_DST;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_SRC;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_WEIGHTS;
import static io.culebra.onednn.ffi.dnnl.dnnl_matmul_primitive_desc_create;

import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.tensor.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Two stacks of matrices as the matmul primitive sees them: the same rank, batch dimensions equal
 * or 1, and strides that say which of them are transposed.
 *
 * @param src batch dimensions, M, K
 * @param weights batch dimensions, K, N
 * @param dst batch dimensions, M, N; always row-major
 */
record MatrixProduct(View src, View weights, Shape dst) {
  /** A tensor as a primitive should see it. */
  record View(long[] dims, long[] strides) {
    static View dense(Shape shape) {
      return new View(shape.toArray(), shape.strides());
    }

    /**
     * A row-major matrix of {@code rows} times {@code columns} that is the transpose of the one in
     * memory.
     */
    static View transposed(long rows, long columns) {
      return new View(new long[] {rows, columns}, new long[] {1, rows});
    }

    MemorySegment desc(Arena arena) {
      return MemoryDescs.strided(arena, dims, strides);
    }
  }

  /** The description of the result. */
  MemorySegment dstDesc(Arena arena) {
    return MemoryDescs.dense(arena, dst.toArray());
  }

  /**
   * Describes the product, with the weights in the form that oneDNN likes if they are constant.
   *
   * @param bias a row that is added to every row of the result, or NULL
   */
  PrimitiveDesc describe(KernelSpec spec, MemorySegment bias, PostOps postOps, Arena arena) {
    MemorySegment from = src.desc(arena);
    MemorySegment with =
        spec.input(1).isConstant() ? MemoryDescs.any(arena, weights.dims()) : weights.desc(arena);
    MemorySegment to = dstDesc(arena);
    return PrimitiveDesc.create(
        "matmul",
        postOps,
        (desc, engine, attributes) ->
            dnnl_matmul_primitive_desc_create(desc, engine, from, with, bias, to, attributes));
  }

  /** The arguments without a bias. */
  List<Argument> arguments(KernelSpec spec, PrimitiveDesc desc, KernelContext context) {
    try (Arena arena = Arena.ofConfined()) {
      return List.of(
          new Argument.Input(DNNL_ARG_SRC(), 0),
          Weights.of(DNNL_ARG_WEIGHTS(), 1, weights.desc(arena), spec, desc, context),
          new Argument.Output(DNNL_ARG_DST(), 0));
    }
  }
}
