package io.culebra.vector.reduce;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Operand;
import io.culebra.kernel.Support;
import io.culebra.op.LogSoftmax;
import io.culebra.op.Op;
import io.culebra.op.Softmax;
import io.culebra.vector.math.Activations;
import io.culebra.vector.math.LaneCode;
import io.culebra.vector.math.Log;
import io.culebra.vector.math.Pairs;
import io.culebra.vector.work.RangeKernel;
import io.culebra.vector.work.Steps;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Softmax and LogSoftmax along any axis, in either layout. */
public final class SoftmaxImplementation implements Implementation {
  /** About what three passes with an exponential cost, in elements moved. */
  private static final int WEIGHT = 4;

  private final String name;
  private final Class<? extends Op> operator;
  private final ToIntFunction<Op> axis;
  private final Map<String, LaneCode> functions;

  private SoftmaxImplementation(
      String name,
      Class<? extends Op> operator,
      ToIntFunction<Op> axis,
      Map<String, LaneCode> functions) {
    this.name = name;
    this.operator = operator;
    this.axis = axis;
    this.functions = functions;
  }

  /** Softmax: exponentials times the reciprocal of their sum. */
  public static Implementation softmax() {
    return new SoftmaxImplementation(
        "vector/softmax",
        Softmax.class,
        op -> ((Softmax) op).axis(),
        Map.of(
            "operator", Pairs.code("second"),
            "function", Activations.code("reciprocal"),
            "combine", Pairs.code("mul")));
  }

  /** LogSoftmax: differences to the maximum minus the logarithm of the sum. */
  public static Implementation logSoftmax() {
    return new SoftmaxImplementation(
        "vector/logsoftmax",
        LogSoftmax.class,
        op -> ((LogSoftmax) op).axis(),
        Map.of(
            "operator", Pairs.code("first"),
            "function", Log.code("log"),
            "combine", Pairs.code("sub")));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Class<? extends Op> operator() {
    return operator;
  }

  @Override
  public Support supports(KernelSpec spec) {
    return Steps.floats(spec)
        .and(Support.require(spec.output().bytes() <= Integer.MAX_VALUE, "more than 2 GB"));
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    return Steps.eitherLayout(spec);
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    Operand output = spec.output();
    int rank = output.shape().rank();
    boolean[] reduced = new boolean[rank];
    reduced[Math.floorMod(axis.applyAsInt(spec.base()), rank)] = true;
    Axes axes = Axes.of(output, output.layout(), reduced);
    if (axes == null) {
      throw spec.fail("vector", "one axis lies apart from itself");
    }
    SoftmaxLoop loop = SoftmaxLoop.FAMILY.with(functions);
    int folded = Math.toIntExact(axes.folded());
    int inner = Math.toIntExact(axes.inner());
    long bytes = axes.folded() * axes.inner() * Float.BYTES;
    return RangeKernel.of(
            spec,
            axes.outer(),
            (binding, from, to, scratch) -> {
              for (long i = from; i < to; i++) {
                long source = binding.input(0) + i * bytes;
                long target = binding.output(0) + i * bytes;
                if (inner == 1) {
                  loop.row(source, target, folded);
                } else {
                  loop.columns(source, target, inner, folded);
                }
              }
            })
        .weight(WEIGHT)
        .inPlace(0)
        .build();
  }
}
