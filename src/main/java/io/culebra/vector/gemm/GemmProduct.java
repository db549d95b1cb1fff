package io.culebra.vector.gemm;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Operand;
import io.culebra.kernel.Support;
import io.culebra.op.Gemm;
import io.culebra.op.Op;
import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Gemm as one product. Alpha and beta are multiplied into B and C, once where these are constant,
 * else in each run; C becomes the bias if it is a row, else the residual.
 */
public final class GemmProduct implements Implementation {
  private static final int B = 1;
  private static final int C = 2;

  @Override
  public String name() {
    return "vector/gemm-product";
  }

  @Override
  public Class<? extends Op> operator() {
    return Gemm.class;
  }

  @Override
  public Support supports(KernelSpec spec) {
    return Support.require(spec.isAll(DataType.FLOAT), "an operand is not of float32")
        .and(CountableSizes.support(spec))
        .and(new GemmPostOps(spec, isMatrix(spec)).support());
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    Gemm op = spec.base(Gemm.class);
    Shape a = spec.input(0).shape();
    int m = Math.toIntExact(a.size(op.transA() ? 1 : 0));
    int k = Math.toIntExact(a.size(op.transA() ? 0 : 1));
    int n = Math.toIntExact(spec.output().shape().size(1));
    GemmPostOps postOps = new GemmPostOps(spec, isMatrix(spec));
    GemmSpec product =
        GemmSpec.of(m, n, k, op.transA() ? StridedRows.transposed(m) : StridedRows.rowMajor(k));
    if (spec.hasInput(C)) {
      product = isMatrix(spec) ? product.withResidual(n) : product.withBias();
    }
    GemmPlan plan = new GemmPlan(postOps.addTo(product), spec.threads());
    List<Preparation> preparations = new ArrayList<>();
    Source c = spec.hasInput(C) ? sourceC(spec, op, context, m, n, preparations) : Source.absent();
    PackTask packing =
        PackTask.whole(plan.layout(), 0, op.transB() ? 1 : n, op.transB() ? k : 1, 0);
    Constant constant = spec.input(B).constant();
    Source b =
        constant == null
            ? sourceB(op, k, n, preparations)
            : Source.packed(packB(context, constant, op, packing));
    var operands =
        new ProductKernel.Operands(
            Source.input(0),
            b,
            isMatrix(spec) ? postOps.bias() : c,
            isMatrix(spec) ? c : postOps.residual(),
            postOps.operand());
    return new ProductKernel(
        spec,
        operands,
        preparations,
        List.of(new Product(plan, 0, 0, 0, 0)),
        constant == null ? List.of(packing) : List.of(),
        unread(spec));
  }

  private static MemorySegment packB(
      KernelContext context, Constant constant, Gemm op, PackTask task) {
    PanelLayout layout = task.layout();
    String form = "vector %s of B%s times %s".formatted(layout, op.transB() ? "'" : "", op.alpha());
    return Constants.pack(
        context,
        constant,
        form,
        layout.bytes(),
        (weights, target) -> {
          Constants.scale(weights, op.alpha());
          task.run(weights.address(), target.address());
        });
  }

  /** B as it is, or alpha B. */
  private static Source sourceB(Gemm op, int k, int n, List<Preparation> preparations) {
    return op.alpha() == 1
        ? Source.input(B)
        : prepared(B, new Spread(op.alpha(), k, n, k, n), preparations);
  }

  private static Source prepared(int input, Spread spread, List<Preparation> preparations) {
    long offset =
        preparations.isEmpty()
            ? 0
            : preparations.getLast().offset() + preparations.getLast().bytes();
    preparations.add(new Preparation(input, offset, spread.bytes(), spread));
    return preparations.getLast().source();
  }

  /** C as it is, or beta C spread over the row or matrix that it stands for. */
  private static Source sourceC(
      KernelSpec spec,
      Gemm op,
      KernelContext context,
      int m,
      int n,
      List<Preparation> preparations) {
    Operand operand = spec.input(C);
    Constant constant = operand.constant();
    long rows = rows(operand.shape());
    long columns = columns(operand.shape());
    int outRows = rows == 1 ? 1 : m;
    if (constant == null) {
      return op.beta() == 1 && rows == outRows && columns == n
          ? Source.input(C)
          : prepared(C, new Spread(op.beta(), rows, columns, outRows, n), preparations);
    }
    String form = "vector C times %s as %d x %d".formatted(op.beta(), outRows, n);
    return Source.packed(
        Constants.pack(
            context,
            constant,
            form,
            (long) outRows * n * Float.BYTES,
            (values, target) -> {
              Constants.scale(values, op.beta());
              Constants.spread(values, rows, columns, target, outRows, n);
            }));
  }

  private static int[] unread(KernelSpec spec) {
    boolean constantC = spec.hasInput(C) && spec.input(C).isConstant();
    if (spec.input(B).isConstant()) {
      return constantC ? new int[] {B, C} : new int[] {B};
    }
    return constantC ? new int[] {C} : new int[0];
  }

  private static boolean isMatrix(KernelSpec spec) {
    return spec.hasInput(C) && rows(spec.input(C).shape()) > 1;
  }

  private static long rows(Shape c) {
    return c.padLeft(2).size(0);
  }

  private static long columns(Shape c) {
    return c.padLeft(2).size(1);
  }
}
