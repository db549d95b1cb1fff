package io.culebra.onnx;

import io.culebra.graph.Value;
import io.culebra.op.CumSum;
import io.culebra.op.Gather;
import io.culebra.op.GatherElements;
import io.culebra.op.GatherND;
import io.culebra.op.NonZero;
import io.culebra.op.OneHot;
import io.culebra.op.TopK;

/** Operators that take or make indices, and running sums. */
final class IndexingImports {
  private IndexingImports() {}

  static void addTo(ImportTable table) {
    table.put("Gather", n -> n.becomes(new Gather(n.attributes().integer("axis", 0))));
    table.put(
        "GatherElements", n -> n.becomes(new GatherElements(n.attributes().integer("axis", 0))));
    table.put("GatherND", n -> n.becomes(new GatherND(n.attributes().integer("batch_dims", 0))));
    table.put("NonZero", n -> n.becomes(new NonZero()));
    table.put("OneHot", n -> n.becomes(new OneHot(n.attributes().integer("axis", -1))));
    table.put("TopK", IndexingImports::topK);
    table.put(
        "CumSum",
        n ->
            n.becomes(
                new CumSum(
                    n.attributes().flag("exclusive", false),
                    n.attributes().flag("reverse", false))));
  }

  /** k is an attribute before opset 10 and an input since. */
  private static void topK(NodeImport node) {
    Attributes attributes = node.attributes();
    TopK op =
        new TopK(
            attributes.integer("axis", -1),
            attributes.flag("largest", true),
            attributes.flag("sorted", true));
    Value k = attributes.has("k") ? node.integers(attributes.longInteger("k")) : node.required(1);
    node.becomes(op, node.required(0), k);
  }
}
