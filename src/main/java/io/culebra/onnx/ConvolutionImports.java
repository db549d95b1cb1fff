package io.culebra.onnx;

import io.culebra.op.AutoPad;
import io.culebra.op.AveragePool;
import io.culebra.op.Conv;
import io.culebra.op.ConvTranspose;
import io.culebra.op.GlobalAveragePool;
import io.culebra.op.GlobalMaxPool;
import io.culebra.op.MaxPool;
import io.culebra.op.Window;
import java.util.List;

/** Convolutions and poolings. */
final class ConvolutionImports {
  private ConvolutionImports() {}

  static void addTo(ImportTable table) {
    table.put("Conv", n -> n.becomes(new Conv(window(n), n.attributes().integer("group", 1))));
    table.put(
        "ConvTranspose",
        n ->
            n.becomes(
                new ConvTranspose(
                    window(n),
                    n.attributes().integer("group", 1),
                    n.attributes().integers("output_padding"),
                    n.attributes().integers("output_shape"))));
    table.put(
        "MaxPool",
        n ->
            n.becomes(
                new MaxPool(
                    window(n),
                    n.attributes().flag("ceil_mode", false),
                    n.attributes().flag("storage_order", false))));
    table.put(
        "AveragePool",
        n ->
            n.becomes(
                new AveragePool(
                    window(n),
                    n.attributes().flag("ceil_mode", false),
                    n.attributes().flag("count_include_pad", false))));
    table.put("GlobalAveragePool", n -> n.becomes(new GlobalAveragePool()));
    table.put("GlobalMaxPool", n -> n.becomes(new GlobalMaxPool()));
  }

  private static Window window(NodeImport node) {
    Attributes attributes = node.attributes();
    AutoPad autoPad = attributes.choice("auto_pad", AutoPad.NOTSET);
    List<Integer> pads = attributes.integers("pads");
    if (pads.size() % 2 != 0) {
      throw node.fail("pads " + pads + " are not a number in front and one behind for each axis");
    }
    boolean explicit = autoPad == AutoPad.NOTSET;
    int axes = explicit ? pads.size() / 2 : 0;
    return new Window(
        attributes.integers("kernel_shape"),
        attributes.integers("strides"),
        attributes.integers("dilations"),
        pads.subList(0, axes),
        pads.subList(axes, 2 * axes),
        autoPad);
  }
}
