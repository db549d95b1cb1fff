package io.culebra.nn;

import io.culebra.graph.Graph;
import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.nn.weights.WeightFile;
import io.culebra.onnx.OnnxModel;
import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The weights of a network by name. Immutable. */
final class NamedWeights {
  private static final int MOST_SHOWN = 8;
  private static final Set<DataType> READABLE =
      Set.of(DataType.FLOAT, DataType.DOUBLE, DataType.FLOAT16, DataType.BFLOAT16);

  private final Map<String, Value> values;

  private NamedWeights(Map<String, Value> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /** Those of the weights that the graph uses, in its order. */
  static NamedWeights of(Graph graph, Collection<Value> weights) {
    Set<Value> known = Collections.newSetFromMap(new IdentityHashMap<>());
    known.addAll(weights);
    Map<String, Value> used = new LinkedHashMap<>();
    for (Value value : graph.constants()) {
      if (known.contains(value)) {
        used.put(value.name(), value);
      }
    }
    return new NamedWeights(used);
  }

  /** The shapes by name. */
  Map<String, Shape> shapes() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    values.forEach((name, value) -> shapes.put(name, constant(value).shape()));
    return Collections.unmodifiableMap(shapes);
  }

  /** The numbers by name. */
  Map<String, Constant> constants() {
    Map<String, Constant> constants = new LinkedHashMap<>();
    values.forEach((name, value) -> constants.put(name, constant(value)));
    return constants;
  }

  /** The numbers of a weight; fails where there is none of this name. */
  Constant constant(String name) {
    Value value = values.get(name);
    if (value == null) {
      throw new InvalidInputException(
          "there is no weight '" + name + "'; there are " + some(values.keySet()));
    }
    return constant(value);
  }

  private static Constant constant(Value value) {
    return Objects.requireNonNull(value.constant());
  }

  /** The same weights with the numbers of a file, which is read once all names and types fit. */
  NamedWeights read(
      WeightFile open, Path file, UnaryOperator<String> nameInFile, Predicate<String> ignored) {
    Set<String> unknown = new LinkedHashSet<>(open.names());
    unknown.removeIf(ignored);
    List<String> missing = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    values.forEach((name, value) -> {
      String there = nameInFile.apply(name);
      unknown.remove(there);
      if (!open.names().contains(there)) {
        missing.add(there);
      } else {
        TensorType type = open.type(there);
        Shape wanted = constant(value).shape();
        if (!READABLE.contains(type.dataType()) || !Objects.equals(wanted, type.shape())) {
          wrong.add(there + ", " + type + " where FLOAT " + wanted + " is wanted");
        }
      }
    });
    if (!missing.isEmpty() || !unknown.isEmpty() || !wrong.isEmpty()) {
      throw new InvalidInputException(
          file
              + " does not have the weights of this network:"
              + listed(" missing ", missing)
              + listed(" unknown ", unknown)
              + listed(" of another type ", wrong));
    }
    Map<String, Value> read = new LinkedHashMap<>();
    for (String name : values.keySet()) {
      Tensor tensor = Widening.toFloat(open.read(nameInFile.apply(name)));
      read.put(name, Value.constant(name, Constant.of(tensor)));
    }
    return new NamedWeights(read);
  }

  private static String listed(String what, Collection<String> names) {
    return names.isEmpty() ? "" : what + some(names) + ";";
  }

  private static String some(Collection<String> names) {
    String shown = names.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "));
    int more = names.size() - MOST_SHOWN;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  /** The model with other numbers in the place of these, and without a note of their seed. */
  OnnxModel replacedIn(OnnxModel model, NamedWeights others) {
    Map<Value, Value> replacements = new IdentityHashMap<>();
    values.forEach(
        (name, value) -> replacements.put(value, Objects.requireNonNull(others.values.get(name))));
    Graph graph = model.graph();
    List<Node> nodes = new ArrayList<>();
    for (Node node : graph.nodes()) {
      List<@Nullable Value> inputs = new ArrayList<>();
      for (Value input : node.inputs()) {
        inputs.add(input == null ? null : replacements.getOrDefault(input, input));
      }
      nodes.add(new Node(node.name(), node.op(), inputs, node.outputs()));
    }
    return new OnnxModel(
        new Graph(graph.name(), graph.inputs(), graph.outputs(), nodes),
        model.inputNames(),
        model.outputNames(),
        model.opsets(),
        model.producer(),
        Map.of());
  }
}
