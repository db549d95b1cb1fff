package io.culebra.vector;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Implementation;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Operand;
import io.culebra.kernel.Specs;
import io.culebra.kernel.Team;
import io.culebra.tensor.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** A step bound for the calling thread alone, to be run as often as one likes. */
final class BoundStep implements AutoCloseable {
  private final String name;
  private final List<NativeMemory.Block> blocks = new ArrayList<>();
  private final Kernel kernel;
  private final Invocation invocation;

  /** In the last of the layouts offered: channels last, where that is offered. */
  BoundStep(Implementation implementation, Specs specs) {
    KernelSpec built = specs.build();
    KernelSpec spec = built.in(implementation.layouts(built).getLast());
    name = implementation.name();
    long[] inputs = new long[spec.inputs().size()];
    for (int i = 0; i < inputs.length; i++) {
      Operand operand = spec.inputs().get(i);
      if (operand != null) {
        MemorySegment memory = allocate(operand.bytes());
        MemorySegment.copy(specs.tensors().get(i).segment(), 0, memory, 0, operand.bytes());
        inputs[i] = memory.address();
      }
    }
    long[] outputs =
        spec.outputs().stream().mapToLong(o -> allocate(o.bytes()).address()).toArray();
    KernelContext context =
        (constant, form, bytes, packer) -> {
          MemorySegment packed = allocate(bytes);
          packer.accept(packed);
          return packed;
        };
    kernel = implementation.create(spec, context);
    long scratch = allocate(kernel.footprint().scratch()).address();
    invocation = kernel.bind(new Binding(spec, inputs, outputs, scratch, Team.SOLO));
  }

  private MemorySegment allocate(long bytes) {
    NativeMemory.Block block = NativeMemory.allocate(bytes, "a step's operand");
    blocks.add(block);
    return block.segment();
  }

  String name() {
    return name;
  }

  void run() {
    invocation.run();
  }

  @Override
  public void close() {
    invocation.close();
    kernel.close();
    blocks.forEach(NativeMemory.Block::close);
  }
}
