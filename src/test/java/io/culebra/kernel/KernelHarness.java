package io.culebra.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs one implementation on one step as the planner would: lays the inputs out, makes and binds
 * the kernel, runs it, and gives the outputs back row-major. On the way it checks what the contract
 * promises: the declared footprint lies within the operands, nothing outside of outputs and scratch
 * is written, a second run gives the same bytes, and so does a run in place where the kernel offers
 * one.
 */
public final class KernelHarness implements AutoCloseable {
  private static final byte POISON = (byte) 0xff;

  private final Implementation implementation;
  private final KernelSpec spec;
  private final boolean exact;
  private final List<NativeMemory.Block> blocks = new ArrayList<>();
  private final List<Guarded> inputs = new ArrayList<>();
  private final List<Guarded> outputs = new ArrayList<>();

  private KernelHarness(
      Implementation implementation, Specs specs, KernelSpec spec, boolean exact) {
    this.implementation = implementation;
    this.spec = spec;
    this.exact = exact;
    for (int i = 0; i < spec.inputs().size(); i++) {
      Tensor tensor = specs.tensors().get(i);
      inputs.add(guarded(tensor == null ? 0 : spec.input(i).bytes()));
      if (tensor != null) {
        Relayout.fromRowMajor(tensor.segment(), spec.input(i), inputs.get(i).body());
      }
    }
    for (int i = 0; i < spec.outputs().size(); i++) {
      outputs.add(guarded(spec.output(i).bytes()));
    }
  }

  /** Runs the step in the implementation's favourite layouts; the outputs, row-major. */
  public static List<Tensor> run(Implementation implementation, Specs specs) {
    KernelSpec spec = specs.build();
    Support support = implementation.supports(spec);
    assertTrue(support.isYes(), () -> implementation.name() + " refuses: " + support.reason());
    return run(implementation, specs, implementation.layouts(spec).getFirst());
  }

  /** Runs the step in these layouts; the outputs, row-major. */
  public static List<Tensor> run(Implementation implementation, Specs specs, Layouts layouts) {
    return run(implementation, specs, layouts, false);
  }

  /**
   * Runs the step in these layouts, by the way that needs no finite operands; the outputs,
   * row-major.
   */
  public static List<Tensor> runExact(Implementation implementation, Specs specs, Layouts layouts) {
    return run(implementation, specs, layouts, true);
  }

  private static List<Tensor> run(
      Implementation implementation, Specs specs, Layouts layouts, boolean exact) {
    try (KernelHarness harness =
        new KernelHarness(implementation, specs, specs.build().in(layouts), exact)) {
      return harness.run();
    }
  }

  /** Whether the kernel of the step needs finite operands. */
  public static boolean needsFinite(Implementation implementation, Specs specs, Layouts layouts) {
    KernelSpec spec = specs.build().in(layouts);
    try (KernelHarness harness = new KernelHarness(implementation, specs, spec, false);
        Kernel kernel = implementation.create(spec, harness::pack)) {
      return kernel.needsFinite();
    }
  }

  /**
   * Runs the step in every way that the implementation offers, one after another; the outputs of
   * each, row-major.
   */
  public static List<List<Tensor>> runEveryLayout(Implementation implementation, Specs specs) {
    KernelSpec spec = specs.build();
    Support support = implementation.supports(spec);
    assertTrue(support.isYes(), () -> implementation.name() + " refuses: " + support.reason());
    return implementation.layouts(spec).stream()
        .map(layouts -> run(implementation, specs, layouts))
        .toList();
  }

  private List<Tensor> run() {
    try (TestTeam team = new TestTeam(spec.threads());
        Kernel kernel = implementation.create(spec, this::pack)) {
      Footprint footprint = kernel.footprint();
      checkFootprint(footprint);
      Guarded scratch = guarded(footprint.scratch());
      long[] inputAddresses = new long[inputs.size()];
      for (int i = 0; i < inputs.size(); i++) {
        if (spec.inputs().get(i) != null) {
          inputAddresses[i] = inputAddress(i, footprint);
        }
      }
      long[] outputAddresses = outputs.stream().mapToLong(Guarded::address).toArray();
      Binding binding = new Binding(spec, inputAddresses, outputAddresses, scratch.address(), team);
      try (Invocation invocation = kernel.bind(binding)) {
        run(invocation);
        List<byte[]> first = checkedBytes();
        outputs.forEach(o -> o.body().fill(POISON));
        scratch.body().fill(POISON);
        run(invocation);
        assertSame(first, checkedBytes(), "a second run");
        if (kernel.inPlaceInput() >= 0) {
          runInPlace(invocation, binding, kernel.inPlaceInput(), first.getFirst());
        }
        scratch.check("scratch");
        return results(first);
      }
    }
  }

  private void run(Invocation invocation) {
    if (exact) {
      invocation.runExact();
    } else {
      invocation.run();
    }
  }

  private void runInPlace(Invocation invocation, Binding binding, int input, byte[] expected) {
    assertEquals(spec.input(input).bytes(), spec.output().bytes(), "bytes of input taken over");
    binding.setOutput(0, inputs.get(input).address());
    invocation.addressesChanged();
    run(invocation);
    inputs.get(input).check("input " + input);
    assertArrayEquals(
        expected, bytes(inputs.get(input).body(), spec.output().dataType()), "the result in place");
  }

  /** A constant that a run claims not to read gets an address where there is only poison. */
  private long inputAddress(int i, Footprint footprint) {
    if (footprint.reads()[i] == 0 && spec.input(i).bytes() > 0) {
      Guarded poison = guarded(spec.input(i).bytes());
      poison.body().fill(POISON);
      return poison.address();
    }
    return inputs.get(i).address();
  }

  private void checkFootprint(Footprint footprint) {
    assertEquals(inputs.size(), footprint.reads().length, "inputs in the footprint");
    assertEquals(outputs.size(), footprint.writes().length, "outputs in the footprint");
    for (int i = 0; i < inputs.size(); i++) {
      assertTrue(footprint.reads()[i] <= inputs.get(i).bytes(), "reads too much of input " + i);
    }
    for (int i = 0; i < outputs.size(); i++) {
      assertTrue(footprint.writes()[i] <= outputs.get(i).bytes(), "writes too much of output " + i);
    }
  }

  private List<byte[]> checkedBytes() {
    for (int i = 0; i < inputs.size(); i++) {
      inputs.get(i).check("input " + i);
    }
    List<byte[]> bytes = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      outputs.get(i).check("output " + i);
      bytes.add(bytes(outputs.get(i).body(), spec.output(i).dataType()));
    }
    return bytes;
  }

  /** The bytes of elements, with one NaN for all: its sign and payload differ once compiled. */
  private static byte[] bytes(MemorySegment elements, DataType type) {
    MemorySegment copy = MemorySegment.ofArray(bytes(elements));
    for (long at = 0; type == DataType.FLOAT && at < copy.byteSize(); at += Float.BYTES) {
      if (Float.isNaN(copy.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at))) {
        copy.set(ValueLayout.JAVA_FLOAT_UNALIGNED, at, Float.NaN);
      }
    }
    return bytes(copy);
  }

  private static void assertSame(List<byte[]> expected, List<byte[]> actual, String what) {
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), actual.get(i), what + ", output " + i);
    }
  }

  private List<Tensor> results(List<byte[]> bytes) {
    List<Tensor> results = new ArrayList<>();
    for (int i = 0; i < bytes.size(); i++) {
      Operand output = spec.output(i);
      Tensor tensor = Tensor.allocate(output.dataType(), output.shape());
      Relayout.toRowMajor(MemorySegment.ofArray(bytes.get(i)), output, tensor.segment());
      results.add(tensor);
    }
    return results;
  }

  private MemorySegment pack(
      Constant constant, String form, long bytes, Consumer<MemorySegment> packer) {
    Guarded packed = guarded(bytes);
    packed.body().fill((byte) 0);
    packer.accept(packed.body());
    packed.check("packed " + form);
    return packed.body();
  }

  private Guarded guarded(long bytes) {
    NativeMemory.Block block = NativeMemory.allocate(bytes + 2 * Guarded.GAP, "a test's operand");
    blocks.add(block);
    block.segment().fill(POISON);
    return new Guarded(block.segment(), bytes);
  }

  private static byte[] bytes(MemorySegment segment) {
    return segment.toArray(ValueLayout.JAVA_BYTE);
  }

  @Override
  public void close() {
    blocks.forEach(NativeMemory.Block::close);
  }

  /** Memory between two gaps that nobody may write to. */
  private record Guarded(MemorySegment whole, long bytes) {
    static final long GAP = 256;

    MemorySegment body() {
      return whole.asSlice(GAP, bytes);
    }

    long address() {
      return whole.address() + GAP;
    }

    void check(String what) {
      for (long i = 0; i < GAP; i++) {
        assertEquals(POISON, whole.get(ValueLayout.JAVA_BYTE, i), "written before " + what);
        assertEquals(
            POISON, whole.get(ValueLayout.JAVA_BYTE, GAP + bytes + i), "written after " + what);
      }
    }
  }
}
