package io.culebra.onnx;

import io.culebra.graph.Graph;
import io.culebra.graph.Value;
import java.util.List;
import java.util.Map;

/**
 * What an ONNX file says.
 *
 * @param graph the network; inputs that the file has an initialiser for are constants in it
 * @param inputNames the names of the graph's inputs, in its order
 * @param outputNames the names of the graph's outputs, in its order
 * @param opsets the version of every operator set that the model is written for, by domain; the
 *     default domain is the empty string
 * @param producer the name and version of the tool that wrote the file, perhaps empty
 * @param metadata the properties that the model carries, by key
 * @param defaults the inputs that are constants in the graph and may be given nevertheless
 */
public record OnnxModel(
    Graph graph,
    List<String> inputNames,
    List<String> outputNames,
    Map<String, Long> opsets,
    String producer,
    Map<String, String> metadata,
    DefaultInputs defaults) {
  /** A model all of whose inputs have to be given. */
  public OnnxModel(
      Graph graph,
      List<String> inputNames,
      List<String> outputNames,
      Map<String, Long> opsets,
      String producer,
      Map<String, String> metadata) {
    this(graph, inputNames, outputNames, opsets, producer, metadata, DefaultInputs.NONE);
  }

  /** Copies the lists and maps. */
  public OnnxModel {
    inputNames = List.copyOf(inputNames);
    outputNames = List.copyOf(outputNames);
    opsets = Map.copyOf(opsets);
    metadata = Map.copyOf(metadata);
  }

  /** A network that was not read from a file, with the names of its values. */
  public static OnnxModel of(Graph graph) {
    return new OnnxModel(
        graph,
        graph.inputs().stream().map(Value::name).toList(),
        graph.outputs().stream().map(Value::name).toList(),
        Map.of(),
        "Culebra",
        Map.of());
  }
}
