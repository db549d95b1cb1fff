package io.culebra.perf.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Copies of a model that give other values out. */
public final class Outputs {

  private static final Set<String> KEEPS_VALUES =
      Set.of("Identity", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Cast");

  private Outputs() {}

  /**
   * The model with each output that is a Softmax replaced by the Softmax's input: a Softmax
   * flattens the differences that a comparison looks for. Other outputs stay.
   */
  public static ModelProto beforeSoftmax(ModelProto model) {
    GraphIndex index = new GraphIndex(model.getGraph());
    GraphProto.Builder graph = model.getGraph().toBuilder().clearOutput();
    Set<String> given = new LinkedHashSet<>();
    for (ValueInfoProto output : model.getGraph().getOutputList()) {
      Optional<String> logits = softmaxInput(index, output.getName());
      if (given.add(logits.orElse(output.getName()))) {
        graph.addOutput(logits.map(name -> typed(model.getGraph(), output, name)).orElse(output));
      }
    }
    return model.toBuilder().setGraph(graph).build();
  }

  /**
   * The model with every value that one node makes and another reads as an output, in node order.
   * The new outputs have names but no types, which ONNX Runtime takes (it infers them).
   */
  public static ModelProto everyValue(ModelProto model) {
    return values(model, name -> !name.isEmpty());
  }

  /** The same with those values alone whose names are wanted. */
  public static ModelProto values(ModelProto model, Predicate<String> wanted) {
    GraphIndex index = new GraphIndex(model.getGraph());
    GraphProto.Builder graph = model.getGraph().toBuilder();
    Set<String> given = new LinkedHashSet<>();
    graph.getOutputList().forEach(output -> given.add(output.getName()));
    for (NodeProto node : graph.getNodeList()) {
      for (String name : node.getOutputList()) {
        if (wanted.test(name) && !index.uses(name).isEmpty() && given.add(name)) {
          graph.addOutput(ValueInfoProto.newBuilder().setName(name));
        }
      }
    }
    return model.toBuilder().setGraph(graph).build();
  }

  private static Optional<String> softmaxInput(GraphIndex index, String value) {
    String name = value;
    for (Optional<NodeProto> node = index.producer(name);
        node.isPresent() && node.get().getInputCount() > 0;
        node = index.producer(name)) {
      name = node.get().getInput(0);
      if (node.get().getOpType().equals("Softmax")) {
        return Optional.of(name);
      }
      if (!KEEPS_VALUES.contains(node.get().getOpType())) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Softmax keeps type and rank, so the element type of the output holds for its input too. */
  private static ValueInfoProto typed(GraphProto graph, ValueInfoProto output, String name) {
    List<ValueInfoProto> known =
        graph.getValueInfoList().stream().filter(v -> v.getName().equals(name)).toList();
    if (!known.isEmpty()) {
      return known.getFirst();
    }
    ValueInfoProto.Builder info = output.toBuilder().setName(name);
    info.getTypeBuilder().getTensorTypeBuilder().clearShape();
    return info.build();
  }
}
