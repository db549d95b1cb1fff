package io.culebra.plan;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Layout;
import io.culebra.kernel.Operand;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Copies what a step computed, while it is still there. */
final class StepOutput {
  private StepOutput() {}

  /** The first output of a step that has just run, as a new tensor; null if it has none. */
  static @Nullable Tensor copyOf(Step step, Binding binding) {
    for (int i = 0; i < step.outputs().size(); i++) {
      Operand operand = step.spec().outputs().get(i);
      if (operand != null && step.outputs().get(i) != null) {
        Tensor tensor = Tensor.allocate(operand.dataType(), operand.shape());
        copy(binding.outputSegment(i), operand, tensor.segment());
        return tensor;
      }
    }
    return null;
  }

  private static void copy(MemorySegment from, Operand operand, MemorySegment to) {
    Shape shape = operand.shape();
    if (Layout.alike(shape, Layout.rowMajor(shape.rank()), operand.layout())) {
      to.copyFrom(from);
      return;
    }
    long element = operand.dataType().bytes(1);
    long[] strides = operand.layout().strides(shape);
    for (long i = 0; i < shape.elements(); i++) {
      long place = 0;
      long rest = i;
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        place += rest % shape.size(axis) * strides[axis];
        rest /= shape.size(axis);
      }
      MemorySegment.copy(from, place * element, to, i * element, element);
    }
  }
}
