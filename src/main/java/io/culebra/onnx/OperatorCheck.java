package io.culebra.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.culebra.tensor.UnsupportedModelException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Finds every operator of a model that is not known, so that all can be named at once. */
final class OperatorCheck {
  private static final int MOST_NAMES = 5;

  private final Set<String> functions = new HashSet<>();
  private final Map<String, List<String>> unknown = new TreeMap<>();

  private OperatorCheck(ModelProto model) {
    for (FunctionProto function : model.getFunctionsList()) {
      functions.add(key(function.getDomain(), function.getName()));
    }
  }

  /**
   * Fails unless every operator of the graph and of the graphs inside of it is known.
   *
   * @throws UnsupportedModelException naming each unknown operator, its domain and its nodes
   */
  static void requireKnown(ModelProto model) {
    OperatorCheck check = new OperatorCheck(model);
    check.visit(model.getGraph());
    if (!check.unknown.isEmpty()) {
      List<String> lines = new ArrayList<>();
      check.unknown.forEach((operator, nodes) -> lines.add(operator + " " + shown(nodes)));
      throw new UnsupportedModelException("unknown operators: " + String.join("; ", lines));
    }
  }

  private void visit(GraphProto graph) {
    for (NodeProto node : graph.getNodeList()) {
      String key = key(node.getDomain(), node.getOpType());
      boolean isFunction = functions.contains(key);
      if (isFunction || ImportTable.find(node.getDomain(), node.getOpType()) == null) {
        String text = isFunction ? key + ", a function that the model defines" : key;
        unknown.computeIfAbsent(text, k -> new ArrayList<>()).add("'" + name(node) + "'");
      }
      for (AttributeProto attribute : node.getAttributeList()) {
        visit(attribute.getG());
        attribute.getGraphsList().forEach(this::visit);
      }
    }
  }

  private static String key(String domain, String name) {
    String normalized = ImportTable.normalized(domain);
    return normalized.isEmpty() ? name : name + " of " + normalized;
  }

  private static String shown(List<String> nodes) {
    String first = String.join(", ", nodes.subList(0, Math.min(MOST_NAMES, nodes.size())));
    int more = nodes.size() - MOST_NAMES;
    return "(nodes " + first + (more > 0 ? " and " + more + " more)" : ")");
  }

  /** The name of a node: its own, or else that of its first output. */
  static String name(NodeProto node) {
    if (!node.getName().isEmpty()) {
      return node.getName();
    }
    return node.getOutputList().stream().filter(o -> !o.isEmpty()).findFirst().orElse("");
  }

  /** The operator and the name of a node, as messages show it. */
  static String shown(NodeProto node) {
    return node.getOpType() + " '" + name(node) + "'";
  }
}
