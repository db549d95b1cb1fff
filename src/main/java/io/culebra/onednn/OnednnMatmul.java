package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_BIAS;

import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.onednn.MatrixProduct.View;
import io.culebra.op.MatMul;
import io.culebra.op.PostOp;
import io.culebra.tensor.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** MatMul of stacks of matrices, with broadcasting. */
final class OnednnMatmul extends OnednnImplementation<MatMul> {
  OnednnMatmul() {
    super("matmul", MatMul.class);
  }

  @Override
  Support accepts(KernelSpec spec, MatMul op) {
    return Support.yes();
  }

  @Override
  PrimitiveDesc describe(KernelSpec spec, MatMul op, Arena arena) {
    MatrixProduct product = product(spec);
    PostOps postOps = new PostOps(arena).addAll(spec, product.dstDesc(arena));
    return product.describe(spec, bias(spec, product, arena), postOps, arena);
  }

  @Override
  List<Argument> arguments(KernelSpec spec, MatMul op, PrimitiveDesc desc, KernelContext context) {
    List<Argument> arguments = new ArrayList<>(product(spec).arguments(spec, desc, context));
    biasInput(spec).ifPresent(i -> arguments.add(new Argument.Input(DNNL_ARG_BIAS(), i)));
    return arguments;
  }

  /** A row, with a one for every other dimension of the result. */
  private static MemorySegment bias(KernelSpec spec, MatrixProduct product, Arena arena) {
    if (biasInput(spec).isEmpty()) {
      return MemorySegment.NULL;
    }
    long[] dims = new long[product.dst().rank()];
    Arrays.fill(dims, 1);
    dims[dims.length - 1] = product.dst().size(-1);
    return MemoryDescs.dense(arena, dims);
  }

  private static OptionalInt biasInput(KernelSpec spec) {
    return spec.postOps().stream()
        .filter(PostOp.Bias.class::isInstance)
        .mapToInt(p -> ((PostOp.Bias) p).input())
        .findFirst();
  }

  /** The product with as few dimensions as its broadcasting allows. */
  private static MatrixProduct product(KernelSpec spec) {
    Shape a = spec.input(0).shape();
    Shape b = spec.input(1).shape();
    Shape left = a.rank() == 1 ? Shape.of(1, a.size(0)) : a;
    Shape right = b.rank() == 1 ? Shape.of(b.size(0), 1) : b;
    long rows = left.size(-2);
    long inner = left.size(-1);
    long columns = right.size(-1);
    int rank = Math.max(left.rank(), right.rank());
    long[] leftBatch = batch(left, rank);
    long[] rightBatch = batch(right, rank);
    if (product(rightBatch) == 1) {
      rows *= product(leftBatch);
      leftBatch = new long[0];
      rightBatch = leftBatch;
    } else if (product(leftBatch) == 1 || Arrays.equals(leftBatch, rightBatch)) {
      leftBatch = new long[] {product(leftBatch)};
      rightBatch = new long[] {product(rightBatch)};
    }
    long[] dstBatch = new long[leftBatch.length];
    for (int i = 0; i < dstBatch.length; i++) {
      dstBatch[i] = Math.max(leftBatch[i], rightBatch[i]);
    }
    return new MatrixProduct(
        View.dense(stack(leftBatch, rows, inner)),
        View.dense(stack(rightBatch, inner, columns)),
        stack(dstBatch, rows, columns));
  }

  private static long[] batch(Shape shape, int rank) {
    return Arrays.copyOf(shape.padLeft(rank).toArray(), rank - 2);
  }

  private static long product(long[] sizes) {
    return Shape.of(sizes).elements();
  }

  private static Shape stack(long[] batch, long rows, long columns) {
    long[] dims = Arrays.copyOf(batch, batch.length + 2);
    dims[batch.length] = rows;
    dims[batch.length + 1] = columns;
    return Shape.of(dims);
  }
}
