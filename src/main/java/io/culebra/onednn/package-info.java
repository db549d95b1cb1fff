/**
 * The backend {@code onednn}: operators run by oneDNN primitives, and the life of the native
 * library. The only package that calls the bindings.
 *
 * <p>An {@link io.culebra.onednn.OnednnImplementation} describes a step to oneDNN, asks whether it
 * has an implementation, and makes a kernel of one primitive (Attention: of three); constant
 * weights are reordered once into the form that the primitive chose. All arithmetic is f32. What
 * oneDNN refuses, and what it would do differently from ONNX, is refused with the reason. That
 * includes what it makes of NaN, infinities, -0, subnormal and very large numbers: {@link
 * io.culebra.onednn.SpecialNumbers} lists which operators it gets right.
 *
 * <p>Some post-ops lose NaN or infinities. A kernel that has one {@linkplain
 * io.culebra.kernel.Kernel#needsFinite needs finite} operands, which the planner watches over, and
 * has an exact way for the runs where there are others: the primitive without those post-ops, and
 * plain loops.
 *
 * <table>
 *   <caption>Operators and the primitives that run them</caption>
 *   <tr><th>operator</th><th>primitive</th></tr>
 *   <tr><td>Conv</td><td>convolution</td></tr>
 *   <tr><td>ConvTranspose</td><td>deconvolution</td></tr>
 *   <tr><td>Gemm, MatMul</td><td>matmul</td></tr>
 *   <tr><td>AveragePool, GlobalAveragePool</td><td>pooling</td></tr>
 *   <tr><td>Resize (nearest, linear; where both take the same elements)</td><td>resampling</td></tr>
 *   <tr><td>BatchNormalization</td><td>batch_normalization</td></tr>
 *   <tr><td>InstanceNormalization</td><td>group_normalization</td></tr>
 *   <tr><td>ReduceMean, ReduceSum, ReduceProd, ReduceL1, ReduceL2, ReduceSumSquare</td><td>reduction</td></tr>
 *   <tr><td>LSTM, GRU, RNN</td><td>lstm, gru, vanilla_rnn</td></tr>
 *   <tr><td>Attention (without causal, past or counted keys)</td><td>matmul, softmax, matmul</td></tr>
 *   <tr><td>Concat (large enough for several threads)</td><td>concat</td></tr>
 *   <tr><td>PRelu (constant, finite slopes)</td><td>prelu</td></tr>
 *   <tr><td>LayerNormalization, RMSNormalization</td><td>layer_normalization</td></tr>
 *   <tr><td>Add, Sub, Mul, Div; Sum of two tensors</td><td>binary</td></tr>
 *   <tr><td>LeakyRelu, Sigmoid, Tanh, Gelu (by tanh), Elu, Celu (alpha 1), Selu, HardSwish, Swish, Mish, Affine, Sqrt,
 *       Abs, Neg, Round, Reciprocal; Pow with a constant exponent</td>
 *       <td>eltwise</td></tr>
 *   <tr><td>MaxPool, GlobalMaxPool, Softmax, LogSoftmax, LRN, Max, Min, ReduceMax, ReduceMin, ReduceLogSum, Relu, Clip, Gelu,
 *       HardSigmoid, Softplus, Exp, Log: special numbers come out wrong ({@link io.culebra.onednn.SpecialNumbers})</td>
 *       <td>none</td></tr>
 *   <tr><td>Erf, trigonometry, Sign, Ceil, Floor, RotaryEmbedding, GridSample, AffineGrid, other data
 *       movement, integers, everything else</td><td>none</td></tr>
 * </table>
 *
 * <p>The planner finds {@link io.culebra.onednn.OnednnProvider} as a service; nobody calls anything
 * else here.
 */
@NullMarked
package io.culebra.onednn;

import org.jspecify.annotations.NullMarked;
