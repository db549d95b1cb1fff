package io.culebra.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.ImplementationProvider;
import io.culebra.kernel.KernelHarness;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Operand;
import io.culebra.kernel.Specs;
import io.culebra.op.Add;
import io.culebra.op.Affine;
import io.culebra.op.Attention;
import io.culebra.op.AveragePool;
import io.culebra.op.BatchNormalization;
import io.culebra.op.Celu;
import io.culebra.op.Clip;
import io.culebra.op.Concat;
import io.culebra.op.Conv;
import io.culebra.op.ConvTranspose;
import io.culebra.op.CumSum;
import io.culebra.op.Div;
import io.culebra.op.Elu;
import io.culebra.op.Exp;
import io.culebra.op.Fused;
import io.culebra.op.Gelu;
import io.culebra.op.Gemm;
import io.culebra.op.GlobalAveragePool;
import io.culebra.op.GlobalMaxPool;
import io.culebra.op.HardSigmoid;
import io.culebra.op.HardSwish;
import io.culebra.op.InstanceNormalization;
import io.culebra.op.LRN;
import io.culebra.op.LayerNormalization;
import io.culebra.op.LeakyRelu;
import io.culebra.op.LogSoftmax;
import io.culebra.op.MagnitudeBound;
import io.culebra.op.MatMul;
import io.culebra.op.Max;
import io.culebra.op.MaxPool;
import io.culebra.op.Mean;
import io.culebra.op.Min;
import io.culebra.op.Mish;
import io.culebra.op.Mul;
import io.culebra.op.Op;
import io.culebra.op.PRelu;
import io.culebra.op.PostOp;
import io.culebra.op.Pow;
import io.culebra.op.RMSNormalization;
import io.culebra.op.ReduceL1;
import io.culebra.op.ReduceL2;
import io.culebra.op.ReduceMax;
import io.culebra.op.ReduceMean;
import io.culebra.op.ReduceSum;
import io.culebra.op.ReduceSumSquare;
import io.culebra.op.Relu;
import io.culebra.op.Selu;
import io.culebra.op.Sigmoid;
import io.culebra.op.Softmax;
import io.culebra.op.Softplus;
import io.culebra.op.Sub;
import io.culebra.op.Sum;
import io.culebra.op.Swish;
import io.culebra.op.Tanh;
import io.culebra.op.ThresholdedRelu;
import io.culebra.op.Transpose;
import io.culebra.op.Window;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** What operators compute of random tensors never goes beyond the bound that is told before. */
class MagnitudeBoundTest {
  private final Random random = new Random(11);
  private int known;

  @Test
  void whatIsComputedStaysBelowTheBound() {
    for (int round = 0; round < 25; round++) {
      float scale = (float) Math.pow(10, random.nextInt(9) - 3);
      elementwise(scale);
      products(scale);
      windowsAndStatistics(scale);
    }
    assertTrue(known > 1200, known + " bounds were known");
  }

  private void elementwise(float scale) {
    Tensor x = tensor(scale, 2, 5, 7);
    Tensor y = tensor(scale, 2, 5, 7);
    Tensor row = tensor(3, 7);
    for (Op op :
        List.of(new Add(), new Sub(), new Mul(), new Max(), new Min(), new Sum(), new Mean())) {
      check(Specs.of(op, x, y));
      check(Specs.of(op).input(x).constant(row));
    }
    check(Specs.of(new Div()).input(x).constant(row));
    check(Specs.of(new Pow()).input(x).constant(Tensor.of(new float[] {2}, 1)));
    check(Specs.of(new PRelu()).input(x).constant(row));
    check(Specs.of(new Concat(1), x, y));
    check(Specs.of(new Transpose(List.of(2, 0, 1)), x));
    float a = (float) random.nextGaussian();
    float b = (float) random.nextGaussian();
    for (Op op :
        List.of(
            new Relu(),
            new LeakyRelu(3 * a),
            new ThresholdedRelu(a),
            new Clip(Math.min(a, b), Math.max(a, b)),
            new Clip(5, 6),
            new Clip(Float.NEGATIVE_INFINITY, a),
            new Clip(a, Float.POSITIVE_INFINITY),
            new Sigmoid(),
            new HardSigmoid(a, b),
            new Tanh(),
            new Gelu(true),
            new Gelu(false),
            new HardSwish(),
            new Swish(a),
            new Mish(),
            new Softplus(),
            new Elu(a),
            new Celu(0.1f + Math.abs(a)),
            new Selu(a, b),
            new Affine(a, b),
            new Exp())) {
      check(Specs.of(op, x));
    }
  }

  private void products(float scale) {
    int group = 1 + random.nextInt(2);
    Conv conv = new Conv(Window.of2d(3, 1, 1), group);
    Tensor image = tensor(scale, 1, 4, 5, 6);
    Tensor weights = tensor(1, 6, 4 / group, 3, 3);
    check(Specs.of(conv).input(image).constant(weights).constant(tensor(1, 6)));
    check(Specs.of(conv, image, weights));
    ConvTranspose transposed = new ConvTranspose(Window.of2d(3, 2, 1), group, List.of(), List.of());
    check(
        Specs.of(transposed)
            .input(image)
            .constant(tensor(1, 4, 3, 3, 3))
            .constant(tensor(1, 3L * group)));
    List<PostOp> chain =
        List.of(
            new PostOp.Add(3),
            new PostOp.Activation(new LeakyRelu(2)),
            new PostOp.Activation(new Affine(-3, 1)));
    check(
        Specs.of(new Fused(conv, 3, chain))
            .input(image)
            .constant(weights)
            .absent()
            .input(tensor(scale, 1, 6, 5, 6)));
    Tensor rows = tensor(scale, 5, 7);
    float alpha = (float) random.nextGaussian();
    float beta = 0.1f + random.nextFloat();
    check(
        Specs.of(new Gemm(alpha, beta, false, false))
            .input(rows)
            .constant(tensor(1, 7, 3))
            .constant(tensor(1, 3)));
    check(Specs.of(new Gemm(alpha, beta, false, true)).input(rows).constant(tensor(1, 3, 7)));
    check(Specs.of(new MatMul()).input(tensor(scale, 2, 5, 7)).constant(tensor(1, 2, 7, 3)));
    check(Specs.of(new MatMul()).constant(tensor(1, 5, 7)).input(tensor(scale, 2, 7, 3)));
    check(Specs.of(new MatMul(), rows, tensor(scale, 7)));
    check(
        Specs.of(
            new Attention(false, 0, 0, null, 0, 0),
            tensor(1, 1, 2, 3, 4),
            tensor(1, 1, 2, 5, 4),
            tensor(scale, 1, 2, 5, 4)));
  }

  private void windowsAndStatistics(float scale) {
    Tensor image = tensor(scale, 2, 3, 5, 6);
    Window window = Window.of2d(3, 2, 1);
    check(Specs.of(new MaxPool(window, false, false), image));
    check(Specs.of(new AveragePool(window, false, true), image));
    check(Specs.of(new AveragePool(window, true, false), image));
    check(Specs.of(new GlobalAveragePool(), image));
    check(Specs.of(new GlobalMaxPool(), image));
    check(Specs.of(new Softmax(1), image));
    check(Specs.of(new LogSoftmax(1), image));
    check(Specs.of(new LRN(3, 0.1f, 0.75f, 1), image));
    Tensor channels = tensor(2, 3);
    check(
        Specs.of(new InstanceNormalization(1e-5f))
            .input(image)
            .constant(channels)
            .constant(channels));
    check(
        Specs.of(new LayerNormalization(-1, 1e-5f))
            .input(image)
            .constant(tensor(2, 6))
            .constant(tensor(2, 6)));
    check(Specs.of(new RMSNormalization(-1, 1e-5f)).input(image).constant(tensor(2, 6)));
    Tensor variance = Tensor.of(new float[] {0.5f, random.nextFloat(), 3}, 3);
    check(
        Specs.of(new BatchNormalization(1e-5f))
            .input(image)
            .constant(channels)
            .constant(channels)
            .constant(channels)
            .constant(variance));
    Tensor axes = Tensor.of(new long[] {1, 3}, 2);
    for (Op op :
        List.of(
            new ReduceSum(true, false),
            new ReduceMean(true, false),
            new ReduceMax(true, false),
            new ReduceL1(true, false),
            new ReduceL2(true, false),
            new ReduceSumSquare(true, false))) {
      check(Specs.of(op).input(image).constant(axes));
    }
    check(Specs.of(new CumSum(false, false)).input(image).constant(Tensor.of(new long[] {2})));
  }

  @Test
  void nothingIsKnownOfWhatMayOverflow() {
    Tensor x = tensor(1, 2, 3);
    Tensor weights = Tensor.of(new float[] {1, Float.NaN, 3}, 3, 1);
    Tensor large = Tensor.of(new float[] {1e38f, 1e38f, 3}, 3, 1);
    for (Tensor constant : List.of(weights, large)) {
      Specs specs = Specs.of(new MatMul()).input(x).constant(constant);
      assertEquals(MagnitudeBound.UNKNOWN, bound(specs, List.of(1.0, 1.0)).result());
    }
    for (Op op : List.of(new Relu(), new Clip(0, 6), new Sigmoid(), new Tanh(), new Softmax(0))) {
      assertEquals(
          MagnitudeBound.UNKNOWN,
          bound(Specs.of(op, x), List.of(MagnitudeBound.UNKNOWN)).result(),
          () -> op + " of what may be NaN");
    }
    List<PostOp> chain = List.of(new PostOp.Activation(new Clip(0, 6)));
    MagnitudeBound clipped =
        bound(
            Specs.of(new Fused(new MatMul(), 2, chain)).input(x).constant(tensor(1, 3, 4)),
            List.of(1e30, 1.0));
    assertTrue(clipped.result() == 6 && clipped.peak() > 1e29);
  }

  @Test
  void theNormIsThatOfTheLargestSum() {
    float[] weights = {1, -2, 3, 4, 5, -60, 7, 8, -9, 10, 11, 12};
    Specs byColumn =
        Specs.of(new MatMul()).input(tensor(1, 2, 4)).constant(Tensor.of(weights, 4, 3));
    assertEquals(84, bound(byColumn, List.of(1.0, 0.0)).result());
    Specs byRow =
        Specs.of(new Gemm(1, 1, false, true))
            .input(tensor(1, 2, 3))
            .constant(Tensor.of(weights, 4, 3));
    assertEquals(69, bound(byRow, List.of(1.0, 0.0)).result());
  }

  private Tensor tensor(float scale, long... sizes) {
    float[] values = new float[(int) Shape.of(sizes).elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() * scale;
    }
    return Tensor.of(values, sizes);
  }

  private void check(Specs specs) {
    List<Double> largest = new ArrayList<>();
    for (Tensor tensor : specs.tensors()) {
      largest.add(tensor == null || tensor.dataType().isInteger() ? 0.0 : largest(tensor));
    }
    MagnitudeBound bound = bound(specs, largest);
    if (bound.peak() < MagnitudeBound.UNKNOWN) {
      known++;
    }
    Op base = specs.build().base();
    try (Tensor result = KernelHarness.run(plain(base), specs).getFirst()) {
      double observed = largest(result);
      assertTrue(
          observed <= bound.result() * (1 + 1e-6) + 1e-30,
          () -> specs.build().op() + " reaches " + observed + " beyond " + bound);
    }
  }

  private static double largest(Tensor tensor) {
    double largest = 0;
    for (float value : tensor.toFloatArray()) {
      largest = Float.isNaN(value) ? Double.NaN : Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static Implementation plain(Op op) {
    return ServiceLoader.load(ImplementationProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(p -> p.backend().equals("reference") || p.backend().equals("portable"))
        .flatMap(p -> p.implementations().stream())
        .filter(i -> i.operator() == op.getClass())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no plain loops for " + op));
  }

  /** The bound for a step whose computed operands have these bounds. */
  private static MagnitudeBound bound(Specs specs, List<Double> largest) {
    KernelSpec spec = specs.build();
    for (Operand output : spec.outputs()) {
      assertTrue(output != null, "an output is there");
    }
    try (WeightStore store = new WeightStore();
        WeightStore.Lease lease = store.lease(new MemoryBudget(Long.MAX_VALUE))) {
      return MagnitudeBound.of(spec.op(), new StepOperands(spec, lease, largest::get));
    }
  }
}
