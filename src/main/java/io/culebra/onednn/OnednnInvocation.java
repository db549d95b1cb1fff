package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.*;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.KernelSpec;
import io.culebra.onednn.ffi.dnnl_exec_arg_t;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A primitive with its {@code dnnl_memory_t}s and the array of arguments that every execution
 * passes.
 */
final class OnednnInvocation implements Invocation {
  private final KernelSpec spec;
  private final Binding binding;
  private final List<Argument> arguments;
  private final long[] addresses;
  private final MemorySegment[] memories;
  private final MemorySegment primitive;
  private final MemorySegment stream;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment array;

  OnednnInvocation(OnednnKernel kernel, Binding binding) {
    this.spec = kernel.spec();
    this.binding = binding;
    this.arguments = kernel.arguments();
    this.primitive = kernel.primitive();
    this.addresses = new long[arguments.size()];
    this.memories = new MemorySegment[arguments.size()];
    this.stream = Engine.newStream();
    MemorySegment entries = dnnl_exec_arg_t.allocateArray(arguments.size(), arena);
    for (int i = 0; i < memories.length; i++) {
      Argument argument = arguments.get(i);
      addresses[i] = argument.address(binding);
      MemorySegment start = MemorySegment.ofAddress(addresses[i]);
      MemorySegment desc = kernel.desc().argument(argument.arg());
      memories[i] =
          Native.make(
              "dnnl_memory_create", made -> dnnl_memory_create(made, desc, Engine.cpu(), start));
      MemorySegment entry = dnnl_exec_arg_t.asSlice(entries, i);
      dnnl_exec_arg_t.arg(entry, argument.arg());
      dnnl_exec_arg_t.memory(entry, memories[i]);
    }
    // A view without a scope: a call with a segment of a shared arena counts its users up and down.
    this.array = MemorySegment.ofAddress(entries.address());
  }

  @Override
  public void run() {
    OpenMp.useThreads(spec.threads());
    int status = dnnl_primitive_execute(primitive, stream, memories.length, array);
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
            dnnl_memory_set_data_handle(memories[i], MemorySegment.ofAddress(address)),
            "dnnl_memory_set_data_handle");
      }
    }
  }

  @Override
  public void close() {
    for (MemorySegment memory : memories) {
      Native.check(dnnl_memory_destroy(memory), "dnnl_memory_destroy");
    }
    Native.check(dnnl_stream_destroy(stream), "dnnl_stream_destroy");
    arena.close();
  }
}
