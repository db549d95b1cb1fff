package io.culebra.cli;

import com.google.gson.annotations.SerializedName;
import io.culebra.nn.LayerSummary;
import io.culebra.nn.Network;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network of the zoo.
 *
 * @param name what it is asked for by
 * @param parameters numbers that training changes
 * @param multiplyAdds of one run at batch 1
 * @param inputs the shape of every input
 */
record ZooEntry(
    String name,
    long parameters,
    @SerializedName("multiply_adds") long multiplyAdds,
    Map<String, String> inputs) {
  /** The line above a list of these. */
  static final String HEAD =
      String.format("%-16s %14s %16s  %s", "name", "parameters", "multiply-adds", "inputs");

  static ZooEntry of(Network network) {
    Map<String, String> inputs = new LinkedHashMap<>();
    for (LayerSummary layer : network.layers()) {
      if (network.inputNames().contains(layer.name())) {
        inputs.put(layer.name(), layer.output().toString());
      }
    }
    return new ZooEntry(network.name(), network.parameters(), network.multiplyAdds(), inputs);
  }

  @Override
  public String toString() {
    return String.format("%-16s %,14d %,16d  %s", name, parameters, multiplyAdds, inputs);
  }
}
