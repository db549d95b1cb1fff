package io.culebra.plan;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Footprint;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layout;
import io.culebra.kernel.Operand;
import io.culebra.op.Identity;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Buffers of float32 vectors, and steps between them whose kernels do what a test says. */
final class HandMade {
  private HandMade() {}

  static Buffer arena(String name, long size) {
    return Buffer.inArena(name, TensorType.f32(size), Layout.rowMajor(1));
  }

  static Buffer input(String name, int index, long size) {
    return Buffer.ofInput(name, TensorType.f32(size), index);
  }

  static Buffer output(String name, int index, long size) {
    return Buffer.ofOutput(name, TensorType.f32(size), index);
  }

  static Buffer view(Buffer buffer) {
    return buffer.view("view of " + buffer.name, buffer.type);
  }

  /** A step that a test does not run. */
  static Step step(int inPlaceInput, List<@Nullable Buffer> inputs, List<Buffer> outputs) {
    return step("step", inPlaceInput, inputs, outputs, binding -> {});
  }

  static Step step(
      String node,
      int inPlaceInput,
      List<@Nullable Buffer> inputs,
      List<Buffer> outputs,
      Consumer<Binding> work) {
    KernelSpec spec = new KernelSpec(node, new Identity(), operands(inputs), operands(outputs), 1);
    return new Step(
        spec,
        "test/hand-made",
        new HandMadeKernel(spec, inPlaceInput, work),
        inputs,
        new ArrayList<>(outputs),
        List.of());
  }

  private static List<@Nullable Operand> operands(List<? extends @Nullable Buffer> buffers) {
    List<@Nullable Operand> operands = new ArrayList<>();
    for (Buffer buffer : buffers) {
      operands.add(buffer == null ? null : new Operand(buffer.type, buffer.layout, null));
    }
    return operands;
  }

  /** Tells the buffers who uses them, as is done when a plan is made. */
  static List<Step> noted(Step... steps) {
    for (int i = 0; i < steps.length; i++) {
      for (Buffer buffer : steps[i].inputs()) {
        if (buffer != null) {
          buffer.usedBy(i);
        }
      }
      for (Buffer buffer : steps[i].outputs()) {
        if (buffer != null) {
          buffer.usedBy(i);
          buffer.writtenBy(i);
        }
      }
    }
    return List.of(steps);
  }

  private record HandMadeKernel(KernelSpec spec, int inPlaceInput, Consumer<Binding> work)
      implements Kernel {
    @Override
    public Footprint footprint() {
      return Footprint.dense(spec);
    }

    @Override
    public Invocation bind(Binding binding) {
      return () -> work.accept(binding);
    }
  }
}
