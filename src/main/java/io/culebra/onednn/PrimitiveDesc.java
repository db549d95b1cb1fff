package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.dnnl_memory_desc_get_size;
import static io.culebra.onednn.ffi.dnnl.dnnl_primitive_desc_destroy;
import static io.culebra.onednn.ffi.dnnl.dnnl_primitive_desc_query;
import static io.culebra.onednn.ffi.dnnl.dnnl_primitive_desc_query_md;
import static io.culebra.onednn.ffi.dnnl.dnnl_query_exec_arg_md;
import static io.culebra.onednn.ffi.dnnl.dnnl_query_impl_info_str;
import static io.culebra.onednn.ffi.dnnl.dnnl_query_scratchpad_md;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * A {@code dnnl_primitive_desc_t}: an implementation that oneDNN chose for an operation. Closed by
 * its owner.
 */
final class PrimitiveDesc implements AutoCloseable {
  private final MemorySegment handle;
  private final List<Argument> postOpArguments;

  private PrimitiveDesc(MemorySegment handle, List<Argument> postOpArguments) {
    this.handle = handle;
    this.postOpArguments = postOpArguments;
  }

  /** A {@code dnnl_*_primitive_desc_create} function with its arguments. */
  @FunctionalInterface
  interface Creation {
    /** Calls the function; returns the status. */
    int create(MemorySegment desc, MemorySegment engine, MemorySegment attributes);
  }

  /**
   * Lets oneDNN choose.
   *
   * @param primitive the primitive's name, for messages
   * @throws OnednnException if it has no implementation or does not take the arguments
   */
  static PrimitiveDesc create(String primitive, PostOps postOps, Creation creation) {
    MemorySegment attributes = postOps.attributes();
    MemorySegment handle =
        Native.make(primitive, desc -> creation.create(desc, Engine.cpu(), attributes));
    return new PrimitiveDesc(handle, List.copyOf(postOps.arguments()));
  }

  MemorySegment handle() {
    return handle;
  }

  /** The arguments that the post-ops read. */
  List<Argument> postOpArguments() {
    return postOpArguments;
  }

  /** How the primitive wants an execution argument; belongs to this object. */
  MemorySegment argument(int arg) {
    return dnnl_primitive_desc_query_md(handle, dnnl_query_exec_arg_md(), arg);
  }

  /** Bytes of scratch that an execution needs. */
  long scratchBytes() {
    MemorySegment scratch = dnnl_primitive_desc_query_md(handle, dnnl_query_scratchpad_md(), 0);
    return dnnl_memory_desc_get_size(scratch);
  }

  /** What oneDNN chose: {@code brgconv:avx512_core}. */
  String implementation() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocate(ValueLayout.ADDRESS);
      Native.check(
          dnnl_primitive_desc_query(handle, dnnl_query_impl_info_str(), 0, text),
          "dnnl_primitive_desc_query");
      return text.get(ValueLayout.ADDRESS, 0).reinterpret(Long.MAX_VALUE).getString(0);
    }
  }

  @Override
  public void close() {
    Native.check(dnnl_primitive_desc_destroy(handle), "dnnl_primitive_desc_destroy");
  }
}
