package io.culebra.onednn;

import io.culebra.kernel.Specs;
import io.culebra.kernel.Tensors;
import io.culebra.op.Fused;
import io.culebra.op.Gelu;
import io.culebra.op.Gemm;
import io.culebra.op.MatMul;
import io.culebra.op.PostOp;
import io.culebra.op.Tanh;
import io.culebra.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** MatMul and Gemm against plain loops. */
class OnednnProductTest {
  /** Shapes of A and B that multiply. */
  private static final List<List<long[]>> PAIRS =
      List.of(
          List.of(new long[] {1, 37}, new long[] {37, 19}),
          List.of(new long[] {17, 1}, new long[] {1, 65}),
          List.of(new long[] {3, 17, 33}, new long[] {33, 20}),
          List.of(new long[] {2, 3, 5, 7}, new long[] {2, 3, 7, 9}),
          List.of(new long[] {2, 1, 5, 7}, new long[] {3, 7, 9}),
          List.of(new long[] {5, 7}, new long[] {4, 7, 9}),
          List.of(new long[] {1, 1, 5, 7}, new long[] {4, 1, 7, 9}),
          List.of(new long[] {7}, new long[] {7}),
          List.of(new long[] {7}, new long[] {3, 7, 4}),
          List.of(new long[] {3, 4, 7}, new long[] {7}));

  @Test
  void stacksOfMatrices() {
    int i = 0;
    for (List<long[]> pair : PAIRS) {
      Tensor a = Tensors.normal(1, pair.get(0));
      Tensor b = Tensors.normal(2, pair.get(1));
      Agreement.check(Specs.of(new MatMul()).input(a).input(b).threads(1 + i % 2));
      Agreement.check(Specs.of(new MatMul()).input(a).constant(b));
      i++;
    }
  }

  @Test
  void chainsOfPostOps() {
    List<PostOp> chain =
        List.of(new PostOp.Bias(2), new PostOp.Activation(new Gelu(false)), new PostOp.Add(3));
    Agreement.check(
        Specs.of(new Fused(new MatMul(), 2, chain))
            .input(Tensors.normal(1, 2, 9, 24))
            .constant(Tensors.normal(2, 24, 35))
            .constant(Tensors.normal(3, 35))
            .input(Tensors.normal(4, 2, 9, 35)));
    Agreement.check(
        Specs.of(new Fused(new MatMul(), 2, chain.subList(0, 1)))
            .input(Tensors.normal(1, 2, 3, 9, 8))
            .input(Tensors.normal(2, 2, 3, 8, 11))
            .constant(Tensors.normal(3, 11)));
  }

  @Test
  void everyFormOfGemm() {
    for (int form = 0; form < 16; form++) {
      boolean transA = (form & 1) != 0;
      boolean transB = (form & 2) != 0;
      float alpha = (form & 4) != 0 ? 0.5f : 1;
      float beta = (form & 8) != 0 ? -2 : 1;
      Gemm op = new Gemm(alpha, beta, transA, transB);
      Tensor a = transA ? Tensors.normal(1, 23, 6) : Tensors.normal(1, 6, 23);
      Tensor b = transB ? Tensors.normal(2, 17, 23) : Tensors.normal(2, 23, 17);
      for (long[] c : new long[][] {{17}, {1, 17}, {6, 1}, {6, 17}, {1}, {}}) {
        Agreement.check(Specs.of(op).input(a).constant(b).constant(Tensors.normal(3, c)));
      }
      Agreement.check(Specs.of(op).input(a).input(b));
    }
  }

  @Test
  void gemmWithoutItsAddend() {
    Agreement.check(
        Specs.of(
                new Fused(
                    new Gemm(2, 0, false, false), 3, List.of(new PostOp.Activation(new Tanh()))))
            .input(Tensors.normal(1, 4, 5))
            .constant(Tensors.normal(2, 5, 6))
            .constant(Tensors.normal(3, 6)));
  }

  @Test
  void nothingToSum() {
    Agreement.checkRefusal(
        Specs.of(new MatMul()).input(Tensors.normal(1, 3, 0)).input(Tensors.normal(2, 0, 4)),
        "empty");
  }
}
