package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.dnnl_binary_add;
import static io.culebra.onednn.ffi.dnnl.dnnl_binary_div;
import static io.culebra.onednn.ffi.dnnl.dnnl_binary_mul;
import static io.culebra.onednn.ffi.dnnl.dnnl_binary_sub;

import io.culebra.kernel.Implementation;
import io.culebra.op.Abs;
import io.culebra.op.Add;
import io.culebra.op.Affine;
import io.culebra.op.AveragePool;
import io.culebra.op.Celu;
import io.culebra.op.Clip;
import io.culebra.op.Div;
import io.culebra.op.Elu;
import io.culebra.op.Exp;
import io.culebra.op.Gelu;
import io.culebra.op.GlobalAveragePool;
import io.culebra.op.GlobalMaxPool;
import io.culebra.op.HardSigmoid;
import io.culebra.op.HardSwish;
import io.culebra.op.LRN;
import io.culebra.op.LeakyRelu;
import io.culebra.op.Log;
import io.culebra.op.LogSoftmax;
import io.culebra.op.Max;
import io.culebra.op.MaxPool;
import io.culebra.op.Min;
import io.culebra.op.Mish;
import io.culebra.op.Mul;
import io.culebra.op.Neg;
import io.culebra.op.Reciprocal;
import io.culebra.op.ReduceL1;
import io.culebra.op.ReduceL2;
import io.culebra.op.ReduceLogSum;
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
import io.culebra.op.Softmax;
import io.culebra.op.Softplus;
import io.culebra.op.Sqrt;
import io.culebra.op.Sub;
import io.culebra.op.Sum;
import io.culebra.op.Swish;
import io.culebra.op.Tanh;
import java.util.List;

/** All implementations of this backend. To be touched only where the library is there. */
final class OnednnImplementations {
  /**
   * One for each operator. They remember what oneDNN said, so there is one set for the whole
   * process.
   */
  static final List<Implementation> ALL =
      List.of(
          new OnednnConvolution(),
          new OnednnMatmul(),
          new OnednnGemm(),
          new Refused("pooling", MaxPool.class),
          new OnednnPooling<>(AveragePool.class),
          new Refused("pooling", GlobalMaxPool.class),
          new OnednnPooling<>(GlobalAveragePool.class),
          new Refused("softmax", Softmax.class),
          new Refused("softmax", LogSoftmax.class),
          new OnednnDeconvolution(),
          new OnednnResampling(),
          new OnednnBatchNormalization(),
          new OnednnGroupNormalization(),
          new Refused("lrn", LRN.class),
          OnednnLayerNormalization.layer(),
          OnednnLayerNormalization.rms(),
          new OnednnBinary<>(Add.class, dnnl_binary_add(), true),
          new OnednnBinary<>(Sub.class, dnnl_binary_sub(), false),
          new OnednnBinary<>(Mul.class, dnnl_binary_mul(), true),
          new OnednnBinary<>(Div.class, dnnl_binary_div(), false),
          new Refused("binary", Max.class),
          new Refused("binary", Min.class),
          new OnednnBinary<>(Sum.class, dnnl_binary_add(), true),
          new OnednnReduction<>(ReduceMean.class),
          new OnednnReduction<>(ReduceSum.class),
          new Refused("reduction", ReduceMax.class),
          new Refused("reduction", ReduceMin.class),
          new OnednnReduction<>(ReduceProd.class),
          new OnednnReduction<>(ReduceL1.class),
          new OnednnReduction<>(ReduceL2.class),
          new Refused("reduction", ReduceLogSum.class),
          new OnednnReduction<>(ReduceSumSquare.class),
          new OnednnLstm(),
          new OnednnGru(),
          new OnednnVanillaRnn(),
          new OnednnAttention(),
          new OnednnConcat(),
          new OnednnPrelu(),
          new OnednnPower(),
          new OnednnEltwise<>(Relu.class),
          new OnednnEltwise<>(LeakyRelu.class),
          new OnednnEltwise<>(Clip.class),
          new OnednnEltwise<>(Sigmoid.class),
          new OnednnEltwise<>(Tanh.class),
          new OnednnEltwise<>(Gelu.class),
          new OnednnEltwise<>(Elu.class),
          new OnednnEltwise<>(Celu.class),
          new OnednnEltwise<>(Selu.class),
          new OnednnEltwise<>(Affine.class),
          new OnednnEltwise<>(HardSigmoid.class),
          new OnednnEltwise<>(HardSwish.class),
          new OnednnEltwise<>(Swish.class),
          new OnednnEltwise<>(Softplus.class),
          new OnednnEltwise<>(Mish.class),
          new OnednnEltwise<>(Sqrt.class),
          new OnednnEltwise<>(Exp.class),
          new OnednnEltwise<>(Log.class),
          new OnednnEltwise<>(Abs.class),
          new OnednnEltwise<>(Neg.class),
          new OnednnEltwise<>(Round.class),
          new OnednnEltwise<>(Reciprocal.class));

  private OnednnImplementations() {}
}
