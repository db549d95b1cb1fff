package io.culebra.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The text of {@link Network#summary}. */
final class SummaryTable {
  private SummaryTable() {}

  static String of(Network network) {
    int width = network.layers().stream().mapToInt(l -> label(l).length()).max().orElse(0);
    int shapeWidth =
        network.layers().stream().mapToInt(l -> l.output().toString().length()).max().orElse(0);
    String row = "%-" + Math.max(width, 12) + "s  %-" + Math.max(shapeWidth, 12) + "s  %13s  %16s";
    List<String> lines = new ArrayList<>();
    lines.add("Model: \"" + network.name() + "\"");
    String head = String.format(row, "Layer (type)", "Output shape", "Param #", "Multiply-adds");
    lines.add("=".repeat(head.length()));
    lines.add(head);
    lines.add("-".repeat(head.length()));
    for (LayerSummary layer : network.layers()) {
      lines.add(
          String.format(
              row,
              label(layer),
              layer.output(),
              number(layer.parameters() + layer.statistics()),
              number(layer.multiplyAdds())));
    }
    lines.add("=".repeat(head.length()));
    lines.add("Total params: " + number(network.parameters() + network.statistics()));
    lines.add("Trainable params: " + number(network.parameters()));
    lines.add("Non-trainable params: " + number(network.statistics()));
    lines.add("Multiply-adds: " + number(network.multiplyAdds()));
    return String.join(System.lineSeparator(), lines);
  }

  private static String label(LayerSummary layer) {
    return layer.name() + " (" + layer.kind() + ")";
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
