package io.culebra.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.graph.Graph;
import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.onnx.OnnxModel;
import io.culebra.onnx.OnnxWriter;
import io.culebra.specials.SpecialCase;
import io.culebra.tensor.Constant;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A model of one operator and what to run it on.
 *
 * @param one the step
 * @param onnx the model
 * @param inputs its inputs by name
 */
record OneOperator(SpecialCase one, byte[] onnx, Map<String, Tensor> inputs) {
  static OneOperator of(SpecialCase one) {
    List<@Nullable Value> operands = new ArrayList<>();
    List<Value> given = new ArrayList<>();
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Tensor tensor : one.inputs()) {
      String name = "x" + operands.size();
      boolean constant = operands.size() >= one.inputs().size() - one.constants();
      Value value =
          constant ? Value.constant(name, Constant.of(tensor)) : Value.input(name, tensor.type());
      operands.add(value);
      if (!constant) {
        given.add(value);
        inputs.put(name, tensor);
      }
    }
    List<Value> result = List.of(Value.of("y"));
    Node node = new Node("node", one.op(), operands, result);
    Graph graph = new Graph("one", given, result, List.of(node));
    return new OneOperator(one, OnnxWriter.toBytes(OnnxModel.of(graph)), inputs);
  }

  /** What ONNX Runtime answers. */
  float[] peer() throws OrtException {
    try (Peer peer = new Peer(onnx)) {
      return Objects.requireNonNull(peer.run(inputs).get("y"));
    }
  }

  /** Fails unless every backend answers rightly. */
  void check() {
    try (Model model = Model.of(onnx)) {
      for (Backend backend : Backend.values()) {
        SessionOptions options = SessionOptions.defaults().backend(backend).threads(2);
        try (Session session = model.openSession(options);
            Tensor y = Objects.requireNonNull(session.run(inputs).get("y"))) {
          assertEquals("", one.expected().faults(y), () -> one + " on " + backend);
        }
      }
    }
  }
}
