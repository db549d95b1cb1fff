package io.culebra.reference;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.ImplementationProvider;
import io.culebra.op.Abs;
import io.culebra.op.Acos;
import io.culebra.op.Acosh;
import io.culebra.op.Add;
import io.culebra.op.Affine;
import io.culebra.op.Asin;
import io.culebra.op.Asinh;
import io.culebra.op.Atan;
import io.culebra.op.Atanh;
import io.culebra.op.Ceil;
import io.culebra.op.Celu;
import io.culebra.op.Clip;
import io.culebra.op.Cos;
import io.culebra.op.Cosh;
import io.culebra.op.Div;
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
import io.culebra.op.Mul;
import io.culebra.op.Neg;
import io.culebra.op.PRelu;
import io.culebra.op.Pow;
import io.culebra.op.Reciprocal;
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
import io.culebra.op.Relu;
import io.culebra.op.Round;
import io.culebra.op.Selu;
import io.culebra.op.Sigmoid;
import io.culebra.op.Sign;
import io.culebra.op.Sin;
import io.culebra.op.Sinh;
import io.culebra.op.Softplus;
import io.culebra.op.Softsign;
import io.culebra.op.Sqrt;
import io.culebra.op.Sub;
import io.culebra.op.Swish;
import io.culebra.op.Tan;
import io.culebra.op.Tanh;
import io.culebra.op.ThresholdedRelu;
import java.util.List;
import java.util.stream.Stream;

/** The plain loops: there on every machine. */
public final class ReferenceProvider implements ImplementationProvider {
  private static final List<Implementation> LAYERS =
      List.of(
          new ReferenceAffineGrid(),
          new ReferenceAttention(),
          new ReferenceAveragePool(),
          new ReferenceBatchNormalization(),
          new ReferenceConv(),
          new ReferenceConvTranspose(),
          new ReferenceGemm(),
          ReferenceGlobalPool.average(),
          ReferenceGlobalPool.max(),
          new ReferenceGridSample(),
          new ReferenceInstanceNormalization(),
          new ReferenceLayerNormalization(),
          new ReferenceLrn(),
          new ReferenceMatMul(),
          new ReferenceMaxPool(),
          new ReferenceResize(),
          new ReferenceRmsNormalization(),
          new ReferenceRotaryEmbedding(),
          ReferenceSoftmax.logarithm(),
          ReferenceSoftmax.plain());

  private static final List<Implementation> RECURRING =
      List.of(new ReferenceGru(), new ReferenceLstm(), new ReferenceRnn());

  private static final List<Implementation> JOINING =
      List.of(
          new ReferenceBinary<>(Add.class),
          new ReferenceBinary<>(Div.class),
          new ReferenceBinary<>(Mul.class),
          new ReferenceBinary<>(PRelu.class),
          new ReferenceBinary<>(Pow.class),
          new ReferenceBinary<>(Sub.class));

  private static final List<Implementation> MAPPING =
      List.of(
          new ReferenceUnary<>(Abs.class),
          new ReferenceUnary<>(Acos.class),
          new ReferenceUnary<>(Acosh.class),
          new ReferenceUnary<>(Asin.class),
          new ReferenceUnary<>(Asinh.class),
          new ReferenceUnary<>(Atan.class),
          new ReferenceUnary<>(Atanh.class),
          new ReferenceUnary<>(Ceil.class),
          new ReferenceUnary<>(Celu.class),
          new ReferenceUnary<>(Clip.class),
          new ReferenceUnary<>(Cos.class),
          new ReferenceUnary<>(Cosh.class),
          new ReferenceUnary<>(Elu.class),
          new ReferenceUnary<>(Erf.class),
          new ReferenceUnary<>(Exp.class),
          new ReferenceUnary<>(Floor.class),
          new ReferenceUnary<>(Gelu.class),
          new ReferenceUnary<>(Affine.class),
          new ReferenceUnary<>(HardSigmoid.class),
          new ReferenceUnary<>(HardSwish.class),
          new ReferenceUnary<>(LeakyRelu.class),
          new ReferenceUnary<>(Log.class),
          new ReferenceUnary<>(Mish.class),
          new ReferenceUnary<>(Neg.class),
          new ReferenceUnary<>(Reciprocal.class),
          new ReferenceUnary<>(Relu.class),
          new ReferenceUnary<>(Round.class),
          new ReferenceUnary<>(Selu.class),
          new ReferenceUnary<>(Sigmoid.class),
          new ReferenceUnary<>(Sign.class),
          new ReferenceUnary<>(Sin.class),
          new ReferenceUnary<>(Sinh.class),
          new ReferenceUnary<>(Softplus.class),
          new ReferenceUnary<>(Softsign.class),
          new ReferenceUnary<>(Sqrt.class),
          new ReferenceUnary<>(Swish.class),
          new ReferenceUnary<>(Tan.class),
          new ReferenceUnary<>(Tanh.class),
          new ReferenceUnary<>(ThresholdedRelu.class));

  private static final List<Implementation> REDUCING =
      List.of(
          new ReferenceReduction<>(ReduceL1.class),
          new ReferenceReduction<>(ReduceL2.class),
          new ReferenceReduction<>(ReduceLogSum.class),
          new ReferenceReduction<>(ReduceLogSumExp.class),
          new ReferenceReduction<>(ReduceMax.class),
          new ReferenceReduction<>(ReduceMean.class),
          new ReferenceReduction<>(ReduceMin.class),
          new ReferenceReduction<>(ReduceProd.class),
          new ReferenceReduction<>(ReduceSum.class),
          new ReferenceReduction<>(ReduceSumSquare.class));

  @Override
  public String backend() {
    return "reference";
  }

  @Override
  public Availability availability() {
    return Availability.yes();
  }

  @Override
  public List<Implementation> implementations() {
    return Stream.of(LAYERS, RECURRING, JOINING, MAPPING, REDUCING).flatMap(List::stream).toList();
  }
}
