package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_BIAS;
import static io.culebra.onednn.ffi.dnnl.dnnl_binary_add;

import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.onednn.MatrixProduct.View;
import io.culebra.op.Gemm;
import io.culebra.tensor.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Gemm: transposition is a matter of strides, C is the bias where it is a plain row, else a
 * post-op.
 */
final class OnednnGemm extends OnednnImplementation<Gemm> {
  OnednnGemm() {
    super("matmul", Gemm.class);
  }

  @Override
  Support accepts(KernelSpec spec, Gemm op) {
    boolean finite = Float.isFinite(op.alpha() / op.beta()) || op.beta() == 0;
    return Support.require(finite, "alpha / beta is out of range");
  }

  @Override
  PrimitiveDesc describe(KernelSpec spec, Gemm op, Arena arena) {
    MatrixProduct product = product(spec, op);
    MemorySegment dst = product.dstDesc(arena);
    PostOps postOps = new PostOps(arena);
    MemorySegment bias = MemorySegment.NULL;
    if (isBias(spec, op)) {
      bias = addend(spec, arena);
    } else {
      addScaled(spec, op, postOps, arena);
    }
    return product.describe(spec, bias, postOps.addAll(spec, dst), arena);
  }

  /** beta (alpha / beta A B + C), so that C can be added as it is. */
  private static void addScaled(KernelSpec spec, Gemm op, PostOps postOps, Arena arena) {
    boolean hasAddend = hasAddend(spec, op);
    float alpha = hasAddend ? op.alpha() / op.beta() : op.alpha();
    if (alpha != 1) {
      postOps.add(Eltwise.linear(alpha, 0));
    }
    if (hasAddend) {
      postOps.addBinary(dnnl_binary_add(), addend(spec, arena), 2);
      if (op.beta() != 1) {
        postOps.add(Eltwise.linear(op.beta(), 0));
      }
    }
  }

  @Override
  List<Argument> arguments(KernelSpec spec, Gemm op, PrimitiveDesc desc, KernelContext context) {
    List<Argument> arguments = new ArrayList<>(product(spec, op).arguments(spec, desc, context));
    if (isBias(spec, op)) {
      arguments.add(new Argument.Input(DNNL_ARG_BIAS(), 2));
    }
    return arguments;
  }

  private static boolean hasAddend(KernelSpec spec, Gemm op) {
    return spec.hasInput(2) && op.beta() != 0;
  }

  private static boolean isBias(KernelSpec spec, Gemm op) {
    return hasAddend(spec, op)
        && op.alpha() == 1
        && op.beta() == 1
        && spec.input(2).shape().padLeft(2).equals(Shape.of(1, spec.output().shape().size(1)));
  }

  private static MemorySegment addend(KernelSpec spec, Arena arena) {
    return MemoryDescs.dense(arena, spec.input(2).shape().padLeft(2).toArray());
  }

  private static MatrixProduct product(KernelSpec spec, Gemm op) {
    Shape dst = spec.output().shape();
    Shape a = spec.input(0).shape();
    Shape b = spec.input(1).shape();
    return new MatrixProduct(
        op.transA() ? View.transposed(a.size(1), a.size(0)) : View.dense(a),
        op.transB() ? View.transposed(b.size(1), b.size(0)) : View.dense(b),
        dst);
  }
}
