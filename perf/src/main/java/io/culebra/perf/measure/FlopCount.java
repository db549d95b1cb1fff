package io.culebra.perf.measure;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.culebra.perf.PerfException;
import io.culebra.perf.data.RawTensor;
import io.culebra.perf.engine.OrtEngine;
import io.culebra.perf.onnx.GraphIndex;
import io.culebra.perf.onnx.OnnxFile;
import io.culebra.perf.onnx.Outputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts the floating-point operations of a model's convolutions and matrix products, those within
 * recurrent operators and Attention included: two for each multiply and add. Other operators are
 * not counted.
 */
final class FlopCount {

  private static final Set<String> COUNTED =
      Set.of(
          "Conv",
          "ConvInteger",
          "ConvTranspose",
          "Gemm",
          "MatMul",
          "MatMulInteger",
          "LSTM",
          "GRU",
          "RNN",
          "Attention");

  private final GraphIndex index;
  private final Map<String, long[]> dims = new HashMap<>();

  private FlopCount(ModelProto model, List<RawTensor> inputs) {
    this.index = new GraphIndex(model.getGraph());
    inputs.forEach(tensor -> dims.put(tensor.name(), tensor.dims()));
  }

  /** The operations of one run on these inputs; the shapes in between come from a run. */
  static long of(ModelProto model, List<RawTensor> inputs) {
    FlopCount count = new FlopCount(model, inputs);
    try {
      Path copy = Files.createTempFile("flop-count", ".onnx");
      try {
        OnnxFile.write(Outputs.values(model, operands(model)::contains), copy);
        try (OrtEngine engine = OrtEngine.open(copy, 1)) {
          engine.bind(inputs);
          engine.outputs().forEach(value -> count.dims.put(value.name(), value.dims()));
        }
      } finally {
        Files.delete(copy);
      }
    } catch (IOException e) {
      throw new PerfException("cannot keep a copy of the model: " + e, e);
    }
    return model.getGraph().getNodeList().stream().mapToLong(count::of).sum();
  }

  /** The values whose sizes are looked at. */
  private static Set<String> operands(ModelProto model) {
    Set<String> names = new HashSet<>();
    for (NodeProto node : model.getGraph().getNodeList()) {
      if (COUNTED.contains(node.getOpType())) {
        names.addAll(node.getInputList().subList(0, 2));
        names.add(node.getOutput(0));
      }
    }
    return names;
  }

  private long of(NodeProto node) {
    return switch (node.getOpType()) {
      case "Conv", "ConvInteger" ->
          2 * elements(node.getOutput(0)) * productFrom(dims(node.getInput(1)), 1);
      case "ConvTranspose" ->
          2 * elements(node.getInput(0)) * productFrom(dims(node.getInput(1)), 1);
      case "Gemm" -> 2 * elements(node.getOutput(0)) * gemmDepth(node);
      case "MatMul", "MatMulInteger" ->
          2 * elements(node.getOutput(0)) * last(dims(node.getInput(0)));
      case "LSTM", "GRU", "RNN" ->
          2 * rows(node.getInput(0)) * (elements(node.getInput(1)) + elements(node.getInput(2)));
      case "Attention" ->
          2 * keys(node) * (elements(node.getInput(0)) + elements(node.getOutput(0)));
      default -> 0;
    };
  }

  /** How many rows a value has: all of its sizes but the last. */
  private long rows(String value) {
    return elements(value) / Math.max(1, last(dims(value)));
  }

  private long keys(NodeProto attention) {
    long[] keys = dims(attention.getInput(1));
    return keys.length < 2 ? 0 : keys[keys.length - 2];
  }

  private long gemmDepth(NodeProto gemm) {
    long[] a = dims(gemm.getInput(0));
    long transA = GraphIndex.attribute(gemm, "transA").map(AttributeProto::getI).orElse(0L);
    return transA != 0 ? a[0] : last(a);
  }

  private long elements(String value) {
    return productFrom(dims(value), 0);
  }

  private long[] dims(String value) {
    return index
        .constant(value)
        .map(tensor -> tensor.getDimsList().stream().mapToLong(dim -> dim).toArray())
        .orElseGet(() -> dims.getOrDefault(value, new long[] {0}));
  }

  private static long productFrom(long[] dims, int from) {
    long product = 1;
    for (int i = from; i < dims.length; i++) {
      product *= dims[i];
    }
    return product;
  }

  private static long last(long[] dims) {
    return dims[dims.length - 1];
  }
}
