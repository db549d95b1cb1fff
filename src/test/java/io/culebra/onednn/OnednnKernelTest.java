package io.culebra.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.culebra.kernel.Binding;
import io.culebra.kernel.Implementation;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Specs;
import io.culebra.kernel.Team;
import io.culebra.kernel.Tensors;
import io.culebra.op.MatMul;
import io.culebra.op.Relu;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kernels and their invocations beyond what every implementation's harness checks. */
class OnednnKernelTest {
  private final List<NativeMemory.Block> blocks = new ArrayList<>();

  @AfterEach
  void free() {
    blocks.forEach(NativeMemory.Block::close);
  }

  private long allocate(long bytes) {
    NativeMemory.Block block = NativeMemory.allocate(bytes, "a test's operand");
    blocks.add(block);
    return block.address();
  }

  private KernelContext packing(List<String> forms) {
    return (constant, form, bytes, packer) -> {
      NativeMemory.Block block = NativeMemory.allocate(bytes, form);
      blocks.add(block);
      packer.accept(block.segment());
      forms.add(form);
      return block.segment();
    };
  }

  @Test
  void runsFollowTheirAddressesAndAllocateNothing() {
    Tensor first = Tensors.normal(1, 40);
    Tensor second = Tensors.normal(2, 40);
    Tensor output = Tensor.of(new float[40], 40);
    KernelSpec spec = Specs.of(new Relu(), first).build();
    long[] inputs = {first.segment().address()};
    long[] outputs = {output.segment().address()};
    try (Kernel kernel = Agreement.onednn(Relu.class).create(spec, packing(new ArrayList<>()))) {
      long scratch = allocate(kernel.footprint().scratch());
      Binding binding = new Binding(spec, inputs, outputs, scratch, Team.SOLO);
      try (Invocation invocation = kernel.bind(binding)) {
        invocation.run();
        binding.setInput(0, second.segment().address());
        invocation.addressesChanged();
        invocation.run();
        float[] expected = second.toFloatArray();
        for (int i = 0; i < expected.length; i++) {
          expected[i] = Math.max(0, expected[i]);
        }
        assertArrayEquals(expected, output.toFloatArray());
        assertEquals(0, allocatedBy(invocation));
      }
    }
  }

  private static long allocatedBy(Invocation invocation) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = 0;
    // The first rounds are interpreted, where method handles allocate.
    for (int round = 0; round < 20; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 5_000; i++) {
        invocation.run();
      }
      allocated = (threads.getCurrentThreadAllocatedBytes() - before) / 5_000;
    }
    return allocated;
  }

  @Test
  void constantWeightsAreLeftOutAndNamedByTheirForm() {
    Implementation matmul = Agreement.onednn(MatMul.class);
    KernelSpec spec =
        Specs.of(new MatMul())
            .input(Tensors.normal(1, 4, 40))
            .constant(Tensors.normal(2, 40, 50))
            .build();
    List<String> forms = new ArrayList<>();
    try (Kernel once = matmul.create(spec, packing(forms));
        Kernel again = matmul.create(spec, packing(forms))) {
      assertEquals(once.footprint(), again.footprint());
      for (String form : forms) {
        assertTrue(form.startsWith("onednn [40, 50] by [50, 1]"), form);
        assertEquals(forms.getFirst(), form);
        assertEquals(0, once.footprint().reads()[1]);
      }
    }
  }

  @Test
  void threadsOfTheCallerStayAsTheyWere() {
    int before = OpenMp.threads();
    KernelSpec spec = Specs.of(new Relu(), Tensors.normal(1, 40)).threads(before + 1).build();
    Agreement.onednn(Relu.class).create(spec, packing(new ArrayList<>())).close();
    assertEquals(before, OpenMp.threads());
  }
}
