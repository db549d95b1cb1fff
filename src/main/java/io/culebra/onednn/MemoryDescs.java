package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.DNNL_MAX_NDIMS;
import static io.culebra.onednn.ffi.dnnl.dnnl_blocked;
import static io.culebra.onednn.ffi.dnnl.dnnl_f32;
import static io.culebra.onednn.ffi.dnnl.dnnl_format_tag_any;
import static io.culebra.onednn.ffi.dnnl.dnnl_memory_desc_create_with_strides;
import static io.culebra.onednn.ffi.dnnl.dnnl_memory_desc_create_with_tag;
import static io.culebra.onednn.ffi.dnnl.dnnl_memory_desc_destroy;
import static io.culebra.onednn.ffi.dnnl.dnnl_memory_desc_equal;
import static io.culebra.onednn.ffi.dnnl.dnnl_memory_desc_query;
import static io.culebra.onednn.ffi.dnnl.dnnl_query_format_kind;
import static io.culebra.onednn.ffi.dnnl.dnnl_query_inner_blks;
import static io.culebra.onednn.ffi.dnnl.dnnl_query_inner_idxs;
import static io.culebra.onednn.ffi.dnnl.dnnl_query_inner_nblks_s32;
import static io.culebra.onednn.ffi.dnnl.dnnl_query_ndims_s32;
import static io.culebra.onednn.ffi.dnnl.dnnl_query_padded_dims;
import static io.culebra.onednn.ffi.dnnl.dnnl_query_strides;

import io.culebra.kernel.Layout;
import io.culebra.kernel.Operand;
import io.culebra.tensor.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** Makes {@code dnnl_memory_desc_t}s of f32; each lives as long as the arena that it is given. */
final class MemoryDescs {
  /** oneDNN's limit for the number of dimensions. */
  static final int MAX_RANK = DNNL_MAX_NDIMS();

  private MemoryDescs() {}

  /** An operand in its layout, with the dimensions in ONNX's order, as oneDNN has them too. */
  static MemorySegment of(Arena arena, Operand operand) {
    return laidOut(arena, operand.shape(), operand.layout());
  }

  /** A tensor of this shape, in ONNX's order, in this layout. */
  static MemorySegment laidOut(Arena arena, Shape shape, Layout layout) {
    return strided(arena, shape.toArray(), layout.strides(shape));
  }

  /** A row-major tensor. */
  static MemorySegment dense(Arena arena, long... dims) {
    return strided(arena, dims, Shape.of(dims).strides());
  }

  /** A tensor whose neighbours along each axis lie so many elements apart. */
  static MemorySegment strided(Arena arena, long[] dims, long[] strides) {
    return Native.make(
        arena,
        "dnnl_memory_desc",
        desc ->
            dnnl_memory_desc_create_with_strides(
                desc, dims.length, longs(arena, dims), dnnl_f32(), longs(arena, strides)),
        desc -> dnnl_memory_desc_destroy(desc));
  }

  /** A tensor that the primitive may lay out as it likes. */
  static MemorySegment any(Arena arena, long... dims) {
    return Native.make(
        arena,
        "dnnl_memory_desc",
        desc ->
            dnnl_memory_desc_create_with_tag(
                desc, dims.length, longs(arena, dims), dnnl_f32(), dnnl_format_tag_any()),
        desc -> dnnl_memory_desc_destroy(desc));
  }

  /** Numbers as {@code dnnl_dims_t}. */
  static MemorySegment longs(Arena arena, long... values) {
    return arena.allocateFrom(ValueLayout.JAVA_LONG, values);
  }

  /** Whether two descriptions mean the same place for every element. */
  static boolean equal(MemorySegment a, MemorySegment b) {
    return dnnl_memory_desc_equal(a, b) != 0;
  }

  /**
   * Everything that says where an element lies, as text: sizes with padding, strides, and the inner
   * blocks with their axes.
   *
   * @throws OnednnException if the description is of another kind than strides and blocks
   */
  static String describe(MemorySegment desc) {
    try (Arena arena = Arena.ofConfined()) {
      if (number(arena, desc, dnnl_query_format_kind()) != dnnl_blocked()) {
        throw new OnednnException("a form of weights that is not made of strides and blocks");
      }
      int rank = number(arena, desc, dnnl_query_ndims_s32());
      int blocks = number(arena, desc, dnnl_query_inner_nblks_s32());
      return array(arena, desc, dnnl_query_padded_dims(), rank)
          + " by "
          + array(arena, desc, dnnl_query_strides(), rank)
          + " in "
          + array(arena, desc, dnnl_query_inner_blks(), blocks)
          + " of axes "
          + array(arena, desc, dnnl_query_inner_idxs(), blocks);
    }
  }

  private static int number(Arena arena, MemorySegment desc, int what) {
    MemorySegment result = arena.allocate(ValueLayout.JAVA_INT);
    Native.check(dnnl_memory_desc_query(desc, what, result), "dnnl_memory_desc_query");
    return result.get(ValueLayout.JAVA_INT, 0);
  }

  private static String array(Arena arena, MemorySegment desc, int what, int length) {
    MemorySegment result = arena.allocate(ValueLayout.ADDRESS);
    Native.check(dnnl_memory_desc_query(desc, what, result), "dnnl_memory_desc_query");
    long bytes = length * ValueLayout.JAVA_LONG.byteSize();
    return Arrays.toString(
        result.get(ValueLayout.ADDRESS, 0).reinterpret(bytes).toArray(ValueLayout.JAVA_LONG));
  }
}
