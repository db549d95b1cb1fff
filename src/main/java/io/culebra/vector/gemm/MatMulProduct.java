package io.culebra.vector.gemm;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.op.MatMul;
import io.culebra.op.Op;
import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * MatMul: one product if B is a single matrix, else one per matrix of the result. B is packed when
 * the kernel is made if it is constant, else in each run.
 */
public final class MatMulProduct implements Implementation {
  @Override
  public String name() {
    return "vector/matmul-product";
  }

  @Override
  public Class<? extends Op> operator() {
    return MatMul.class;
  }

  @Override
  public Support supports(KernelSpec spec) {
    return Support.require(spec.isAll(DataType.FLOAT), "an operand is not of float32")
        .and(CountableSizes.support(spec))
        .and(new GemmPostOps(spec, false).support());
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    Matrices matrices = Matrices.of(spec.input(0).shape(), spec.input(1).shape());
    GemmPostOps postOps = new GemmPostOps(spec, false);
    int threads = Math.max(1, Math.ceilDiv(spec.threads(), matrices.count()));
    GemmSpec product =
        GemmSpec.of(matrices.m(), matrices.n(), matrices.k(), StridedRows.rowMajor(matrices.k()));
    GemmPlan plan = new GemmPlan(postOps.addTo(product), threads);
    PanelLayout layout = plan.layout();
    List<Product> products = new ArrayList<>();
    for (int i = 0; i < matrices.count(); i++) {
      products.add(
          new Product(
              plan,
              matrices.a()[i] * (long) matrices.m() * matrices.k() * Float.BYTES,
              matrices.b()[i] * layout.bytes(),
              (long) i * matrices.m() * matrices.n() * Float.BYTES,
              0));
    }
    List<PackTask> packing = new ArrayList<>();
    for (int i = 0; i < matrices.countB(); i++) {
      long source = (long) i * matrices.k() * matrices.n() * Float.BYTES;
      packing.add(PackTask.whole(layout, source, matrices.n(), 1, i * layout.bytes()));
    }
    Constant constant = spec.input(1).constant();
    if (constant == null) {
      return new ProductKernel(spec, operands(Source.input(1), postOps), products, packing);
    }
    Source packed =
        Source.packed(
            Constants.pack(
                context,
                constant,
                "vector " + packing.size() + " x " + layout,
                packing.size() * layout.bytes(),
                (weights, target) ->
                    packing.forEach(task -> task.run(weights.address(), target.address()))));
    return new ProductKernel(spec, operands(packed, postOps), products, List.of(), 1);
  }

  private static ProductKernel.Operands operands(Source b, GemmPostOps postOps) {
    return new ProductKernel.Operands(
        Source.input(0), b, postOps.bias(), postOps.residual(), postOps.operand());
  }
}
