package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_SCALE;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_SHIFT;
import static io.culebra.onednn.ffi.dnnl.dnnl_forward_inference;
import static io.culebra.onednn.ffi.dnnl.dnnl_layer_normalization_forward_primitive_desc_create;
import static io.culebra.onednn.ffi.dnnl.dnnl_rms_norm;
import static io.culebra.onednn.ffi.dnnl.dnnl_use_scale;
import static io.culebra.onednn.ffi.dnnl.dnnl_use_shift;

import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.op.LayerNormalization;
import io.culebra.op.Op;
import io.culebra.op.RMSNormalization;
import io.culebra.tensor.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/** LayerNormalization and RMSNormalization: rows of all normalised axes together. */
final class OnednnLayerNormalization<T extends Op> extends OnednnImplementation<T> {
  private final int flags;
  private final ToIntFunction<T> axis;
  private final ToDoubleFunction<T> epsilon;

  private OnednnLayerNormalization(
      Class<T> operator, int flags, ToIntFunction<T> axis, ToDoubleFunction<T> epsilon) {
    super("layer_normalization", operator);
    this.flags = flags;
    this.axis = axis;
    this.epsilon = epsilon;
  }

  /** Mean and variance. */
  static OnednnLayerNormalization<LayerNormalization> layer() {
    return new OnednnLayerNormalization<>(
        LayerNormalization.class, 0, LayerNormalization::axis, LayerNormalization::epsilon);
  }

  /** The root of the mean of the squares. */
  static OnednnLayerNormalization<RMSNormalization> rms() {
    return new OnednnLayerNormalization<>(
        RMSNormalization.class, dnnl_rms_norm(), RMSNormalization::axis, RMSNormalization::epsilon);
  }

  @Override
  Support accepts(KernelSpec spec, T op) {
    Shape normalized = normalized(spec, op);
    return Support.require(hasOneOutput(spec), "only the first output")
        .and(
            Support.require(
                isRow(spec, 1, normalized) && (!spec.hasInput(2) || isRow(spec, 2, normalized)),
                "scale and bias must be of the shape of the normalized axes"));
  }

  private static boolean isRow(KernelSpec spec, int input, Shape normalized) {
    Shape shape = spec.input(input).shape();
    return shape.elements() == normalized.elements()
        && shape.padLeft(normalized.rank()).elements(0, shape.rank() - normalized.rank()) == 1;
  }

  @Override
  PrimitiveDesc describe(KernelSpec spec, T op, Arena arena) {
    long width = normalized(spec, op).elements();
    long height = spec.output().shape().elements() / width;
    MemorySegment rows = MemoryDescs.dense(arena, height, width);
    int shift = spec.hasInput(2) ? dnnl_use_shift() : 0;
    return PrimitiveDesc.create(
        primitive(),
        new PostOps(arena).addAll(spec, rows),
        (desc, engine, attributes) ->
            dnnl_layer_normalization_forward_primitive_desc_create(
                desc,
                engine,
                dnnl_forward_inference(),
                rows,
                rows,
                MemorySegment.NULL,
                (float) epsilon.applyAsDouble(op),
                flags | dnnl_use_scale() | shift,
                attributes));
  }

  @Override
  List<Argument> arguments(KernelSpec spec, T op, PrimitiveDesc desc, KernelContext context) {
    List<Argument> arguments = new ArrayList<>(super.arguments(spec, op, desc, context));
    arguments.add(new Argument.Input(DNNL_ARG_SCALE(), 1));
    if (spec.hasInput(2)) {
      arguments.add(new Argument.Input(DNNL_ARG_SHIFT(), 2));
    }
    return arguments;
  }

  /** The sizes of the axes that are normalised together. */
  private Shape normalized(KernelSpec spec, T op) {
    Shape shape = spec.input(0).shape();
    int given = axis.applyAsInt(op);
    int from = given < 0 ? given + shape.rank() : given;
    return Shape.of(shape.dims().subList(from, shape.rank()));
  }

  @Override
  int inPlaceInput(KernelSpec spec, T op) {
    return 0;
  }
}
