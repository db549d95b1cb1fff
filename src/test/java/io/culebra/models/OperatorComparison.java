package io.culebra.models;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.graph.Graph;
import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.onnx.OnnxModel;
import io.culebra.onnx.OnnxWriter;
import io.culebra.op.Op;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A model of one operator, on every backend, against ONNX Runtime. */
final class OperatorComparison {
  private final List<@Nullable Value> operands = new ArrayList<>();
  private final List<Value> given = new ArrayList<>();
  private final Map<String, Tensor> inputs = new LinkedHashMap<>();
  private final byte[] onnx;
  private final String what;

  private OperatorComparison(Op op, List<@Nullable Tensor> tensors, int outputs) {
    for (Tensor tensor : tensors) {
      Value value = tensor == null ? null : Value.input("x" + operands.size(), tensor.type());
      operands.add(value);
      if (tensor != null && value != null) {
        given.add(value);
        inputs.put(value.name(), tensor);
      }
    }
    while (operands.getLast() == null) {
      operands.removeLast();
    }
    List<Value> results = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      results.add(Value.of("y" + i));
    }
    Node node = new Node("node", op, operands, results);
    onnx = OnnxWriter.toBytes(OnnxModel.of(new Graph("one", given, results, List.of(node))));
    what = op + " of " + inputs.values().stream().map(Tensor::type).toList();
  }

  /**
   * Fails unless every backend agrees with ONNX Runtime on all outputs.
   *
   * @param tensors the inputs, null where one is left out
   */
  static void check(Op op, List<@Nullable Tensor> tensors, int outputs) throws Exception {
    OperatorComparison comparison = new OperatorComparison(op, tensors, outputs);
    try (Peer peer = new Peer(comparison.onnx);
        Model model = Model.of(comparison.onnx)) {
      Map<String, float[]> expected = peer.run(comparison.inputs);
      for (Backend backend : Backend.values()) {
        comparison.check(model, backend, expected);
      }
    }
  }

  private void check(Model model, Backend backend, Map<String, float[]> expected) {
    SessionOptions options = SessionOptions.defaults().backend(backend).threads(2);
    try (Session session = model.openSession(options)) {
      Map<String, Tensor> outputs = session.run(inputs);
      expected.forEach((name, reference) -> {
        Tensor y = Objects.requireNonNull(outputs.get(name), name);
        Agreement.assertClose(reference, y.toFloatArray(), what + " on " + backend + ": " + name);
      });
      outputs.values().forEach(Tensor::close);
    }
  }
}
