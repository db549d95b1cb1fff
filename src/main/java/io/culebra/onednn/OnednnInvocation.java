package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.dnnl_memory_set_data_handle;
import static io.culebra.onednn.ffi.dnnl.dnnl_primitive_execute;
import static io.culebra.onednn.ffi.dnnl.dnnl_success;

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
  private final MemorySegment array;
  private final int threads;
  private final Arena arena;

  /**
   * @param arena closed with the invocation, on whichever thread
   */
  private OnednnInvocation(OnednnKernel kernel, Binding binding, Arena arena) {
    this.spec = kernel.spec();
    this.threads = TeamSize.of(spec);
    this.binding = binding;
    this.arguments = kernel.arguments();
    this.primitive = kernel.primitive();
    this.arena = arena;
    this.addresses = new long[arguments.size()];
    this.memories = new MemorySegment[arguments.size()];
    this.stream = Engine.newStream(arena);
    MemorySegment entries = dnnl_exec_arg_t.allocateArray(arguments.size(), arena);
    for (int i = 0; i < memories.length; i++) {
      Argument argument = arguments.get(i);
      addresses[i] = argument.address(binding);
      memories[i] = Engine.newMemory(arena, kernel.desc().argument(argument.arg()), addresses[i]);
      MemorySegment entry = dnnl_exec_arg_t.asSlice(entries, i);
      dnnl_exec_arg_t.arg(entry, argument.arg());
      dnnl_exec_arg_t.memory(entry, memories[i]);
    }
    // A view without a scope: a call with a segment of a shared arena counts its users up and down.
    this.array = MemorySegment.ofAddress(entries.address());
  }

  /** Binds a kernel to the addresses of a lane. */
  static OnednnInvocation of(OnednnKernel kernel, Binding binding) {
    Arena arena = Arena.ofShared();
    try {
      return new OnednnInvocation(kernel, binding, arena);
    } catch (RuntimeException e) {
      arena.close();
      throw e;
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
            dnnl_memory_set_data_handle(memories[i], MemorySegment.ofAddress(address)),
            "dnnl_memory_set_data_handle");
      }
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
