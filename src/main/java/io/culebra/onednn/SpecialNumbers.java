package io.culebra.onednn;

import io.culebra.kernel.Support;
import io.culebra.op.Abs;
import io.culebra.op.Add;
import io.culebra.op.Affine;
import io.culebra.op.AveragePool;
import io.culebra.op.BatchNormalization;
import io.culebra.op.Celu;
import io.culebra.op.Clip;
import io.culebra.op.Concat;
import io.culebra.op.Conv;
import io.culebra.op.ConvTranspose;
import io.culebra.op.Div;
import io.culebra.op.Elu;
import io.culebra.op.Exp;
import io.culebra.op.GRU;
import io.culebra.op.Gelu;
import io.culebra.op.Gemm;
import io.culebra.op.GlobalAveragePool;
import io.culebra.op.GlobalMaxPool;
import io.culebra.op.HardSigmoid;
import io.culebra.op.HardSwish;
import io.culebra.op.InstanceNormalization;
import io.culebra.op.LRN;
import io.culebra.op.LSTM;
import io.culebra.op.LayerNormalization;
import io.culebra.op.LeakyRelu;
import io.culebra.op.Log;
import io.culebra.op.LogSoftmax;
import io.culebra.op.MatMul;
import io.culebra.op.Max;
import io.culebra.op.MaxPool;
import io.culebra.op.Min;
import io.culebra.op.Mish;
import io.culebra.op.Mul;
import io.culebra.op.Neg;
import io.culebra.op.Op;
import io.culebra.op.PRelu;
import io.culebra.op.Pow;
import io.culebra.op.RMSNormalization;
import io.culebra.op.RNN;
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
import io.culebra.op.Resize;
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

/**
 * Which operators oneDNN computes as ONNX and numpy define them for NaN, infinities, -0, subnormal
 * and very large numbers, its answers with AVX-512 and with AVX2 taken together. Every operator
 * that is on this list was probed; one that is not counts as unable.
 */
final class SpecialNumbers {
  private SpecialNumbers() {}

  /** Whether oneDNN gives what the operator means, whatever the numbers are. */
  static Support of(Op op) {
    return switch (op) {
      case Relu _, Clip _ -> Support.no("NaN does not propagate: it becomes the lower bound");
      case HardSigmoid _ -> Support.no("NaN does not propagate: it becomes 1");
      case Exp _ -> Support.no("NaN does not propagate: it becomes Infinity");
      case Max _, Min _, ReduceMax _, ReduceMin _ ->
          Support.no("NaN does not propagate: numbers replace it");
      case MaxPool _, GlobalMaxPool _ ->
          Support.no("NaN does not propagate, and nothing is below the least finite number");
      case Softmax _, LogSoftmax _ -> Support.no("NaN does not propagate to all of its row");
      case Log _, ReduceLogSum _ -> Support.no("subnormal numbers have a wrong logarithm");
      case LRN _ -> Support.no("NaN and Infinity reach channels beyond the window");
      case Softplus _ -> Support.no("small results are wrong, some of them negative");
      case Gelu gelu when !gelu.tanh() ->
          Support.no("Infinity becomes NaN, the largest numbers Infinity");
      case Abs _, Affine _, Celu _, Elu _, Gelu _, HardSwish _, LeakyRelu _, Mish _, Neg _ ->
          Support.yes();
      case Pow _, Reciprocal _, Round _, Selu _, Sigmoid _, Sqrt _, Swish _, Tanh _ ->
          Support.yes();
      case Add _, Sub _, Mul _, Div _, Sum _, PRelu _, Concat _ -> Support.yes();
      case ReduceL1 _, ReduceL2 _, ReduceMean _, ReduceProd _, ReduceSum _, ReduceSumSquare _ ->
          Support.yes();
      case AveragePool _, GlobalAveragePool _, Resize _ -> Support.yes();
      case BatchNormalization _, InstanceNormalization _ -> Support.yes();
      case LayerNormalization _, RMSNormalization _ -> Support.yes();
      case Conv _, ConvTranspose _, Gemm _, MatMul _ -> Support.yes();
      case GRU _, LSTM _, RNN _ -> Support.yes();
      default -> Support.no("what becomes of NaN is not known");
    };
  }
}
