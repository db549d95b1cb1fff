package io.culebra.plan;

import io.culebra.graph.Node;
import io.culebra.graph.Types;
import io.culebra.graph.Value;
import io.culebra.kernel.Binding;
import io.culebra.kernel.Implementation;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layout;
import io.culebra.kernel.Operand;
import io.culebra.kernel.Team;
import io.culebra.rewrite.Evaluator;
import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.MemoryLimitException;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes nodes whose inputs are all constant, with plain kernels, once. */
final class KernelEvaluator implements Evaluator {
  private final Backends backends;
  private final MemoryBudget budget;

  KernelEvaluator(MemoryBudget budget) {
    this.backends = Backends.plain();
    this.budget = budget;
  }

  @Override
  public @Nullable List<@Nullable Constant> evaluate(Node node, Types types) {
    List<@Nullable Operand> inputs = new ArrayList<>();
    for (Value input : node.inputs()) {
      if (input != null && (input.constant() == null || types.of(input).dataType().bits() == 0)) {
        return null;
      }
      inputs.add(input == null ? null : operand(types.of(input), input.constant()));
    }
    List<@Nullable Operand> outputs = new ArrayList<>();
    for (Value output : node.outputs()) {
      if (output != null
          && (!types.of(output).isKnown() || types.of(output).dataType() == DataType.STRING)) {
        return null;
      }
      outputs.add(output == null ? null : operand(types.of(output), null));
    }
    KernelSpec spec = new KernelSpec(node.toString(), node.op(), inputs, outputs, 1);
    List<Implementation> usable = Candidates.of(spec, backends).usable();
    try {
      return usable.isEmpty() ? null : run(spec, usable.getFirst());
    } catch (MemoryLimitException e) {
      throw new MemoryLimitException(
          node + ", all of whose inputs are constant: " + e.getMessage(), e);
    }
  }

  @Override
  public long mostBytes() {
    return budget.limit();
  }

  /** The constant with its elements in the order in which they lie in the layout. */
  Constant laidOut(Constant constant, Layout layout) {
    KernelSpec spec =
        Reorders.spec(
            "a constant",
            new TensorType(constant.dataType(), constant.shape()),
            constant,
            Layout.rowMajor(layout.rank()),
            layout);
    List<@Nullable Constant> result = run(spec, Candidates.of(spec, backends).usable().getFirst());
    Constant reordered = result.getFirst();
    if (reordered == null) {
      throw new IllegalStateException("a reorder has one output");
    }
    return reordered;
  }

  private static Operand operand(TensorType type, @Nullable Constant constant) {
    return Operand.rowMajor(type, constant);
  }

  private List<@Nullable Constant> run(KernelSpec spec, Implementation implementation) {
    List<Tensor> read = new ArrayList<>();
    try (WeightStore store = new WeightStore();
        Kernel kernel = implementation.create(spec, store.lease(budget))) {
      long[] reads = kernel.footprint().reads();
      long[] from = new long[spec.inputs().size()];
      for (int i = 0; i < from.length; i++) {
        Operand input = spec.inputs().get(i);
        if (input != null && input.constant() != null && reads[i] > 0) {
          Tensor tensor = input.constant().toTensor();
          read.add(tensor);
          from[i] = tensor.address();
        }
      }
      List<@Nullable Tensor> written = new ArrayList<>();
      long[] to = new long[spec.outputs().size()];
      for (int i = 0; i < to.length; i++) {
        Operand output = spec.outputs().get(i);
        Tensor tensor = output == null ? null : Tensor.allocate(output.dataType(), output.shape());
        written.add(tensor);
        to[i] = tensor == null ? 0 : tensor.address();
      }
      try (NativeMemory.Block scratch =
              NativeMemory.allocate(kernel.footprint().scratch(), "scratch of " + spec.node());
          Invocation invocation =
              kernel.bind(new Binding(spec, from, to, scratch.address(), Team.SOLO))) {
        invocation.run();
      }
      List<@Nullable Constant> constants = new ArrayList<>();
      for (Tensor tensor : written) {
        constants.add(tensor == null ? null : Constant.of(tensor));
      }
      return constants;
    } finally {
      read.forEach(Tensor::close);
    }
  }
}
