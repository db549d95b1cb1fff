package io.culebra.perf.kernels;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Implementation;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelSpec;
import io.culebra.perf.data.ElementType;
import io.culebra.perf.data.RawTensor;
import io.culebra.plan.WorkerTeam;
import io.culebra.tensor.Constant;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One implementation set up on one problem as a plan would do it, in the layouts that it likes
 * best. For the thread that made it.
 */
final class Rig implements AutoCloseable {

  private final List<NativeMemory.Block> blocks = new ArrayList<>();
  private final KernelSpec spec;
  private final WorkerTeam team;
  private final Kernel kernel;
  private final List<MemorySegment> outputs = new ArrayList<>();
  private final Invocation invocation;

  Rig(Problem problem, Implementation implementation, int threads) {
    List<Tensor> elements = problem.elements();
    KernelSpec rowMajor = problem.spec(elements, threads);
    this.spec = rowMajor.in(implementation.layouts(rowMajor).getFirst());
    this.team = new WorkerTeam("kernel", threads);
    this.kernel = implementation.create(spec, this::pack);
    long[] inputs = new long[elements.size()];
    for (int i = 0; i < inputs.length; i++) {
      MemorySegment input = allocate(spec.input(i).bytes());
      Shapes.intoLayout(elements.get(i).segment(), spec.input(i), input);
      inputs[i] = input.address();
    }
    elements.forEach(Tensor::close);
    for (int i = 0; i < spec.outputs().size(); i++) {
      outputs.add(allocate(spec.output(i).bytes()));
    }
    long scratch = allocate(Math.max(1, kernel.footprint().scratch())).address();
    long[] results = outputs.stream().mapToLong(MemorySegment::address).toArray();
    this.invocation = kernel.bind(new Binding(spec, inputs, results, scratch, team));
  }

  /** Runs the kernel once. */
  void run() {
    invocation.run();
  }

  /** What the last run computed as the first output, row-major. */
  RawTensor result() {
    long[] dims = spec.output().shape().toArray();
    RawTensor result = RawTensor.zeros(spec.node(), ElementType.FLOAT, dims);
    Shapes.intoRowMajor(outputs.getFirst(), spec.output(), MemorySegment.ofBuffer(result.data()));
    return result;
  }

  @Override
  public void close() {
    invocation.close();
    kernel.close();
    team.close();
    blocks.forEach(NativeMemory.Block::close);
  }

  private MemorySegment pack(
      Constant constant, String form, long bytes, Consumer<MemorySegment> packer) {
    MemorySegment packed = allocate(bytes);
    packer.accept(packed);
    return packed;
  }

  private MemorySegment allocate(long bytes) {
    NativeMemory.Block block = NativeMemory.allocate(bytes, "an operand of a benchmark");
    blocks.add(block);
    block.segment().fill((byte) 0);
    return block.segment();
  }
}
