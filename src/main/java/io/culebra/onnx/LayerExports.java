package io.culebra.onnx;

import io.culebra.op.AutoPad;
import io.culebra.op.AveragePool;
import io.culebra.op.BatchNormalization;
import io.culebra.op.Conv;
import io.culebra.op.ConvTranspose;
import io.culebra.op.Einsum;
import io.culebra.op.Gemm;
import io.culebra.op.InstanceNormalization;
import io.culebra.op.LRN;
import io.culebra.op.LayerNormalization;
import io.culebra.op.LogSoftmax;
import io.culebra.op.MaxPool;
import io.culebra.op.RMSNormalization;
import io.culebra.op.Softmax;
import io.culebra.op.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Convolutions, poolings, products of matrices and normalisations. */
final class LayerExports {
  private LayerExports() {}

  static void addTo(ExportTable table) {
    table.put(Conv.class, (op, n) -> window(op.window(), n).integer("group", op.group()));
    table.put(
        ConvTranspose.class,
        (op, n) ->
            window(op.window(), n)
                .integer("group", op.group())
                .integers("output_padding", op.outputPadding())
                .integers("output_shape", op.outputShape()));
    table.put(
        MaxPool.class,
        (op, n) ->
            window(op.window(), n)
                .flag("ceil_mode", op.ceilMode())
                .flag("storage_order", op.columnMajorIndices()));
    table.put(AveragePool.class, LayerExports::averagePool);
    table.put(
        Gemm.class,
        (op, n) ->
            n.real("alpha", op.alpha())
                .real("beta", op.beta())
                .flag("transA", op.transA())
                .flag("transB", op.transB()));
    table.put(Einsum.class, (op, n) -> n.text("equation", op.equation()));
    table.put(BatchNormalization.class, (op, n) -> n.real("epsilon", op.epsilon()));
    table.put(InstanceNormalization.class, (op, n) -> n.real("epsilon", op.epsilon()));
    table.put(
        LayerNormalization.class,
        (op, n) -> n.integer("axis", op.axis()).real("epsilon", op.epsilon()));
    table.put(
        RMSNormalization.class,
        (op, n) -> n.requires(23).integer("axis", op.axis()).real("epsilon", op.epsilon()));
    table.put(
        LRN.class,
        (op, n) ->
            n.integer("size", op.size())
                .real("alpha", op.alpha())
                .real("beta", op.beta())
                .real("bias", op.bias()));
    table.put(Softmax.class, (op, n) -> n.integer("axis", op.axis()));
    table.put(LogSoftmax.class, (op, n) -> n.integer("axis", op.axis()));
  }

  private static void averagePool(AveragePool op, NodeExport node) {
    if (!op.window().dilations().isEmpty()) {
      node.requires(19);
    }
    window(op.window(), node)
        .flag("ceil_mode", op.ceilMode())
        .flag("count_include_pad", op.countIncludePad());
  }

  private static NodeExport window(Window window, NodeExport node) {
    node.integers("kernel_shape", window.kernel())
        .integers("strides", window.strides())
        .integers("dilations", window.dilations());
    if (window.autoPad() != AutoPad.NOTSET) {
      return node.text("auto_pad", window.autoPad().name());
    }
    int axes = Math.max(window.padsBegin().size(), window.padsEnd().size());
    List<Integer> pads = new ArrayList<>(filled(window.padsBegin(), axes));
    pads.addAll(filled(window.padsEnd(), axes));
    return node.integers("pads", pads);
  }

  private static List<Integer> filled(List<Integer> pads, int axes) {
    return pads.isEmpty() ? Collections.nCopies(axes, 0) : pads;
  }
}
