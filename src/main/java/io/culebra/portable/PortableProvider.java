package io.culebra.portable;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.ImplementationProvider;
import io.culebra.op.Abs;
import io.culebra.op.Acos;
import io.culebra.op.Acosh;
import io.culebra.op.Add;
import io.culebra.op.And;
import io.culebra.op.Asin;
import io.culebra.op.Asinh;
import io.culebra.op.Atan;
import io.culebra.op.Atanh;
import io.culebra.op.BitwiseAnd;
import io.culebra.op.BitwiseNot;
import io.culebra.op.BitwiseOr;
import io.culebra.op.BitwiseXor;
import io.culebra.op.Ceil;
import io.culebra.op.Celu;
import io.culebra.op.Clip;
import io.culebra.op.Cos;
import io.culebra.op.Cosh;
import io.culebra.op.Div;
import io.culebra.op.Elu;
import io.culebra.op.Equal;
import io.culebra.op.Erf;
import io.culebra.op.Exp;
import io.culebra.op.Flatten;
import io.culebra.op.Floor;
import io.culebra.op.Gelu;
import io.culebra.op.Greater;
import io.culebra.op.GreaterOrEqual;
import io.culebra.op.HardSigmoid;
import io.culebra.op.HardSwish;
import io.culebra.op.Identity;
import io.culebra.op.LeakyRelu;
import io.culebra.op.Less;
import io.culebra.op.LessOrEqual;
import io.culebra.op.Log;
import io.culebra.op.Max;
import io.culebra.op.Mean;
import io.culebra.op.Min;
import io.culebra.op.Mish;
import io.culebra.op.Mod;
import io.culebra.op.Mul;
import io.culebra.op.Neg;
import io.culebra.op.Not;
import io.culebra.op.Or;
import io.culebra.op.PRelu;
import io.culebra.op.Pow;
import io.culebra.op.Reciprocal;
import io.culebra.op.Relu;
import io.culebra.op.Reshape;
import io.culebra.op.Round;
import io.culebra.op.Selu;
import io.culebra.op.Sigmoid;
import io.culebra.op.Sign;
import io.culebra.op.Sin;
import io.culebra.op.Sinh;
import io.culebra.op.Softplus;
import io.culebra.op.Softsign;
import io.culebra.op.Sqrt;
import io.culebra.op.Squeeze;
import io.culebra.op.Sub;
import io.culebra.op.Sum;
import io.culebra.op.Swish;
import io.culebra.op.Tan;
import io.culebra.op.Tanh;
import io.culebra.op.ThresholdedRelu;
import io.culebra.op.Unsqueeze;
import io.culebra.op.Xor;
import java.util.List;
import java.util.stream.Stream;

/** The shared implementations, in plain Java: there on every machine. */
public final class PortableProvider implements ImplementationProvider {
  private static final List<Implementation> MOVEMENT =
      List.of(
          new PortableConcat(),
          new PortableDepthToSpace(),
          new PortableDropout(),
          new PortableExpand(),
          new PortableGather(),
          new PortableGatherElements(),
          new PortableGatherND(),
          new PortablePad(),
          new PortableSlice(),
          new PortableSpaceToDepth(),
          new PortableSplit(),
          new PortableTensorScatter(),
          new PortableTile(),
          new PortableTranspose(),
          new PortableTrilu(),
          new PlainCopy<>(Flatten.class),
          new PlainCopy<>(Identity.class),
          new PlainCopy<>(Reshape.class),
          new PlainCopy<>(Squeeze.class),
          new PlainCopy<>(Unsqueeze.class));

  private static final List<Implementation> MAKING =
      List.of(
          new PortableAffineGrid(),
          new PortableCast(),
          new PortableConstantOfShape(),
          new PortableOneHot(),
          new PortableRange(),
          new PortableWhere(),
          PortableShape.elements(),
          PortableShape.sizes());

  private static final List<Implementation> ALONG_AXES =
      List.of(
          PortableArg.max(),
          PortableArg.min(),
          new PortableCumSum(),
          new PortableEinsum(),
          new PortableTopK());

  private static final List<Implementation> JOINING =
      List.of(
          new PortableBinary<>(Add.class),
          new PortableBinary<>(And.class),
          new PortableBinary<>(BitwiseAnd.class),
          new PortableBinary<>(BitwiseOr.class),
          new PortableBinary<>(BitwiseXor.class),
          new PortableBinary<>(Div.class),
          new PortableBinary<>(Equal.class),
          new PortableBinary<>(Greater.class),
          new PortableBinary<>(GreaterOrEqual.class),
          new PortableBinary<>(Less.class),
          new PortableBinary<>(LessOrEqual.class),
          new PortableBinary<>(Mod.class),
          new PortableBinary<>(Mul.class),
          new PortableBinary<>(Or.class),
          new PortableBinary<>(PRelu.class),
          new PortableBinary<>(Pow.class),
          new PortableBinary<>(Sub.class),
          new PortableBinary<>(Xor.class),
          new PortableVariadic<>(Max.class),
          new PortableVariadic<>(Mean.class),
          new PortableVariadic<>(Min.class),
          new PortableVariadic<>(Sum.class));

  private static final List<Implementation> MAPPING =
      List.of(
          new PortableUnary<>(Abs.class),
          new PortableUnary<>(Acos.class),
          new PortableUnary<>(Acosh.class),
          new PortableUnary<>(Asin.class),
          new PortableUnary<>(Asinh.class),
          new PortableUnary<>(Atan.class),
          new PortableUnary<>(Atanh.class),
          new PortableUnary<>(BitwiseNot.class),
          new PortableUnary<>(Ceil.class),
          new PortableUnary<>(Celu.class),
          new PortableUnary<>(Clip.class),
          new PortableUnary<>(Cos.class),
          new PortableUnary<>(Cosh.class),
          new PortableUnary<>(Elu.class),
          new PortableUnary<>(Erf.class),
          new PortableUnary<>(Exp.class),
          new PortableUnary<>(Floor.class),
          new PortableUnary<>(Gelu.class),
          new PortableUnary<>(HardSigmoid.class),
          new PortableUnary<>(HardSwish.class),
          new PortableUnary<>(LeakyRelu.class),
          new PortableUnary<>(Log.class),
          new PortableUnary<>(Mish.class),
          new PortableUnary<>(Neg.class),
          new PortableUnary<>(Not.class),
          new PortableUnary<>(Reciprocal.class),
          new PortableUnary<>(Relu.class),
          new PortableUnary<>(Round.class),
          new PortableUnary<>(Selu.class),
          new PortableUnary<>(Sigmoid.class),
          new PortableUnary<>(Sign.class),
          new PortableUnary<>(Sin.class),
          new PortableUnary<>(Sinh.class),
          new PortableUnary<>(Softplus.class),
          new PortableUnary<>(Softsign.class),
          new PortableUnary<>(Sqrt.class),
          new PortableUnary<>(Swish.class),
          new PortableUnary<>(Tan.class),
          new PortableUnary<>(Tanh.class),
          new PortableUnary<>(ThresholdedRelu.class));

  @Override
  public String backend() {
    return "portable";
  }

  @Override
  public Availability availability() {
    return Availability.yes();
  }

  @Override
  public List<Implementation> implementations() {
    return Stream.of(MOVEMENT, MAKING, ALONG_AXES, JOINING, MAPPING).flatMap(List::stream).toList();
  }
}
