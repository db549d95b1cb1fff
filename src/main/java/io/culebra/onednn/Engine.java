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
import org.jspecify.annotations.Nullable;

/** The processor as oneDNN sees it: one engine for the whole process, for all threads. */
final class Engine {
  private static volatile @Nullable MemorySegment cpu;

  private Engine() {}

  /** The engine; made by the first call that succeeds. */
  static MemorySegment cpu() {
    MemorySegment made = cpu;
    return made == null ? make() : made;
  }

  private static synchronized MemorySegment make() {
    MemorySegment made = cpu;
    if (made == null) {
      made = Native.make("dnnl_engine_create", engine -> dnnl_engine_create(engine, dnnl_cpu(), 0));
      cpu = made;
    }
    return made;
  }

  /**
   * A stream for one thread at a time; it lives as long as the arena. On the CPU's engine {@code
   * dnnl_primitive_execute} returns when the work is done, so nobody waits for a stream.
   */
  static MemorySegment newStream(Arena arena) {
    return Native.make(
        arena,
        "dnnl_stream",
        stream -> dnnl_stream_create(stream, cpu(), dnnl_stream_in_order()),
        stream -> dnnl_stream_destroy(stream));
  }

  /** A stream that lives until {@link #destroyStream}. */
  static MemorySegment newStream() {
    return Native.make(
        "dnnl_stream", stream -> dnnl_stream_create(stream, cpu(), dnnl_stream_in_order()));
  }

  static void destroyStream(MemorySegment stream) {
    Native.check(dnnl_stream_destroy(stream), "end of dnnl_stream");
  }

  /** A {@code dnnl_memory_t} of data that lies at an address, until {@link #destroyMemory}. */
  static MemorySegment newMemory(MemorySegment desc, long address) {
    MemorySegment data = MemorySegment.ofAddress(address);
    return Native.make("dnnl_memory", memory -> dnnl_memory_create(memory, desc, cpu(), data));
  }

  static void destroyMemory(MemorySegment memory) {
    Native.check(dnnl_memory_destroy(memory), "end of dnnl_memory");
  }

  /** A {@code dnnl_memory_t} of data that lies at an address; it lives as long as the arena. */
  static MemorySegment newMemory(Arena arena, MemorySegment desc, long address) {
    MemorySegment data = MemorySegment.ofAddress(address);
    return Native.make(
        arena,
        "dnnl_memory",
        memory -> dnnl_memory_create(memory, desc, cpu(), data),
        memory -> dnnl_memory_destroy(memory));
  }
}
