package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.dnnl_memory_set_data_handle;
import static io.culebra.onednn.ffi.dnnl.dnnl_primitive_execute;
import static io.culebra.onednn.ffi.dnnl.dnnl_success;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.KernelSpec;
import io.culebra.onednn.ffi.dnnl_exec_arg_t;
import io.culebra.tensor.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A primitive with its {@code dnnl_memory_t}s and the array of arguments that every execution
 * passes.
 */
final class OnednnInvocation implements Invocation {
  private final KernelSpec spec;
  private final Binding binding;
  private final List<Argument> arguments;
  private final long[] addresses;
  private final @Nullable MemorySegment[] memories;
  private final MemorySegment primitive;
  private final MemorySegment stream;
  private final MemorySegment array;
  private final int threads;
  private final NativeMemory.Block entries;

  private OnednnInvocation(OnednnKernel kernel, Binding binding) {
    this.spec = kernel.spec();
    this.threads = TeamSize.of(spec);
    this.binding = binding;
    this.arguments = kernel.arguments();
    this.primitive = kernel.primitive();
    this.addresses = new long[arguments.size()];
    this.memories = new MemorySegment[arguments.size()];
    long bytes = dnnl_exec_arg_t.sizeof() * arguments.size();
    this.entries = NativeMemory.allocate(bytes, "the arguments of " + spec.node());
    // A view without a scope: a call with a segment of a shared arena counts its users up and down.
    this.array = MemorySegment.ofAddress(entries.address());
    try {
      this.stream = Engine.newStream();
    } catch (OnednnException e) {
      entries.close();
      throw e;
    }
  }

  /** Binds a kernel to the addresses of a lane. */
  static OnednnInvocation of(OnednnKernel kernel, Binding binding) {
    OnednnInvocation invocation = new OnednnInvocation(kernel, binding);
    try {
      invocation.makeMemories(kernel);
      return invocation;
    } catch (OnednnException e) {
      invocation.close();
      throw e;
    }
  }

  private void makeMemories(OnednnKernel kernel) {
    MemorySegment views = array.reinterpret(dnnl_exec_arg_t.sizeof() * memories.length);
    for (int i = 0; i < memories.length; i++) {
      Argument argument = arguments.get(i);
      addresses[i] = argument.address(binding);
      MemorySegment memory = Engine.newMemory(kernel.desc().argument(argument.arg()), addresses[i]);
      memories[i] = memory;
      MemorySegment entry = dnnl_exec_arg_t.asSlice(views, i);
      dnnl_exec_arg_t.arg(entry, argument.arg());
      dnnl_exec_arg_t.memory(entry, memory);
    }
  }

  @Override
  public void run() {
    int before = OpenMp.useThreads(threads);
    int status = dnnl_primitive_execute(primitive, stream, memories.length, array);
    OpenMp.restoreThreads(before, threads);
    if (status != dnnl_success()) {
      throw spec.fail(OnednnProvider.BACKEND, "dnnl_primitive_execute: " + Native.status(status));
    }
  }

  @Override
  public void addressesChanged() {
    for (int i = 0; i < memories.length; i++) {
      long address = arguments.get(i).address(binding);
      if (address != addresses[i]) {
        addresses[i] = address;
        Native.check(
            dnnl_memory_set_data_handle(
                Objects.requireNonNull(memories[i]), MemorySegment.ofAddress(address)),
            "dnnl_memory_set_data_handle");
      }
    }
  }

  /** On whichever thread; without an arena, whose end would stop every thread of the JVM. */
  @Override
  public void close() {
    for (MemorySegment memory : memories) {
      if (memory != null) {
        Engine.destroyMemory(memory);
      }
    }
    Engine.destroyStream(stream);
    entries.close();
  }
}
