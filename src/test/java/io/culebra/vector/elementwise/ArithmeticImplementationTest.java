package io.culebra.vector.elementwise;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.KernelHarness;
import io.culebra.kernel.Specs;
import io.culebra.kernel.Tensors;
import io.culebra.op.Add;
import io.culebra.op.Clip;
import io.culebra.op.Div;
import io.culebra.op.Fused;
import io.culebra.op.Max;
import io.culebra.op.Mean;
import io.culebra.op.Min;
import io.culebra.op.Mul;
import io.culebra.op.Op;
import io.culebra.op.PRelu;
import io.culebra.op.PostOp;
import io.culebra.op.Pow;
import io.culebra.op.Relu;
import io.culebra.op.Sub;
import io.culebra.op.Sum;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Folding operators in both layouts against a walk over indices. */
class ArithmeticImplementationTest {
  @FunctionalInterface
  interface FloatOperator {
    double apply(double a, double b);
  }

  private static final List<List<Shape>> SHAPES =
      List.of(
          List.of(Shape.of(37), Shape.of(37)),
          List.of(Shape.of(5, 19), Shape.scalar()),
          List.of(Shape.scalar(), Shape.of(5, 19)),
          List.of(Shape.of(2, 3, 50), Shape.of(50)),
          List.of(Shape.of(2, 17, 6, 7), Shape.of(17, 1, 1)),
          List.of(Shape.of(2, 17, 1, 1), Shape.of(2, 17, 6, 7)),
          List.of(Shape.of(2, 1, 6, 7), Shape.of(1, 5, 1, 7)),
          List.of(Shape.of(4, 1, 3), Shape.of(2, 1, 5, 3)),
          List.of(Shape.of(2, 8, 33, 129), Shape.of(2, 8, 33, 129)),
          List.of(Shape.of(3, 8, 33, 129), Shape.of(3, 1, 1, 129)),
          List.of(Shape.of(1, 1, 1, 1), Shape.of(1, 1)));

  static Stream<Arguments> binary() {
    return Stream.of(
            Arguments.of(Arithmetic.ADD, new Add(), (FloatOperator) (a, b) -> a + b),
            Arguments.of(Arithmetic.SUB, new Sub(), (FloatOperator) (a, b) -> a - b),
            Arguments.of(Arithmetic.MUL, new Mul(), (FloatOperator) (a, b) -> a * b),
            Arguments.of(Arithmetic.DIV, new Div(), (FloatOperator) (a, b) -> a / b),
            Arguments.of(Arithmetic.MAX, new Max(), (FloatOperator) Math::max),
            Arguments.of(Arithmetic.MIN, new Min(), (FloatOperator) Math::min),
            Arguments.of(Arithmetic.SUM, new Sum(), (FloatOperator) (a, b) -> a + b),
            Arguments.of(Arithmetic.MEAN, new Mean(), (FloatOperator) (a, b) -> (a + b) / 2))
        .flatMap(a ->
            SHAPES.stream()
                .map(s -> Arguments.of(a.get()[0], a.get()[1], a.get()[2], s.get(0), s.get(1))));
  }

  @ParameterizedTest
  @MethodSource("binary")
  void broadcasts(Arithmetic arithmetic, Op op, FloatOperator function, Shape a, Shape b) {
    check(new ArithmeticImplementation(arithmetic), op, function, a, b);
  }

  @Test
  void powersBroadcast() {
    for (List<Shape> shapes : SHAPES) {
      check(new PowImplementation(), new Pow(), Math::pow, shapes.get(0), shapes.get(1));
    }
  }

  @Test
  void constantPowersTakeTheShortWay() {
    for (float exponent : new float[] {-2, -1, -0.5f, 0.5f, 1, 2, 3, 4, 1.3f}) {
      Tensor x = Tensors.uniform(1, 0.1f, 4, 3, 5, 7);
      Specs specs = Specs.of(new Pow(), x).constant(Tensor.of(new float[] {exponent}));
      Tensor expected = expected(x, Tensor.of(new float[] {exponent}), Math::pow);
      for (List<Tensor> actual : KernelHarness.runEveryLayout(new PowImplementation(), specs)) {
        Tensors.assertClose(expected, actual.getFirst(), 2e-6);
      }
    }
  }

  @Test
  void slopesOfNegativesBroadcast() {
    Implementation prelu = new ArithmeticImplementation(Arithmetic.PRELU);
    FloatOperator function = (x, slope) -> x < 0 ? x * slope : x;
    check(prelu, new PRelu(), function, Shape.of(2, 17, 6, 7), Shape.of(17, 1, 1));
    check(prelu, new PRelu(), function, Shape.of(2, 17, 6, 7), Shape.of(1));
  }

  @Test
  void foldsManyInputs() {
    Tensor a = Tensors.normal(1, 2, 5, 7, 3);
    Tensor b = Tensors.normal(2, 5, 1, 1);
    Tensor c = Tensors.normal(3, 2, 5, 7, 3);
    Tensor sum = expected(expected(a, b, Double::sum), c, Double::sum);
    Tensor mean = expected(sum, Tensor.of(new float[] {3}), (x, y) -> x / y);
    Specs specs = Specs.of(new Mean(), a, b, c).threads(2);
    for (List<Tensor> actual :
        KernelHarness.runEveryLayout(new ArithmeticImplementation(Arithmetic.MEAN), specs)) {
      Tensors.assertClose(mean, actual.getFirst(), 2e-6);
    }
  }

  @Test
  void theFirstTwoOfManyInputsMayBothRepeat() {
    Tensor a = Tensors.normal(1, 5, 1, 1);
    Tensor b = Tensors.normal(2, 2, 5, 1, 1);
    Tensor c = Tensors.normal(3, 2, 5, 7, 3);
    Tensor sum = expected(expected(a, b, Double::sum), c, Double::sum);
    Specs specs = Specs.of(new Sum(), a, b, c);
    for (List<Tensor> actual :
        KernelHarness.runEveryLayout(new ArithmeticImplementation(Arithmetic.SUM), specs)) {
      Tensors.assertClose(sum, actual.getFirst(), 2e-6);
    }
  }

  @Test
  void postOpsFollowEveryRange() {
    Tensor a = Tensors.normal(1, 2, 16, 40, 40);
    Tensor b = Tensors.normal(2, 16, 1, 1);
    Tensor residual = Tensors.normal(3, 2, 16, 40, 40);
    Fused fused =
        new Fused(
            new Add(), 2, List.of(new PostOp.Add(2), new PostOp.Activation(new Clip(-0.5f, 1f))));
    Tensor expected =
        expected(expected(a, b, Double::sum), residual, (x, y) -> Math.clamp(x + y, -0.5, 1));
    Specs specs = Specs.of(fused, a, b, residual).threads(2);
    for (List<Tensor> actual :
        KernelHarness.runEveryLayout(new ArithmeticImplementation(Arithmetic.ADD), specs)) {
      Tensors.assertClose(expected, actual.getFirst(), 2e-6);
    }
  }

  @Test
  void saysNoToOtherTypes() {
    Tensor integers = Tensor.of(new long[] {1});
    Implementation add = new ArithmeticImplementation(Arithmetic.ADD);
    assertFalse(add.supports(Specs.of(new Add(), integers, integers).build()).isYes());
    Tensor one = Tensor.of(new float[] {1});
    Implementation relu = new UnaryImplementation(Relu.class);
    assertTrue(relu.supports(Specs.of(new Relu(), one).build()).isYes());
  }

  private static void check(
      Implementation implementation, Op op, FloatOperator function, Shape a, Shape b) {
    Tensor x = Tensors.uniform(1, 0.5f, 3, a.toArray());
    Tensor y = Tensors.uniform(2, -1, 3, b.toArray());
    Tensor expected = expected(x, y, function);
    Specs specs = Specs.of(op, x, y).threads(2);
    for (List<Tensor> actual : KernelHarness.runEveryLayout(implementation, specs)) {
      Tensors.assertClose(expected, actual.getFirst(), 2e-6);
    }
  }

  private static Tensor expected(Tensor a, Tensor b, FloatOperator function) {
    int rank = Math.max(a.shape().rank(), b.shape().rank());
    Shape left = a.shape().padLeft(rank);
    Shape right = b.shape().padLeft(rank);
    long[] sizes = new long[rank];
    for (int i = 0; i < rank; i++) {
      sizes[i] = Math.max(left.size(i), right.size(i));
    }
    Shape output = Shape.of(sizes);
    float[] x = a.toFloatArray();
    float[] y = b.toFloatArray();
    float[] result = new float[(int) output.elements()];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) function.apply(x[index(i, output, left)], y[index(i, output, right)]);
    }
    return Tensor.of(result, sizes);
  }

  private static int index(int at, Shape output, Shape operand) {
    long[] strides = operand.strides();
    long index = 0;
    for (int axis = output.rank() - 1; axis >= 0; axis--) {
      index += operand.size(axis) == 1 ? 0 : at % output.size(axis) * strides[axis];
      at /= (int) output.size(axis);
    }
    return (int) index;
  }
}
