package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_SRC_1;
import static io.culebra.onednn.ffi.dnnl.dnnl_binary_add;
import static io.culebra.onednn.ffi.dnnl.dnnl_fpmath_mode_strict;
import static io.culebra.onednn.ffi.dnnl.dnnl_post_ops_append_binary;
import static io.culebra.onednn.ffi.dnnl.dnnl_post_ops_append_eltwise;
import static io.culebra.onednn.ffi.dnnl.dnnl_post_ops_create;
import static io.culebra.onednn.ffi.dnnl.dnnl_post_ops_destroy;
import static io.culebra.onednn.ffi.dnnl.dnnl_post_ops_len;
import static io.culebra.onednn.ffi.dnnl.dnnl_primitive_attr_create;
import static io.culebra.onednn.ffi.dnnl.dnnl_primitive_attr_destroy;
import static io.culebra.onednn.ffi.dnnl.dnnl_primitive_attr_set_fpmath_mode;
import static io.culebra.onednn.ffi.dnnl.dnnl_primitive_attr_set_post_ops;
import static io.culebra.onednn.ffi.dnnl.dnnl_primitive_attr_set_scratchpad_mode;
import static io.culebra.onednn.ffi.dnnl.dnnl_scratchpad_mode_user;

import io.culebra.kernel.KernelSpec;
import io.culebra.op.PostOp;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what a primitive does to every element of its result before it stores it, and the
 * execution arguments that this needs.
 */
final class PostOps {
  private final Arena arena;
  private final MemorySegment chain;
  private final List<Argument> arguments = new ArrayList<>();

  /** An empty chain, which lives as long as the arena. */
  PostOps(Arena arena) {
    this.arena = arena;
    this.chain =
        Native.make(
            arena,
            "dnnl_post_ops",
            ops -> dnnl_post_ops_create(ops),
            ops -> dnnl_post_ops_destroy(ops));
  }

  /** Appends an eltwise algorithm. */
  PostOps add(Eltwise eltwise) {
    Native.check(
        dnnl_post_ops_append_eltwise(chain, eltwise.algorithm(), eltwise.alpha(), eltwise.beta()),
        "dnnl_post_ops_append_eltwise");
    return this;
  }

  /**
   * Appends an operation with another tensor.
   *
   * @param algorithm the {@code dnnl_alg_kind_t}
   * @param desc the other tensor, each dimension that of the result or 1
   * @param input which input of the step it is
   */
  PostOps addBinary(int algorithm, MemorySegment desc, int input) {
    int position = dnnl_post_ops_len(chain);
    Native.check(
        dnnl_post_ops_append_binary(chain, algorithm, desc), "dnnl_post_ops_append_binary");
    int arg = DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE() * (position + 1) | DNNL_ARG_SRC_1();
    arguments.add(new Argument.Input(arg, input));
    return this;
  }

  /**
   * Appends what is fused to the step, but for a bias, which is an argument of the primitive
   * itself.
   *
   * @param result the description of the result, and so of every tensor that is added to it
   */
  PostOps addAll(KernelSpec spec, MemorySegment result) {
    for (PostOp postOp : spec.postOps()) {
      switch (postOp) {
        case PostOp.Activation activation -> Eltwise.of(activation.op()).forEach(this::add);
        case PostOp.Bias _ -> {}
        case PostOp.Add add -> addBinary(dnnl_binary_add(), result, add.input());
      }
    }
    return this;
  }

  /** The arguments that the chain reads when it is executed. */
  List<Argument> arguments() {
    return arguments;
  }

  /** Attributes with this chain, true f32 arithmetic, and scratch that the caller provides. */
  MemorySegment attributes() {
    MemorySegment attributes =
        Native.make(
            arena,
            "dnnl_primitive_attr",
            attr -> dnnl_primitive_attr_create(attr),
            attr -> dnnl_primitive_attr_destroy(attr));
    Native.check(
        dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user()),
        "dnnl_primitive_attr_set_scratchpad_mode");
    // The environment could ask for less.
    Native.check(
        dnnl_primitive_attr_set_fpmath_mode(attributes, dnnl_fpmath_mode_strict()),
        "dnnl_primitive_attr_set_fpmath_mode");
    Native.check(
        dnnl_primitive_attr_set_post_ops(attributes, chain), "dnnl_primitive_attr_set_post_ops");
    return attributes;
  }
}
