package io.culebra.vector.reduce;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layout;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Operand;
import io.culebra.kernel.Support;
import io.culebra.op.Reduction;
import io.culebra.tensor.DataType;
import io.culebra.vector.work.PostOps;
import io.culebra.vector.work.RangeKernel;
import io.culebra.vector.work.Steps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A reduction along axes that lie together in memory. */
public final class ReduceImplementation implements Implementation {
  private final Fold fold;

  private ReduceImplementation(Fold fold) {
    this.fold = fold;
  }

  /** One for every reduction that folds element by element. */
  public static List<Implementation> all() {
    return Arrays.stream(Fold.values()).<Implementation>map(ReduceImplementation::new).toList();
  }

  @Override
  public String name() {
    return "vector/reduce-" + fold.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public Class<? extends Reduction> operator() {
    return fold.operator();
  }

  @Override
  public Support supports(KernelSpec spec) {
    boolean floats =
        spec.input(0).dataType() == DataType.FLOAT && spec.output().dataType() == DataType.FLOAT;
    return Support.require(floats, "only float32")
        .and(PostOps.support(spec))
        .and(Support.require(reduced(spec) != null, "the axes are not constant"))
        .and(Support.require(!layouts(spec).isEmpty(), "the axes lie apart in memory"))
        .and(Support.require(spec.input(0).bytes() <= Integer.MAX_VALUE, "more than 2 GB"));
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    List<Layouts> offered = new ArrayList<>();
    boolean[] reduced = reduced(spec);
    if (reduced == null) {
      return offered;
    }
    for (Layout input : eitherLayout(spec.input(0))) {
      if (Axes.of(spec.input(0), input, reduced) == null) {
        continue;
      }
      for (Layout output : eitherLayout(spec.output())) {
        if (sameOrder(spec, reduced, input, output)) {
          Layouts asWritten = Layouts.rowMajor(spec).withInput(0, input);
          offered.add(new Layouts(asWritten.inputs(), List.of(output), 0));
          break;
        }
      }
    }
    return offered;
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    boolean[] reduced = reduced(spec);
    Axes axes = reduced == null ? null : Axes.of(spec.input(0), spec.input(0).layout(), reduced);
    if (axes == null) {
      throw spec.fail("vector", "the axes lie apart in memory");
    }
    ReduceLoop loop = fold.loop();
    int folded = Math.toIntExact(axes.folded());
    int inner = Math.toIntExact(axes.inner());
    float identity = fold.identity();
    float scale = fold.scale(folded);
    long rowBytes = axes.folded() * axes.inner() * Float.BYTES;
    long resultBytes = axes.inner() * Float.BYTES;
    return RangeKernel.of(
            spec,
            axes.outer(),
            (binding, from, to, scratch) -> {
              for (long i = from; i < to; i++) {
                long source = binding.input(0) + i * rowBytes;
                long target = binding.output(0) + i * resultBytes;
                if (inner == 1) {
                  loop.row(source, target, folded, identity, scale);
                } else {
                  loop.rows(source, target, inner, folded, identity, scale);
                }
              }
            })
        .weight(folded)
        .unread(spec.hasInput(1) ? new int[] {1} : new int[0])
        .build();
  }

  /** Which axes are reduced; null where they are not known. */
  private boolean @Nullable [] reduced(KernelSpec spec) {
    int rank = spec.input(0).shape().rank();
    long[] axes = spec.hasInput(1) ? Steps.integers(spec.input(1)) : new long[0];
    return axes == null ? null : spec.base(fold.operator()).reduced(axes, rank);
  }

  private static Set<Layout> eitherLayout(Operand operand) {
    int rank = operand.shape().rank();
    return new LinkedHashSet<>(List.of(Layout.rowMajor(rank), Layout.channelsLast(rank)));
  }

  /** Whether the axes that stay lie in memory in the order of the output's. */
  private boolean sameOrder(KernelSpec spec, boolean[] reduced, Layout input, Layout output) {
    boolean keeps = spec.base(fold.operator()).keepDims();
    int rank = reduced.length;
    int[] left = new int[rank];
    int count = 0;
    for (int axis = 0; axis < rank; axis++) {
      left[axis] = reduced[axis] && !keeps ? -1 : count++;
    }
    List<Integer> kept =
        input.order().stream().map(axis -> left[axis]).filter(axis -> axis >= 0).toList();
    return kept.equals(output.order());
  }
}
