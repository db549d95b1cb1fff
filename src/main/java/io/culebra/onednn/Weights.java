package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_FROM;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_TO;
import static io.culebra.onednn.ffi.dnnl.dnnl_memory_desc_get_size;
import static io.culebra.onednn.ffi.dnnl.dnnl_primitive_create;
import static io.culebra.onednn.ffi.dnnl.dnnl_primitive_desc_destroy;
import static io.culebra.onednn.ffi.dnnl.dnnl_primitive_destroy;
import static io.culebra.onednn.ffi.dnnl.dnnl_primitive_execute;
import static io.culebra.onednn.ffi.dnnl.dnnl_reorder_primitive_desc_create;

import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Operand;
import io.culebra.kernel.Subnormals;
import io.culebra.onednn.ffi.dnnl_exec_arg_t;
import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.NativeMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * Brings constant weights into the form that a primitive chose, once per model; {@linkplain
 * Subnormals subnormal} ones become 0.
 */
final class Weights {
  private Weights() {}

  /**
   * The argument for input {@code index}: packed where it is constant and the primitive wants
   * another form than the one it has, else the input itself.
   *
   * @param plain how the weights lie in the model
   */
  static Argument of(
      int arg,
      int index,
      MemorySegment plain,
      KernelSpec spec,
      PrimitiveDesc desc,
      KernelContext context) {
    Constant constant = spec.input(index).constant();
    MemorySegment wanted = desc.argument(arg);
    if (constant == null || MemoryDescs.equal(plain, wanted)) {
      return new Argument.Input(arg, index);
    }
    String form = "onednn " + MemoryDescs.describe(plain) + " -> " + MemoryDescs.describe(wanted);
    long bytes = dnnl_memory_desc_get_size(wanted);
    return new Argument.Packed(
        arg, context.pack(constant, form, bytes, packed -> pack(constant, plain, packed, wanted)));
  }

  /** Brings weights into another order before oneDNN does what else it wants. */
  @FunctionalInterface
  interface Arranger {
    /** Fills {@code to} from the weights as they lie in the model. */
    void arrange(MemorySegment from, MemorySegment to);
  }

  /**
   * The argument for constant weights that are arranged first.
   *
   * @param plain how the arranged weights lie
   * @param order names the arrangement
   */
  static Argument arranged(
      int arg,
      Operand weights,
      MemorySegment plain,
      PrimitiveDesc desc,
      KernelContext context,
      String order,
      Arranger arranger) {
    Constant constant = Objects.requireNonNull(weights.constant());
    MemorySegment wanted = desc.argument(arg);
    String form =
        "onednn %s: %s -> %s"
            .formatted(order, MemoryDescs.describe(plain), MemoryDescs.describe(wanted));
    return new Argument.Packed(
        arg,
        context.pack(
            constant,
            form,
            dnnl_memory_desc_get_size(wanted),
            packed -> {
              try (NativeMemory.Block copy =
                      NativeMemory.allocate(constant.bytes(), "weights to arrange");
                  NativeMemory.Block ordered =
                      NativeMemory.allocate(dnnl_memory_desc_get_size(plain), "arranged weights")) {
                copy(constant, copy.segment());
                arranger.arrange(copy.segment(), ordered.segment());
                reorder(ordered.segment(), plain, packed, wanted);
              }
            }));
  }

  private static void pack(
      Constant constant, MemorySegment plain, MemorySegment packed, MemorySegment wanted) {
    try (NativeMemory.Block copy = NativeMemory.allocate(constant.bytes(), "weights to pack")) {
      copy(constant, copy.segment());
      reorder(copy.segment(), plain, packed, wanted);
    }
  }

  private static void copy(Constant constant, MemorySegment to) {
    constant.copyTo(to);
    if (constant.dataType() == DataType.FLOAT) {
      Subnormals.flush(to);
    }
  }

  private static void reorder(
      MemorySegment from, MemorySegment fromDesc, MemorySegment to, MemorySegment toDesc) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment desc =
          Native.make(
              arena,
              "reorder",
              made ->
                  dnnl_reorder_primitive_desc_create(
                      made, fromDesc, Engine.cpu(), toDesc, Engine.cpu(), MemorySegment.NULL),
              made -> dnnl_primitive_desc_destroy(made));
      MemorySegment primitive =
          Native.make(
              arena,
              "reorder",
              made -> dnnl_primitive_create(made, desc),
              made -> dnnl_primitive_destroy(made));
      MemorySegment arguments = dnnl_exec_arg_t.allocateArray(2, arena);
      set(arguments, 0, DNNL_ARG_FROM(), Engine.newMemory(arena, fromDesc, from.address()));
      set(arguments, 1, DNNL_ARG_TO(), Engine.newMemory(arena, toDesc, to.address()));
      Native.check(
          dnnl_primitive_execute(primitive, Engine.newStream(arena), 2, arguments), "reorder");
    }
  }

  private static void set(MemorySegment arguments, int i, int arg, MemorySegment memory) {
    MemorySegment entry = dnnl_exec_arg_t.asSlice(arguments, i);
    dnnl_exec_arg_t.arg(entry, arg);
    dnnl_exec_arg_t.memory(entry, memory);
  }
}
