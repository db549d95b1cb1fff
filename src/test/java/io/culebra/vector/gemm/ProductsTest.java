package io.culebra.vector.gemm;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.KernelHarness;
import io.culebra.kernel.Specs;
import io.culebra.kernel.Tensors;
import io.culebra.op.Clip;
import io.culebra.op.Fused;
import io.culebra.op.Gemm;
import io.culebra.op.MatMul;
import io.culebra.op.PostOp;
import io.culebra.op.Relu;
import io.culebra.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProductsTest {
  private static final double TOLERANCE = 2e-6;

  @ParameterizedTest
  @CsvSource({
    "7x5, 5x9",
    "5, 5x9",
    "7x5, 5",
    "5, 5",
    "3x4x5, 5x6",
    "2x3x4x5, 5x6",
    "2x3x4x5, 2x3x5x6",
    "2x3x40x65, 3x65x33",
    "3x1x4x5, 2x5x6",
    "4x5, 3x5x6",
    "2x1x4x5, 1x3x5x6",
    "1x1x600, 600x40",
    "130x70, 70x100"
  })
  void matMulBroadcastsItsBatches(String a, String b) {
    Tensor left = Tensors.normal(1, sizes(a));
    Tensor right = Tensors.normal(2, sizes(b));
    for (int threads = 1; threads <= 3; threads++) {
      Specs given = Specs.of(new MatMul(), left, right).threads(threads);
      Tensor expected = PlainLoops.matMul(left, right, given.build().output().shape());
      check(new MatMulProduct(), given, expected);
      check(new MatMulProduct(), Specs.of(new MatMul(), left).constant(right), expected);
    }
  }

  @Test
  void matMulWithEverythingFused() {
    Tensor a = Tensors.normal(1, 2, 9, 20);
    Tensor b = Tensors.normal(2, 20, 35);
    Tensor bias = Tensors.normal(3, 35);
    Tensor residual = Tensors.normal(4, 2, 9, 35);
    Tensor expected = PlainLoops.matMul(a, b, residual.shape());
    expected = PlainLoops.zip(expected, bias, Float::sum);
    expected = PlainLoops.zip(expected, residual, Float::sum);
    expected = PlainLoops.map(expected, x -> Math.clamp(x, -1f, 2f));
    expected = PlainLoops.zip(expected, residual, Float::sum);
    Fused fused =
        new Fused(
            new MatMul(),
            2,
            List.of(
                new PostOp.Bias(2),
                new PostOp.Add(3),
                new PostOp.Activation(new Clip(-1, 2)),
                new PostOp.Add(4)));
    Specs specs =
        Specs.of(fused, a).constant(b).constant(bias).input(residual).input(residual).threads(2);
    check(new MatMulProduct(), specs, expected);
  }

  @Test
  void gemmTransposesScalesAndAddsC() {
    for (int variant = 0; variant < 4; variant++) {
      boolean transA = variant % 2 == 1;
      boolean transB = variant / 2 == 1;
      Tensor a = Tensors.normal(1, transA ? sizes("37x21") : sizes("21x37"));
      Tensor b = Tensors.normal(2, transB ? sizes("45x37") : sizes("37x45"));
      for (String shape : List.of("45", "1", "1x45", "21x1", "21x45")) {
        Tensor c = Tensors.normal(3, sizes(shape));
        Gemm op = new Gemm(0.5f, -2f, transA, transB);
        Tensor expected = PlainLoops.gemm(op, a, b, c, 21, 45, 37);
        check(new GemmProduct(), Specs.of(op, a).constant(b).constant(c).threads(2), expected);
      }
      for (String shape : List.of("45", "1", "1x45", "21x1", "1x1", "21x45")) {
        Tensor c = Tensors.normal(3, sizes(shape));
        for (Gemm op :
            List.of(new Gemm(1, 1, transA, transB), new Gemm(0.5f, -2f, transA, transB))) {
          Tensor expected = PlainLoops.gemm(op, a, b, c, 21, 45, 37);
          check(new GemmProduct(), Specs.of(op, a, b, c).threads(2), expected);
          check(new GemmProduct(), Specs.of(op, a).constant(b).input(c), expected);
          check(new GemmProduct(), Specs.of(op, a).input(b).constant(c), expected);
        }
      }
    }
  }

  @Test
  void gemmWithResidualAndReluFused() {
    Tensor a = Tensors.normal(1, 21, 600);
    Tensor b = Tensors.normal(2, 600, 45);
    Tensor residual = Tensors.normal(4, 21, 45);
    Gemm op = new Gemm(1, 1, false, false);
    Tensor sum = PlainLoops.gemm(op, a, b, residual, 21, 45, 600);
    Fused fused = new Fused(op, 3, List.of(new PostOp.Add(3), new PostOp.Activation(new Relu())));
    check(
        new GemmProduct(),
        Specs.of(fused, a).constant(b).absent().input(residual),
        PlainLoops.map(sum, x -> Math.max(x, 0)));
  }

  private static void check(Implementation implementation, Specs specs, Tensor expected) {
    Tensor actual = KernelHarness.run(implementation, specs).getFirst();
    Tensors.assertClose(expected, actual, TOLERANCE);
  }

  private static long[] sizes(String shape) {
    return Arrays.stream(shape.split("x")).mapToLong(Long::parseLong).toArray();
  }
}
