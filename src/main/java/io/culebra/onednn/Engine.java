package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.dnnl_cpu;
import static io.culebra.onednn.ffi.dnnl.dnnl_engine_create;
import static io.culebra.onednn.ffi.dnnl.dnnl_stream_create;
import static io.culebra.onednn.ffi.dnnl.dnnl_stream_in_order;

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
   * A stream for one thread at a time. On the CPU's engine {@code dnnl_primitive_execute} returns
   * when the work is done, so nobody waits for a stream.
   */
  static MemorySegment newStream() {
    return Native.make(
        "dnnl_stream_create", stream -> dnnl_stream_create(stream, CPU, dnnl_stream_in_order()));
  }
}
