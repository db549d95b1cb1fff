package io.culebra.perf.roof;

import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_DST;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_SRC;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_WEIGHTS;
import static io.culebra.onednn.ffi.dnnl.dnnl_a;
import static io.culebra.onednn.ffi.dnnl.dnnl_ab;
import static io.culebra.onednn.ffi.dnnl.dnnl_cpu;
import static io.culebra.onednn.ffi.dnnl.dnnl_eltwise_forward_primitive_desc_create;
import static io.culebra.onednn.ffi.dnnl.dnnl_eltwise_relu;
import static io.culebra.onednn.ffi.dnnl.dnnl_engine_create;
import static io.culebra.onednn.ffi.dnnl.dnnl_f32;
import static io.culebra.onednn.ffi.dnnl.dnnl_format_tag_any;
import static io.culebra.onednn.ffi.dnnl.dnnl_forward_inference;
import static io.culebra.onednn.ffi.dnnl.dnnl_matmul_primitive_desc_create;
import static io.culebra.onednn.ffi.dnnl.dnnl_memory_create;
import static io.culebra.onednn.ffi.dnnl.dnnl_memory_desc_create_with_tag;
import static io.culebra.onednn.ffi.dnnl.dnnl_memory_desc_get_size;
import static io.culebra.onednn.ffi.dnnl.dnnl_primitive_create;
import static io.culebra.onednn.ffi.dnnl.dnnl_primitive_desc_query;
import static io.culebra.onednn.ffi.dnnl.dnnl_primitive_desc_query_md;
import static io.culebra.onednn.ffi.dnnl.dnnl_primitive_execute;
import static io.culebra.onednn.ffi.dnnl.dnnl_query_impl_info_str;
import static io.culebra.onednn.ffi.dnnl.dnnl_query_weights_md;
import static io.culebra.onednn.ffi.dnnl.dnnl_stream_create;
import static io.culebra.onednn.ffi.dnnl.dnnl_stream_in_order;
import static io.culebra.onednn.ffi.dnnl.dnnl_success;

import io.culebra.onednn.ffi.dnnl_exec_arg_t;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A primitive of oneDNN on operands of its own, for timing. What it takes from oneDNN is kept until
 * the process ends.
 */
final class OnednnPrimitive {

  /** The byte that operands are filled with: a small number of every element type. */
  private static final byte FILLING = 0x3c;

  private static final int ALIGNMENT = 64;

  private final String implementation;
  private final MemorySegment primitive;
  private final MemorySegment stream;
  private final MemorySegment arguments;
  private final int count;

  private OnednnPrimitive(
      Arena arena, MemorySegment engine, MemorySegment desc, List<Operand> operands) {
    this.implementation = implementation(arena, desc);
    this.primitive = make(arena, p -> dnnl_primitive_create(p, desc));
    this.stream = make(arena, s -> dnnl_stream_create(s, engine, dnnl_stream_in_order()));
    this.count = operands.size();
    this.arguments = dnnl_exec_arg_t.allocateArray(count, arena);
    for (int i = 0; i < count; i++) {
      Operand operand = operands.get(i);
      MemorySegment data = arena.allocate(dnnl_memory_desc_get_size(operand.desc()), ALIGNMENT);
      data.fill(FILLING);
      MemorySegment argument = dnnl_exec_arg_t.asSlice(arguments, i);
      dnnl_exec_arg_t.arg(argument, operand.argument());
      dnnl_exec_arg_t.memory(
          argument, make(arena, m -> dnnl_memory_create(m, operand.desc(), engine, data)));
    }
  }

  private record Operand(int argument, MemorySegment desc) {}

  /**
   * The product of two square matrices.
   *
   * @param source the element type of the first one
   * @param weights of the second one
   * @param result of the result
   * @throws UnsupportedOperationException if oneDNN cannot compute it on this CPU
   */
  static OnednnPrimitive product(Arena arena, long size, int source, int weights, int result) {
    MemorySegment engine = engine(arena);
    MemorySegment src = desc(arena, source, dnnl_ab(), size, size);
    MemorySegment any = desc(arena, weights, dnnl_format_tag_any(), size, size);
    MemorySegment dst = desc(arena, result, dnnl_ab(), size, size);
    MemorySegment none = MemorySegment.NULL;
    MemorySegment desc =
        make(
            arena,
            made -> dnnl_matmul_primitive_desc_create(made, engine, src, any, none, dst, none));
    MemorySegment chosen = dnnl_primitive_desc_query_md(desc, dnnl_query_weights_md(), 0);
    return new OnednnPrimitive(
        arena,
        engine,
        desc,
        List.of(
            new Operand(DNNL_ARG_SRC(), src),
            new Operand(DNNL_ARG_WEIGHTS(), chosen),
            new Operand(DNNL_ARG_DST(), dst)));
  }

  /** A Relu of so few numbers that next to nothing but the call takes time. */
  static OnednnPrimitive smallRelu(Arena arena) {
    MemorySegment engine = engine(arena);
    MemorySegment numbers = desc(arena, dnnl_f32(), dnnl_a(), 16);
    MemorySegment desc =
        make(
            arena,
            made ->
                dnnl_eltwise_forward_primitive_desc_create(
                    made,
                    engine,
                    dnnl_forward_inference(),
                    dnnl_eltwise_relu(),
                    numbers,
                    numbers,
                    0,
                    0,
                    MemorySegment.NULL));
    return new OnednnPrimitive(
        arena,
        engine,
        desc,
        List.of(new Operand(DNNL_ARG_SRC(), numbers), new Operand(DNNL_ARG_DST(), numbers)));
  }

  /** How oneDNN runs it, such as {@code brg_matmul:avx512_core_amx}. */
  String implementation() {
    return implementation;
  }

  /** Runs it so many times; gives the number. */
  double run(int times) {
    int failures = 0;
    for (int i = 0; i < times; i++) {
      failures |= dnnl_primitive_execute(primitive, stream, count, arguments);
    }
    check(failures);
    return times;
  }

  private static MemorySegment engine(Arena arena) {
    return make(arena, engine -> dnnl_engine_create(engine, dnnl_cpu(), 0));
  }

  private static MemorySegment desc(Arena arena, int type, int tag, long... dims) {
    MemorySegment sizes = arena.allocateFrom(ValueLayout.JAVA_LONG, dims);
    return make(
        arena, desc -> dnnl_memory_desc_create_with_tag(desc, dims.length, sizes, type, tag));
  }

  private static String implementation(Arena arena, MemorySegment desc) {
    MemorySegment text =
        make(arena, made -> dnnl_primitive_desc_query(desc, dnnl_query_impl_info_str(), 0, made));
    return text.reinterpret(Long.MAX_VALUE).getString(0);
  }

  private static MemorySegment make(Arena arena, ToIntFunction<MemorySegment> call) {
    MemorySegment pointer = arena.allocate(ValueLayout.ADDRESS);
    check(call.applyAsInt(pointer));
    return pointer.get(ValueLayout.ADDRESS, 0);
  }

  private static void check(int status) {
    if (status != dnnl_success()) {
      throw new UnsupportedOperationException("oneDNN says no: status " + status);
    }
  }
}
