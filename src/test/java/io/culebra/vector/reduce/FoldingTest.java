package io.culebra.vector.reduce;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.KernelHarness;
import io.culebra.kernel.Specs;
import io.culebra.kernel.Tensors;
import io.culebra.op.LogSoftmax;
import io.culebra.op.ReduceL1;
import io.culebra.op.ReduceL2;
import io.culebra.op.ReduceLogSum;
import io.culebra.op.ReduceLogSumExp;
import io.culebra.op.ReduceMax;
import io.culebra.op.ReduceMean;
import io.culebra.op.ReduceMin;
import io.culebra.op.ReduceProd;
import io.culebra.op.ReduceSum;
import io.culebra.op.ReduceSumSquare;
import io.culebra.op.Reduction;
import io.culebra.op.Softmax;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reductions and softmax in every layout offered, against folds of lists of doubles. */
class FoldingTest {
  private static final Map<Reduction, ToDoubleFunction<double[]>> REDUCTIONS =
      Map.ofEntries(
          entry(new ReduceSum(true, false), x -> sum(x)),
          entry(new ReduceMean(true, false), x -> sum(x) / x.length),
          entry(new ReduceMax(true, false), x -> DoubleStream.of(x).max().orElseThrow()),
          entry(new ReduceMin(false, false), x -> DoubleStream.of(x).min().orElseThrow()),
          entry(new ReduceProd(true, false), x -> DoubleStream.of(x).reduce(1, (a, b) -> a * b)),
          entry(new ReduceL1(true, false), x -> DoubleStream.of(x).map(Math::abs).sum()),
          entry(
              new ReduceL2(false, false), x -> Math.sqrt(DoubleStream.of(x).map(v -> v * v).sum())),
          entry(new ReduceSumSquare(true, false), x -> DoubleStream.of(x).map(v -> v * v).sum()),
          entry(new ReduceLogSum(false, false), x -> Math.log(sum(x))),
          entry(
              new ReduceLogSumExp(true, false),
              x -> Math.log(DoubleStream.of(x).map(Math::exp).sum())),
          entry(new ReduceMean(false, false), x -> sum(x) / x.length));

  private static Map.Entry<Reduction, ToDoubleFunction<double[]>> entry(
      Reduction op, ToDoubleFunction<double[]> fold) {
    return Map.entry(op, fold);
  }

  private static final List<Map.Entry<Shape, long[]>> CASES =
      List.of(
          Map.entry(Shape.of(3, 77), new long[] {1}),
          Map.entry(Shape.of(3, 77), new long[] {0}),
          Map.entry(Shape.of(5), new long[] {-1}),
          Map.entry(Shape.of(2, 37, 7, 7), new long[] {2, 3}),
          Map.entry(Shape.of(2, 37, 7, 5), new long[] {1}),
          Map.entry(Shape.of(2, 70, 3, 5), new long[] {-1}),
          Map.entry(Shape.of(2, 70, 3, 5), new long[] {0}),
          Map.entry(Shape.of(2, 9, 3, 5), new long[] {0, 1, 2, 3}),
          Map.entry(Shape.of(4, 1, 300), new long[] {2}),
          Map.entry(Shape.of(40, 130, 30), new long[] {1}));

  @Test
  void reducesWhateverLiesTogether() {
    for (var reduction : REDUCTIONS.entrySet()) {
      for (var test : CASES) {
        check(reduction.getKey(), reduction.getValue(), test.getKey(), test.getValue());
      }
    }
  }

  private static void check(
      Reduction op, ToDoubleFunction<double[]> fold, Shape shape, long[] axes) {
    Tensor x = Tensors.uniform(7, 0.7f, 1.3f, shape.toArray());
    Specs specs = Specs.of(op).input(x).constant(Tensor.of(axes, axes.length)).threads(2);
    Tensor expected = expected(op, fold, x, axes);
    for (List<Tensor> actual : KernelHarness.runEveryLayout(of(op), specs)) {
      Tensors.assertClose(expected, actual.getFirst(), 1e-5);
    }
  }

  @Test
  void logarithmsOfSumsOfExponentialsNeitherOverflowNorVanish() {
    float none = Float.NEGATIVE_INFINITY;
    Tensor x = Tensor.of(new float[] {1000, 1000, none, none, none, none, -500, none, 3}, 3, 3);
    Reduction op = new ReduceLogSumExp(false, false);
    for (long axis = 0; axis < 2; axis++) {
      Specs specs = Specs.of(op).input(x).constant(Tensor.of(new long[] {axis}, 1));
      float[] expected =
          axis == 0
              ? new float[] {1000, 1000, 3}
              : new float[] {1000 + (float) Math.log(2), none, 3};
      assertArrayEquals(
          expected, KernelHarness.run(of(op), specs).getFirst().toFloatArray(), 1e-4f);
    }
  }

  @Test
  void offersTheLayoutInWhichTheAxesAreTogether() {
    Tensor x = Tensors.normal(1, 2, 3, 4, 5);
    assertEquals(1, layouts(x, 1, 2), "channels and rows lie together in row-major order alone");
    assertEquals(2, layouts(x, 2, 3), "rows and columns always lie together");
    Implementation mean = of(new ReduceMean(true, false));
    Specs apart =
        Specs.of(new ReduceMean(true, false)).input(x).constant(Tensor.of(new long[] {0, 3}, 2));
    assertFalse(mean.supports(apart.build()).isYes());
  }

  private static int layouts(Tensor x, long... axes) {
    ReduceMean op = new ReduceMean(true, false);
    Specs specs = Specs.of(op).input(x).constant(Tensor.of(axes, axes.length));
    return of(op).layouts(specs.build()).size();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, -1})
  void softmaxAlongEveryAxis(int axis) {
    for (Shape shape :
        List.of(Shape.of(3, 19, 5, 37), Shape.of(2, 16, 8, 64), Shape.of(2, 3, 40, 130))) {
      Tensor x = Tensors.uniform(3, -30, 30, shape.toArray());
      Tensor soft = softmax(x, Math.floorMod(axis, 4), false);
      Specs specs = Specs.of(new Softmax(axis), x).threads(2);
      for (List<Tensor> actual :
          KernelHarness.runEveryLayout(SoftmaxImplementation.softmax(), specs)) {
        Tensors.assertClose(soft, actual.getFirst(), 2e-6);
      }
      Tensor logarithm = softmax(x, Math.floorMod(axis, 4), true);
      Specs log = Specs.of(new LogSoftmax(axis), x).threads(2);
      for (List<Tensor> actual :
          KernelHarness.runEveryLayout(SoftmaxImplementation.logSoftmax(), log)) {
        Tensors.assertClose(logarithm, actual.getFirst(), 2e-6);
      }
    }
  }

  @Test
  void softmaxOfMaskedElementsIsZero() {
    float hidden = Float.NEGATIVE_INFINITY;
    Tensor x = Tensor.of(new float[] {0, hidden, 0, hidden, hidden}, 1, 5);
    Tensor y =
        KernelHarness.run(SoftmaxImplementation.softmax(), Specs.of(new Softmax(1), x)).getFirst();
    Tensors.assertClose(Tensor.of(new float[] {0.5f, 0, 0.5f, 0, 0}, 1, 5), y, 1e-6);
  }

  private static Implementation of(Reduction op) {
    return ReduceImplementation.all().stream()
        .filter(i -> i.operator() == op.getClass())
        .findFirst()
        .orElseThrow();
  }

  private static double sum(double[] x) {
    return DoubleStream.of(x).sum();
  }

  private static Tensor expected(
      Reduction op, ToDoubleFunction<double[]> fold, Tensor x, long[] axes) {
    Shape shape = x.shape();
    boolean[] reduced = op.reduced(axes, shape.rank());
    Shape kept = shape;
    List<Long> result = new ArrayList<>();
    for (int i = 0; i < reduced.length; i++) {
      kept = reduced[i] ? kept.with(i, Dim.of(1)) : kept;
      if (!reduced[i] || op.keepDims()) {
        result.add(kept.size(i));
      }
    }
    double[][] groups = new double[(int) kept.elements()][];
    float[] values = x.toFloatArray();
    for (int i = 0; i < values.length; i++) {
      int group = (int) group(i, shape, kept);
      double[] old = groups[group] == null ? new double[0] : groups[group];
      groups[group] = Arrays.copyOf(old, old.length + 1);
      groups[group][old.length] = values[i];
    }
    float[] folded = new float[groups.length];
    for (int i = 0; i < folded.length; i++) {
      folded[i] = (float) fold.applyAsDouble(groups[i]);
    }
    return Tensor.of(folded, result.stream().mapToLong(Long::longValue).toArray());
  }

  private static Tensor softmax(Tensor x, int axis, boolean logarithm) {
    Shape kept = x.shape().with(axis, Dim.of(1));
    float[] values = x.toFloatArray();
    double[] sums = new double[(int) kept.elements()];
    for (int i = 0; i < values.length; i++) {
      sums[(int) group(i, x.shape(), kept)] += Math.exp(values[i]);
    }
    for (int i = 0; i < values.length; i++) {
      double sum = sums[(int) group(i, x.shape(), kept)];
      values[i] = (float) (logarithm ? values[i] - Math.log(sum) : Math.exp(values[i]) / sum);
    }
    return Tensor.of(values, x.shape().toArray());
  }

  /** The element of a shape with some sizes 1 that element {@code i} of a full one falls on. */
  private static long group(long i, Shape shape, Shape kept) {
    long[] strides = kept.strides();
    long group = 0;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      group += kept.size(axis) == 1 ? 0 : i % shape.size(axis) * strides[axis];
      i /= shape.size(axis);
    }
    return group;
  }
}
