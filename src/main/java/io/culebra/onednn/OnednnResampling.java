package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.dnnl_forward_inference;
import static io.culebra.onednn.ffi.dnnl.dnnl_resampling_forward_primitive_desc_create;
import static io.culebra.onednn.ffi.dnnl.dnnl_resampling_linear;
import static io.culebra.onednn.ffi.dnnl.dnnl_resampling_nearest;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Operand;
import io.culebra.kernel.Support;
import io.culebra.op.AspectPolicy;
import io.culebra.op.Resize;
import io.culebra.op.ResizeMode;
import io.culebra.tensor.Constant;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Resize of spatial axes, nearest or linear, where oneDNN takes the same elements as ONNX. */
final class OnednnResampling extends OnednnImplementation<Resize> {
  private static final int SCALES = 2;

  OnednnResampling() {
    super("resampling", Resize.class);
  }

  @Override
  Stream<Operand> operands(KernelSpec spec) {
    return firstOperands(spec);
  }

  @Override
  Support accepts(KernelSpec spec, Resize op) {
    Shape shape = spec.input(0).shape();
    if (shape.rank() < 3 || shape.rank() > 5) {
      return Support.no("only one to three spatial dimensions");
    }
    if (op.mode() == ResizeMode.CUBIC || op.antialias()) {
      return Support.no("only nearest and linear, without a filter");
    }
    if (op.policy() != AspectPolicy.STRETCH) {
      return Support.no("only sizes that are meant as they are");
    }
    float[] scales = scales(spec, op);
    for (int axis = 0; axis < scales.length; axis++) {
      Coordinates coordinates =
          new Coordinates(
              shape.size(axis), spec.output().shape().size(axis), scales[axis], op.coordinates());
      boolean agree =
          axis < 2
              ? scales[axis] == 1
              : op.mode() == ResizeMode.LINEAR
                  ? coordinates.agreeForLinear()
                  : coordinates.agreeForNearest(op.nearest());
      if (!agree) {
        return Support.no("oneDNN would take other elements along axis " + axis);
      }
    }
    return Support.yes();
  }

  /** The factor of each axis; NaN where it is not known beforehand. */
  private static float[] scales(KernelSpec spec, Resize op) {
    Shape from = spec.input(0).shape();
    Shape to = spec.output().shape();
    float[] scales = new float[from.rank()];
    Arrays.fill(scales, 1);
    boolean given = spec.hasInput(SCALES) && spec.input(SCALES).shape().elements() > 0;
    Constant constant = given ? spec.input(SCALES).constant() : null;
    int[] axes = op.axes(from.rank());
    if (constant != null) {
      try (Tensor tensor = constant.toTensor()) {
        float[] values = tensor.toFloatArray();
        for (int i = 0; i < axes.length; i++) {
          scales[axes[i]] = values[i];
        }
      }
    } else {
      for (int axis : axes) {
        scales[axis] = given ? Float.NaN : (float) to.size(axis) / from.size(axis);
      }
    }
    return scales;
  }

  @Override
  List<Layouts> ways(KernelSpec spec, Resize op) {
    return imageLayouts(spec, 1);
  }

  @Override
  PrimitiveDesc describe(KernelSpec spec, Resize op, Arena arena) {
    MemorySegment src = MemoryDescs.of(arena, spec.input(0));
    MemorySegment dst = MemoryDescs.of(arena, spec.output());
    int algorithm =
        op.mode() == ResizeMode.LINEAR ? dnnl_resampling_linear() : dnnl_resampling_nearest();
    return PrimitiveDesc.create(
        primitive(),
        new PostOps(arena).addAll(spec, dst),
        (desc, engine, attributes) ->
            dnnl_resampling_forward_primitive_desc_create(
                desc,
                engine,
                dnnl_forward_inference(),
                algorithm,
                MemorySegment.NULL,
                src,
                dst,
                attributes));
  }
}
