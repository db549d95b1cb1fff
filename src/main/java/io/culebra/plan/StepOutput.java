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
    if (Layout.alike(shape, shape.rank(), Layout.ROW_MAJOR, operand.layout())) {
      to.copyFrom(from);
      return;
    }
    long element = operand.dataType().bytes(1);
    long channels = shape.size(1);
    long pixels = shape.elements(2, shape.rank());
    long at = 0;
    for (long item = 0; item < shape.size(0); item++) {
      for (long channel = 0; channel < channels; channel++) {
        for (long pixel = 0; pixel < pixels; pixel++, at += element) {
          long place = ((item * pixels + pixel) * channels + channel) * element;
          MemorySegment.copy(from, place, to, at, element);
        }
      }
    }
  }
}
