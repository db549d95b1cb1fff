package io.culebra.vector;

import io.culebra.kernel.RecurrentSteps;
import io.culebra.kernel.Specs;
import io.culebra.kernel.Tensors;
import io.culebra.op.Add;
import io.culebra.op.Attention;
import io.culebra.op.AveragePool;
import io.culebra.op.BatchNormalization;
import io.culebra.op.Conv;
import io.culebra.op.Div;
import io.culebra.op.Fused;
import io.culebra.op.GRU;
import io.culebra.op.Gelu;
import io.culebra.op.GlobalAveragePool;
import io.culebra.op.GridSample;
import io.culebra.op.InstanceNormalization;
import io.culebra.op.LRN;
import io.culebra.op.LSTM;
import io.culebra.op.LayerNormalization;
import io.culebra.op.LogSoftmax;
import io.culebra.op.MatMul;
import io.culebra.op.MaxPool;
import io.culebra.op.Mul;
import io.culebra.op.PaddingMode;
import io.culebra.op.PostOp;
import io.culebra.op.RMSNormalization;
import io.culebra.op.RNN;
import io.culebra.op.RecurrentDirection;
import io.culebra.op.ReduceL2;
import io.culebra.op.ReduceLogSumExp;
import io.culebra.op.ReduceMax;
import io.culebra.op.ReduceMean;
import io.culebra.op.Relu;
import io.culebra.op.ResizeMode;
import io.culebra.op.RotaryEmbedding;
import io.culebra.op.Sigmoid;
import io.culebra.op.Softmax;
import io.culebra.op.Sub;
import io.culebra.op.Swish;
import io.culebra.op.Tanh;
import io.culebra.op.Window;
import io.culebra.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/** Steps of all kinds that the Vector API runs, in the shapes of small networks. */
final class VectorSteps {
  private VectorSteps() {}

  /** All of them. */
  static Stream<Specs> all() {
    return Stream.of(channels(), rows(), products(), attention(), recurrent())
        .flatMap(steps -> steps);
  }

  private static Stream<Specs> channels() {
    Tensor image = Tensors.normal(1, 1, 37, 7, 9);
    Tensor perChannel = Tensors.uniform(2, 0.5f, 1, 37);
    Tensor filters = Tensors.normal(3, 37, 1, 3, 3);
    Tensor wide = Tensors.normal(4, 37, 1, 5, 5);
    Tensor grid = Tensors.uniform(5, -1, 1, 1, 6, 5, 2);
    Tensor spatial = Tensor.of(new long[] {2, 3}, 2);
    Fused activated =
        new Fused(
            new Conv(Window.of2d(3, 1, 1), 37),
            3,
            List.of(new PostOp.Activation(new Swish(1)), new PostOp.Add(3)));
    return Stream.of(
        Specs.of(activated).input(image).constant(filters).absent().input(image),
        Specs.of(new Conv(Window.of2d(3, 2, 1), 37)).input(image).constant(filters),
        Specs.of(new Conv(Window.of2d(5, 1, 2), 37)).input(image).constant(wide),
        Specs.of(new MaxPool(Window.of2d(3, 2, 1), false, false), image),
        Specs.of(new AveragePool(Window.of2d(3, 1, 1), false, false), image),
        Specs.of(new GlobalAveragePool(), image),
        Specs.of(new LRN(5, 0.02f, 0.75f, 1), image),
        Specs.of(new GridSample(ResizeMode.LINEAR, PaddingMode.ZEROS, false), image, grid),
        Specs.of(new ReduceMean(true, false)).input(image).constant(spatial),
        Specs.of(new Softmax(1), image),
        Specs.of(
            new BatchNormalization(1e-5f), image, perChannel, perChannel, perChannel, perChannel),
        Specs.of(new InstanceNormalization(1e-5f), image, perChannel, perChannel));
  }

  private static Stream<Specs> rows() {
    Tensor rows = Tensors.normal(5, 8, 77);
    Tensor row = Tensors.normal(6, 77);
    Tensor heads = Tensors.normal(7, 1, 3, 5, 22);
    Tensor turns = Tensors.normal(8, 1, 5, 11);
    return Stream.of(
        Specs.of(new ReduceMax(true, false)).input(rows).constant(Tensor.of(new long[] {1}, 1)),
        Specs.of(new ReduceL2(true, false)).input(rows).constant(Tensor.of(new long[] {0}, 1)),
        Specs.of(new ReduceLogSumExp(true, false))
            .input(rows)
            .constant(Tensor.of(new long[] {1}, 1)),
        Specs.of(new Softmax(-1), rows),
        Specs.of(new LogSoftmax(0), rows),
        Specs.of(new LayerNormalization(-1, 1e-5f), rows, row, row),
        Specs.of(new LayerNormalization(-1, 1e-5f), rows, row),
        Specs.of(new RMSNormalization(-1, 1e-5f), rows, row),
        Specs.of(new RotaryEmbedding(false, 0, 0), heads, turns, turns),
        Specs.of(new Gelu(false), rows),
        Specs.of(new Add(), rows, row),
        Specs.of(new Sub(), rows, Tensor.of(new float[] {2})),
        Specs.of(new Div(), Tensor.of(new float[] {2}), rows),
        Specs.of(new Mul(), rows, rows));
  }

  private static Stream<Specs> products() {
    Tensor image = Tensors.normal(1, 1, 13, 7, 9);
    Tensor rows = Tensors.normal(2, 11, 29);
    Fused clamped =
        new Fused(new Conv(Window.of2d(3, 1, 1), 1), 3, List.of(new PostOp.Activation(new Relu())));
    Tensor many = Tensors.normal(6, 2, 48, 18, 15);
    Tensor few = Tensors.normal(7, 1, 37, 7, 7);
    Fused summed =
        new Fused(
            new Conv(Window.of2d(3, 1, 1), 1),
            3,
            List.of(new PostOp.Add(3), new PostOp.Activation(new Relu())));
    return Stream.of(
        Specs.of(summed).input(many).constant(Tensors.normal(8, 48, 48, 3, 3)).absent().input(many),
        Specs.of(new Conv(Window.of2d(3, 1, 1), 1))
            .input(few)
            .constant(Tensors.normal(9, 40, 37, 3, 3)),
        Specs.of(clamped).input(image).constant(Tensors.normal(3, 37, 13, 3, 3)).absent(),
        Specs.of(new Conv(Window.of2d(3, 1, 1), 1))
            .input(image)
            .constant(Tensors.normal(3, 19, 13, 3, 3)),
        Specs.of(new MatMul()).input(rows).constant(Tensors.normal(4, 29, 37)),
        Specs.of(new MatMul(), rows, Tensors.normal(5, 29, 17)));
  }

  private static Stream<Specs> attention() {
    Tensor queries = Tensors.normal(1, 1, 2, 9, 24);
    Tensor keys = Tensors.normal(2, 1, 2, 21, 24);
    Tensor one = Tensors.normal(3, 1, 2, 1, 24);
    Attention op = new Attention(false, 0, 0, null, 0, 0);
    Attention capped = new Attention(true, 0, 0, null, 5, 0);
    return Stream.of(
        Specs.of(op, queries, keys, keys),
        Specs.of(capped, queries, keys, keys),
        Specs.of(op, one, keys, keys));
  }

  private static Stream<Specs> recurrent() {
    RecurrentDirection both = RecurrentDirection.BIDIRECTIONAL;
    float none = Float.POSITIVE_INFINITY;
    Sigmoid f = new Sigmoid();
    Tanh g = new Tanh();
    return Stream.of(
            new LSTM(both, 21, List.of(f, g, g, f, g, g), none, false),
            new GRU(both, 21, List.of(f, g, f, g), none, false),
            new GRU(both, 21, List.of(f, g, f, g), none, true),
            new RNN(both, 21, List.of(g, g), none))
        .map(op -> RecurrentSteps.of(op, 1, 2, 2, 9))
        .flatMap(step -> Stream.of(step, RecurrentSteps.withWeightsAtRunTime(step)));
  }
}
