package io.culebra.onednn;

import io.culebra.kernel.Specs;
import io.culebra.kernel.Tensors;
import io.culebra.op.Abs;
import io.culebra.op.Add;
import io.culebra.op.Affine;
import io.culebra.op.Celu;
import io.culebra.op.Clip;
import io.culebra.op.Div;
import io.culebra.op.Elu;
import io.culebra.op.Exp;
import io.culebra.op.Gelu;
import io.culebra.op.HardSigmoid;
import io.culebra.op.HardSwish;
import io.culebra.op.LeakyRelu;
import io.culebra.op.Log;
import io.culebra.op.Max;
import io.culebra.op.Min;
import io.culebra.op.Mish;
import io.culebra.op.Mul;
import io.culebra.op.Neg;
import io.culebra.op.Op;
import io.culebra.op.PRelu;
import io.culebra.op.Pow;
import io.culebra.op.Reciprocal;
import io.culebra.op.Relu;
import io.culebra.op.Round;
import io.culebra.op.Selu;
import io.culebra.op.Sigmoid;
import io.culebra.op.Softplus;
import io.culebra.op.Sqrt;
import io.culebra.op.Sub;
import io.culebra.op.Sum;
import io.culebra.op.Swish;
import io.culebra.op.Tanh;
import io.culebra.op.UnaryElementwise;
import io.culebra.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What looks at every element by itself, against plain loops. */
class OnednnElementwiseTest {
  private static final List<UnaryElementwise> ANYWHERE =
      List.of(
          new LeakyRelu(0.1f),
          new Sigmoid(),
          new Tanh(),
          new Gelu(true),
          new Elu(0.7f),
          new Celu(1),
          new Affine(1.5f, -0.3f),
          new HardSwish(),
          new Swish(1.5f),
          new Mish(),
          new Abs(),
          new Neg(),
          new Round());

  private static final List<UnaryElementwise> ABOVE_ZERO = List.of(new Sqrt(), new Reciprocal());

  @Test
  void activations() {
    Tensor x = Tensors.uniform(1, -6, 6, 2, 5, 3, 7);
    for (UnaryElementwise op : ANYWHERE) {
      Agreement.check(Specs.of(op, x));
    }
    Tensor positive = Tensors.uniform(1, 0.1f, 6, 3, 33);
    for (UnaryElementwise op : ABOVE_ZERO) {
      Agreement.check(Specs.of(op, positive).threads(2));
    }
  }

  @Test
  void extremes() {
    float big = Float.MAX_VALUE;
    Tensor x = Tensor.of(new float[] {-big, -100, -1e-30f, 0, 1e-30f, 100, big}, 7);
    for (UnaryElementwise op :
        List.of(new LeakyRelu(0.1f), new Sigmoid(), new Tanh(), new Swish(1))) {
      Agreement.check(Specs.of(op, x));
    }
  }

  @Test
  void whatOnednnLacks() {
    Tensor x = Tensors.normal(1, 4);
    Agreement.checkRefusal(Specs.of(new Celu(2), x), "eltwise");
    Agreement.checkRefusal(Specs.of(new Selu(1.6f, 1.05f), x), "oneDNN refuses");
    Agreement.checkRefusal(Specs.of(new Neg(), Tensor.of(new long[] {1}, 1)), "float32");
  }

  @Test
  void whatOnednnAnswersOtherwise() {
    Tensor x = Tensors.normal(1, 4);
    for (UnaryElementwise op :
        List.of(new Relu(), new Clip(-1, 1), new HardSigmoid(0.2f, 0.5f), new Exp())) {
      Agreement.checkRefusal(Specs.of(op, x), "NaN");
    }
    Agreement.checkRefusal(Specs.of(new Log(), x), "subnormal");
    Agreement.checkRefusal(Specs.of(new Gelu(false), x), "Infinity");
    Agreement.checkRefusal(Specs.of(new Softplus(), x), "negative");
    Agreement.checkRefusal(Specs.of(new Max(), x, x), "NaN");
    Agreement.checkRefusal(Specs.of(new Min(), x, x), "NaN");
    Agreement.checkRefusal(Specs.of(new PRelu(), x, x), "infinite");
    for (float exponent : new float[] {0.5f, Float.NaN, Float.POSITIVE_INFINITY}) {
      Tensor constant = Tensor.of(new float[] {exponent}, 1);
      Agreement.checkRefusal(Specs.of(new Pow()).input(x).constant(constant), "wrong power");
    }
  }

  @Test
  void everyWayToBroadcast() {
    Tensor x = Tensors.uniform(1, 0.5f, 2, 2, 5, 3, 7);
    long[][] others = {
      {2, 5, 3, 7}, {5, 1, 1}, {7}, {1}, {}, {2, 1, 3, 7}, {2, 5, 1, 1}, {2, 1, 3, 1}, {3, 1}
    };
    for (long[] sizes : others) {
      Tensor y = Tensors.uniform(2, 0.5f, 2, sizes);
      for (Op op : List.of(new Add(), new Sub(), new Mul(), new Div(), new Sum())) {
        Agreement.check(Specs.of(op, x, y));
        Agreement.check(Specs.of(op, y, x).threads(2));
      }
    }
  }

  @Test
  void bothAreBroadcast() {
    Tensor column = Tensors.normal(1, 4, 1);
    Tensor row = Tensors.normal(2, 1, 6);
    Agreement.check(Specs.of(new Mul(), column, row));
    Agreement.check(Specs.of(new Sub(), column, row));
  }

  @Test
  void onlyTwoOperands() {
    Tensor x = Tensors.normal(1, 4);
    Agreement.checkRefusal(Specs.of(new Sum(), x), "two tensors");
    Agreement.checkRefusal(Specs.of(new Sum(), x, x, x), "two tensors");
  }

  @Test
  void powersWithOneExponent() {
    Tensor x = Tensors.uniform(1, 0.1f, 3, 2, 3, 17);
    for (float exponent : new float[] {0, 1, 2, 3, 0.25f, -1, -0.5f, 1.7f}) {
      Agreement.check(Specs.of(new Pow()).input(x).constant(Tensor.of(new float[] {exponent}, 1)));
    }
    Tensor negative = Tensors.uniform(1, -3, 3, 33);
    Agreement.check(Specs.of(new Pow()).input(negative).constant(Tensor.of(new float[] {2})));
    Agreement.checkRefusal(Specs.of(new Pow(), x, Tensor.of(new float[] {2}, 1)), "exponent");
    Agreement.checkRefusal(
        Specs.of(new Pow()).input(x).constant(Tensors.normal(2, 17)), "exponent");
  }

  @Test
  void slopes() {
    Tensor x = Tensors.normal(1, 2, 5, 3, 7);
    for (long[] sizes : new long[][] {{5, 1, 1}, {1}, {2, 5, 3, 7}, {7}}) {
      Agreement.check(Specs.of(new PRelu()).input(x).constant(Tensors.normal(2, sizes)));
    }
  }
}
