package io.culebra.onnx;

/** How a node of one ONNX operator becomes nodes of ours. */
@FunctionalInterface
interface OpImport {
  /**
   * Reads the attributes of a node and adds what it becomes to the graph.
   *
   * @throws io.culebra.tensor.InvalidModelException if the node contradicts its operator
   * @throws io.culebra.tensor.UnsupportedModelException if a form of the operator is not known here
   */
  void read(NodeImport node);
}
