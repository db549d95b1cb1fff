package io.culebra.models;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.graph.Graph;
import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.RecurrentSteps;
import io.culebra.kernel.Specs;
import io.culebra.onnx.OnnxModel;
import io.culebra.onnx.OnnxWriter;
import io.culebra.tensor.Constant;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** LSTM, GRU and RNN of every kind, written as ONNX models, against ONNX Runtime. */
class RecurrentOperatorsTest {
  private static final int CASES = 12;

  @ParameterizedTest
  @EnumSource(Backend.class)
  void giveTheAnswersOfOnnxRuntime(Backend backend) throws Exception {
    for (int seed = 0; seed < CASES; seed++) {
      check(seed, RecurrentSteps.any(seed), backend);
      check(seed, RecurrentSteps.usual(seed), backend);
    }
  }

  private static void check(int seed, Specs specs, Backend backend) throws Exception {
    byte[] onnx = onnx(specs);
    Map<String, Tensor> inputs = inputs(specs);
    try (Peer peer = new Peer(onnx);
        Model model = Model.of(onnx);
        Session session =
            model.openSession(SessionOptions.defaults().backend(backend).threads(2))) {
      Map<String, Tensor> outputs = session.run(inputs);
      peer.run(inputs)
          .forEach((name, reference) -> {
            Tensor y = Objects.requireNonNull(outputs.get(name));
            String what = name + " of " + specs.build().op() + " of seed " + seed;
            Agreement.assertClose(reference, y.toFloatArray(), what + " on " + backend);
          });
      outputs.values().forEach(Tensor::close);
    }
  }

  private static Map<String, Tensor> inputs(Specs specs) {
    KernelSpec spec = specs.build();
    Map<String, Tensor> inputs = new HashMap<>();
    for (int i = 0; i < spec.inputs().size(); i++) {
      Tensor tensor = specs.tensors().get(i);
      if (tensor != null && !spec.input(i).isConstant()) {
        inputs.put("input" + i, tensor);
      }
    }
    return inputs;
  }

  private static byte[] onnx(Specs specs) {
    KernelSpec spec = specs.build();
    List<@Nullable Value> from = new ArrayList<>();
    List<Value> inputs = new ArrayList<>();
    for (int i = 0; i < spec.inputs().size(); i++) {
      Tensor tensor = specs.tensors().get(i);
      if (tensor == null) {
        from.add(null);
      } else if (spec.input(i).isConstant()) {
        from.add(Value.constant("weight" + i, Constant.of(tensor)));
      } else {
        Value input = Value.input("input" + i, tensor.type());
        from.add(input);
        inputs.add(input);
      }
    }
    List<Value> outputs = new ArrayList<>();
    for (int i = 0; i < spec.outputs().size(); i++) {
      outputs.add(Value.of("output" + i));
    }
    Graph graph =
        new Graph(
            "recurrent", inputs, outputs, List.of(new Node("node", spec.op(), from, outputs)));
    return OnnxWriter.toBytes(
        new OnnxModel(
            graph,
            inputs.stream().map(Value::name).toList(),
            outputs.stream().map(Value::name).toList(),
            Map.of(),
            "test",
            Map.of()));
  }
}
