package io.culebra.kernel;

import io.culebra.op.Op;
import io.culebra.op.OpInputs;
import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step of one operator together with the tensors that go into it, for tests of implementations.
 * Types of outputs are those that the operator infers, with every input known to it.
 */
public final class Specs {
  private final Op op;
  private final List<@Nullable Tensor> tensors = new ArrayList<>();
  private final List<Boolean> constant = new ArrayList<>();
  private int outputs = 1;
  private int threads = 1;

  private Specs(Op op) {
    this.op = op;
  }

  /** A step of this operator, without inputs so far. */
  public static Specs of(Op op) {
    return new Specs(op);
  }

  /** A step of this operator with inputs that are given at run time. */
  public static Specs of(Op op, Tensor... inputs) {
    Specs specs = new Specs(op);
    for (Tensor input : inputs) {
      specs.input(input);
    }
    return specs;
  }

  /** Adds an input that is given at run time. */
  public Specs input(Tensor tensor) {
    return add(tensor, false);
  }

  /** Adds an input whose value is known when the kernel is made. */
  public Specs constant(Tensor tensor) {
    return add(tensor, true);
  }

  /** Adds an optional input that is left out. */
  public Specs absent() {
    return add(null, false);
  }

  private Specs add(@Nullable Tensor tensor, boolean isConstant) {
    tensors.add(tensor);
    constant.add(isConstant);
    return this;
  }

  /** Asks for so many outputs; one unless told. */
  public Specs outputs(int count) {
    outputs = count;
    return this;
  }

  /** Has the step run by so many threads; one unless told. */
  public Specs threads(int count) {
    threads = count;
    return this;
  }

  /** The value of each input, null where it is absent. */
  public List<@Nullable Tensor> tensors() {
    return tensors;
  }

  /** The step, everything row-major. */
  public KernelSpec build() {
    List<@Nullable Operand> inputs = new ArrayList<>();
    List<@Nullable TensorType> types = new ArrayList<>();
    List<@Nullable Constant> values = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      Tensor tensor = tensors.get(i);
      Constant value = tensor == null ? null : new Value(tensor);
      types.add(tensor == null ? null : tensor.type());
      values.add(value);
      inputs.add(
          tensor == null ? null : Operand.rowMajor(tensor.type(), constant.get(i) ? value : null));
    }
    List<TensorType> inferred = op.infer(new OpInputs("test", types, values, outputs));
    List<@Nullable Operand> results = new ArrayList<>();
    for (TensorType type : inferred.subList(0, outputs)) {
      results.add(Operand.rowMajor(type, null));
    }
    return new KernelSpec("test (" + op.name() + ")", op, inputs, results, threads);
  }

  /** A constant that holds a tensor. */
  private record Value(Tensor tensor) implements Constant {
    @Override
    public DataType dataType() {
      return tensor.dataType();
    }

    @Override
    public Shape shape() {
      return tensor.shape();
    }

    @Override
    public void copyTo(MemorySegment target) {
      target.copyFrom(tensor.segment());
    }
  }
}
