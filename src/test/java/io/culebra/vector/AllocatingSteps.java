package io.culebra.vector;

import com.sun.management.ThreadMXBean;
import io.culebra.kernel.Implementation;
import io.culebra.kernel.RecurrentSteps;
import io.culebra.kernel.Specs;
import io.culebra.kernel.Tensors;
import io.culebra.op.Add;
import io.culebra.op.AveragePool;
import io.culebra.op.BatchNormalization;
import io.culebra.op.Conv;
import io.culebra.op.Div;
import io.culebra.op.Fused;
import io.culebra.op.GRU;
import io.culebra.op.Gelu;
import io.culebra.op.GlobalAveragePool;
import io.culebra.op.InstanceNormalization;
import io.culebra.op.LSTM;
import io.culebra.op.LayerNormalization;
import io.culebra.op.LogSoftmax;
import io.culebra.op.MaxPool;
import io.culebra.op.Mul;
import io.culebra.op.PostOp;
import io.culebra.op.RMSNormalization;
import io.culebra.op.RNN;
import io.culebra.op.RecurrentDirection;
import io.culebra.op.ReduceL2;
import io.culebra.op.ReduceMax;
import io.culebra.op.ReduceMean;
import io.culebra.op.Sigmoid;
import io.culebra.op.Softmax;
import io.culebra.op.Sub;
import io.culebra.op.Swish;
import io.culebra.op.Tanh;
import io.culebra.op.Window;
import io.culebra.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs steps of all kinds one after the other, as a network does, until they allocate nothing:
 * whatever is compiled, no vector may have stayed an object. Prints the steps that still allocate.
 */
final class AllocatingSteps {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int MOST_ROUNDS = 30_000;

  private AllocatingSteps() {}

  /** Prints a line for each step that allocates to the last. */
  public static void main(String[] args) {
    List<BoundStep> steps = steps();
    long[] left = new long[steps.size()];
    long sum = 1;
    for (int round = 0; round < MOST_ROUNDS && sum > 0; round++) {
      sum = runAll(steps, left);
    }
    for (int i = 0; i < left.length; i++) {
      if (left[i] > 0) {
        System.out.println(steps.get(i).name() + " of step " + i);
      }
    }
    steps.forEach(BoundStep::close);
  }

  private static long runAll(List<BoundStep> steps, long[] left) {
    long sum = 0;
    for (int i = 0; i < left.length; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      steps.get(i).run();
      left[i] = THREADS.getCurrentThreadAllocatedBytes() - before;
      sum += left[i];
    }
    return sum;
  }

  private static List<BoundStep> steps() {
    Tensor image = Tensors.normal(1, 1, 37, 7, 9);
    Tensor perChannel = Tensors.uniform(2, 0.5f, 1, 37);
    Tensor filters = Tensors.normal(3, 37, 1, 3, 3);
    Tensor wide = Tensors.normal(4, 37, 1, 5, 5);
    Tensor rows = Tensors.normal(5, 8, 77);
    Tensor row = Tensors.normal(6, 77);
    Tensor spatial = Tensor.of(new long[] {2, 3}, 2);
    Fused activated =
        new Fused(
            new Conv(Window.of2d(3, 1, 1), 37),
            3,
            List.of(new PostOp.Activation(new Swish(1)), new PostOp.Add(3)));
    List<Specs> specs =
        List.of(
            Specs.of(activated).input(image).constant(filters).absent().input(image),
            Specs.of(new Conv(Window.of2d(3, 2, 1), 37)).input(image).constant(filters),
            Specs.of(new Conv(Window.of2d(5, 1, 2), 37)).input(image).constant(wide),
            Specs.of(new MaxPool(Window.of2d(3, 2, 1), false, false), image),
            Specs.of(new AveragePool(Window.of2d(3, 1, 1), false, false), image),
            Specs.of(new GlobalAveragePool(), image),
            Specs.of(new ReduceMean(true, false)).input(image).constant(spatial),
            Specs.of(new ReduceMax(true, false)).input(rows).constant(Tensor.of(new long[] {1}, 1)),
            Specs.of(new ReduceL2(true, false)).input(rows).constant(Tensor.of(new long[] {0}, 1)),
            Specs.of(new Softmax(-1), rows),
            Specs.of(new Softmax(1), image),
            Specs.of(new LogSoftmax(0), rows),
            Specs.of(new LayerNormalization(-1, 1e-5f), rows, row, row),
            Specs.of(new LayerNormalization(-1, 1e-5f), rows, row),
            Specs.of(new RMSNormalization(-1, 1e-5f), rows, row),
            Specs.of(
                new BatchNormalization(1e-5f),
                image,
                perChannel,
                perChannel,
                perChannel,
                perChannel),
            Specs.of(new InstanceNormalization(1e-5f), image, perChannel, perChannel),
            Specs.of(new Gelu(false), rows),
            Specs.of(new Add(), rows, row),
            Specs.of(new Sub(), rows, Tensor.of(new float[] {2})),
            Specs.of(new Div(), Tensor.of(new float[] {2}), rows),
            Specs.of(new Mul(), rows, rows));
    return Stream.concat(specs.stream(), recurrent())
        .map(s -> new BoundStep(implementation(s), s))
        .toList();
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

  private static Implementation implementation(Specs specs) {
    return new VectorProvider()
        .implementations().stream()
            .filter(i -> i.operator() == specs.build().base().getClass())
            .filter(i -> i.supports(specs.build()).isYes())
            .findFirst()
            .orElseThrow();
  }
}
