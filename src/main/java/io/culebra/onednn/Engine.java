package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.dnnl_cpu;
import static io.culebra.onednn.ffi.dnnl.dnnl_engine_create;
import static io.culebra.onednn.ffi.dnnl.dnnl_memory_create;
import static io.culebra.onednn.ffi.dnnl.dnnl_memory_destroy;
import static io.culebra.onednn.ffi.dnnl.dnnl_stream_create;
import static io.culebra.onednn.ffi.dnnl.dnnl_stream_destroy;
import static io.culebra.onednn.ffi.dnnl.dnnl_stream_in_order;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The processor as oneDNN sees it: one engine for the whole process, for all threads. */
final class Engine {
  private static final MemorySegment CPU =
      Native.make("dnnl_engine_create", engine -> dnnl_engine_create(engine, dnnl_cpu(), 0));

  private Engine() {}

  static MemorySegment cpu() {
    return CPU;
  }

  /**
   * A stream for one thread at a time; it lives as long as the arena. On the CPU's engine {@code
   * dnnl_primitive_execute} returns when the work is done, so nobody waits for a stream.
   */
  static MemorySegment newStream(Arena arena) {
    return Native.make(
        arena,
        "dnnl_stream",
        stream -> dnnl_stream_create(stream, CPU, dnnl_stream_in_order()),
        stream -> dnnl_stream_destroy(stream));
  }

  /** A {@code dnnl_memory_t} of data that lies at an address; it lives as long as the arena. */
  static MemorySegment newMemory(Arena arena, MemorySegment desc, long address) {
    MemorySegment data = MemorySegment.ofAddress(address);
    return Native.make(
        arena,
        "dnnl_memory",
        memory -> dnnl_memory_create(memory, desc, CPU, data),
        memory -> dnnl_memory_destroy(memory));
  }
}
