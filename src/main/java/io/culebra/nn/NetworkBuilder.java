package io.culebra.nn;

import io.culebra.graph.Graph;
import io.culebra.graph.Inference;
import io.culebra.graph.Node;
import io.culebra.graph.Types;
import io.culebra.graph.Value;
import io.culebra.onnx.OnnxModel;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A network that is being written: begin with {@link #input}, apply layers to what it gives, end
 * with {@link #build}. For one thread.
 */
public final class NetworkBuilder {
  /** The symbol that stands for the size of the batch. */
  public static final String BATCH = "N";

  private final String name;
  private final long seed;
  private final Types types = new Types();
  private final List<Value> inputs = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<LayerSummary> layers = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Map<String, Value> weights = new LinkedHashMap<>();

  /** A network whose weights come from the seed 0. */
  public NetworkBuilder(String name) {
    this(name, 0);
  }

  /**
   * A network.
   *
   * @param seed what random weights are made from; the same seed gives the same weights
   */
  public NetworkBuilder(String name, long seed) {
    this.name = name;
    this.seed = seed;
  }

  /**
   * A float32 input.
   *
   * @param sizes the shape of one element of the batch, such as channels, height and width
   */
  public Symbol input(String name, long... sizes) {
    List<Dim> dims = new ArrayList<>(List.of(Dim.symbol(BATCH)));
    Arrays.stream(sizes).mapToObj(Dim::of).forEach(dims::add);
    return input(name, DataType.FLOAT, Shape.of(dims));
  }

  /**
   * An input of any element type.
   *
   * @param shape the whole shape, the batch included, with symbols for what is chosen per run
   */
  public Symbol input(String name, DataType dataType, Shape shape) {
    TensorType type = new TensorType(dataType, shape);
    Value value = Value.input(nameOf(name), type);
    inputs.add(value);
    layers.add(new LayerSummary(value.name(), "Input", shape, 0, 0, 0));
    return new Symbol(this, value.name(), value, type);
  }

  /**
   * The network that gives these symbols, under the names of the layers that they come from.
   *
   * @throws InvalidModelException if there is none, or one belongs to another network
   */
  public Network build(Symbol... outputs) {
    if (outputs.length == 0) {
      throw new InvalidModelException("network '" + name + "' has no output");
    }
    for (Symbol output : outputs) {
      if (output.network() != this) {
        throw new InvalidModelException(
            "network '" + name + "': " + output.name() + " belongs to another network");
      }
    }
    Graph graph =
        new Graph(name, inputs, Arrays.stream(outputs).map(Symbol::value).toList(), nodes);
    OnnxModel model =
        new OnnxModel(
            graph,
            inputs.stream().map(Value::name).toList(),
            Arrays.stream(outputs).map(Symbol::name).toList(),
            Map.of(),
            "Culebra",
            Map.of("seed", Long.toString(seed)));
    return new Network(model, List.copyOf(layers), NamedWeights.of(graph, weights.values()));
  }

  /** The name, or the name with a number behind it where another layer has it. */
  String nameOf(String wanted) {
    String unique = wanted;
    for (int i = 1; !names.add(unique); i++) {
      unique = wanted + "_" + i;
    }
    return unique;
  }

  /** A seed for one more weight. */
  long nextSeed() {
    return Hash.bits(seed, weights.size());
  }

  /** Notes a weight, so that it can be found by its name. */
  void add(Value weight) {
    weights.put(weight.name(), weight);
  }

  /** The weight of this name, or null. */
  @Nullable Value weight(String name) {
    return weights.get(name);
  }

  void add(Node node) {
    Inference.infer(node, types);
    nodes.add(node);
  }

  void add(LayerSummary layer) {
    layers.add(layer);
  }

  TensorType type(Value value) {
    return types.of(value);
  }
}
