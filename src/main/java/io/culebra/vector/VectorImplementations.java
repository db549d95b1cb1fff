package io.culebra.vector;

import io.culebra.kernel.Implementation;
import io.culebra.op.Abs;
import io.culebra.op.Affine;
import io.culebra.op.Ceil;
import io.culebra.op.Celu;
import io.culebra.op.Clip;
import io.culebra.op.Elu;
import io.culebra.op.Erf;
import io.culebra.op.Exp;
import io.culebra.op.Floor;
import io.culebra.op.Gelu;
import io.culebra.op.HardSigmoid;
import io.culebra.op.HardSwish;
import io.culebra.op.LeakyRelu;
import io.culebra.op.Log;
import io.culebra.op.Mish;
import io.culebra.op.Neg;
import io.culebra.op.Reciprocal;
import io.culebra.op.Relu;
import io.culebra.op.Round;
import io.culebra.op.Selu;
import io.culebra.op.Sigmoid;
import io.culebra.op.Sign;
import io.culebra.op.Softplus;
import io.culebra.op.Softsign;
import io.culebra.op.Sqrt;
import io.culebra.op.Swish;
import io.culebra.op.Tanh;
import io.culebra.op.ThresholdedRelu;
import io.culebra.op.UnaryElementwise;
import io.culebra.vector.attention.AttentionImplementation;
import io.culebra.vector.conv.ConvImplicitGemm;
import io.culebra.vector.conv.depthwise.DepthwiseImplementation;
import io.culebra.vector.conv.transposed.ConvTransposeImplementation;
import io.culebra.vector.conv.winograd.WinogradConvolution;
import io.culebra.vector.elementwise.Arithmetic;
import io.culebra.vector.elementwise.ArithmeticImplementation;
import io.culebra.vector.elementwise.PowImplementation;
import io.culebra.vector.elementwise.UnaryImplementation;
import io.culebra.vector.gemm.GemmProduct;
import io.culebra.vector.gemm.MatMulProduct;
import io.culebra.vector.normalize.BatchNormImplementation;
import io.culebra.vector.normalize.InstanceNormImplementation;
import io.culebra.vector.normalize.LayerNormImplementation;
import io.culebra.vector.normalize.LrnImplementation;
import io.culebra.vector.normalize.RmsNormImplementation;
import io.culebra.vector.pool.PoolImplementation;
import io.culebra.vector.recurrent.RecurrentImplementation;
import io.culebra.vector.reduce.GlobalPoolImplementation;
import io.culebra.vector.reduce.ReduceImplementation;
import io.culebra.vector.reduce.SoftmaxImplementation;
import io.culebra.vector.resize.AffineGridImplementation;
import io.culebra.vector.resize.GridSampleImplementation;
import io.culebra.vector.resize.ResizeImplementation;
import io.culebra.vector.rotary.RotaryImplementation;
import java.util.List;
import java.util.stream.Stream;

/** All implementations of the vector backend, the better ones of an operator first. */
final class VectorImplementations {
  private static final List<Class<? extends UnaryElementwise>> UNARY =
      List.of(
          Abs.class,
          Affine.class,
          Ceil.class,
          Celu.class,
          Clip.class,
          Elu.class,
          Erf.class,
          Exp.class,
          Floor.class,
          Gelu.class,
          HardSigmoid.class,
          HardSwish.class,
          LeakyRelu.class,
          Log.class,
          Mish.class,
          Neg.class,
          Reciprocal.class,
          Relu.class,
          Round.class,
          Selu.class,
          Sigmoid.class,
          Sign.class,
          Softplus.class,
          Softsign.class,
          Sqrt.class,
          Swish.class,
          Tanh.class,
          ThresholdedRelu.class);

  private VectorImplementations() {}

  static List<Implementation> all() {
    return Stream.of(
            elementwise(),
            folds(),
            normalizations(),
            poolings(),
            products(),
            RecurrentImplementation.all().stream())
        .flatMap(s -> s)
        .toList();
  }

  private static Stream<Implementation> elementwise() {
    return Stream.of(
            UNARY.stream().map(UnaryImplementation::new),
            Stream.of(Arithmetic.values()).map(ArithmeticImplementation::new),
            Stream.of(new PowImplementation()))
        .flatMap(s -> s);
  }

  private static Stream<Implementation> folds() {
    return Stream.concat(
        Stream.of(SoftmaxImplementation.softmax(), SoftmaxImplementation.logSoftmax()),
        ReduceImplementation.all().stream());
  }

  private static Stream<Implementation> normalizations() {
    return Stream.of(
        new LayerNormImplementation(),
        new RmsNormImplementation(),
        new BatchNormImplementation(),
        new InstanceNormImplementation(),
        new LrnImplementation());
  }

  private static Stream<Implementation> products() {
    return Stream.of(
        new MatMulProduct(),
        new GemmProduct(),
        AttentionImplementation.streamed(),
        AttentionImplementation.blocked(),
        new DepthwiseImplementation(),
        new WinogradConvolution(),
        new ConvImplicitGemm(),
        new ConvTransposeImplementation(),
        new ResizeImplementation(),
        new AffineGridImplementation(),
        new GridSampleImplementation(),
        new RotaryImplementation());
  }

  private static Stream<Implementation> poolings() {
    return Stream.of(
        PoolImplementation.max(),
        PoolImplementation.average(),
        GlobalPoolImplementation.max(),
        GlobalPoolImplementation.average());
  }
}
