package io.culebra.fuzz;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.culebra.TensorFile;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A graph with two sets of inputs.
 *
 * @param opset the version of ONNX's operators
 * @param leaves inputs and constants
 * @param steps the nodes, in an order in which they can run
 * @param outputs the values that the graph gives
 * @param shapes how the graph declares the shapes of its inputs
 * @param threads threads of a run
 */
record FuzzCase(
    int opset,
    List<Leaf> leaves,
    List<Step> steps,
    List<String> outputs,
    Shapes shapes,
    int threads) {
  private static final String MICROSOFT = "com.microsoft";

  /** An input or a constant, whose first and second content is then the same. */
  record Leaf(String name, Data first, Data second, boolean constant) {
    Value toValue() {
      return new Value(name, new Data[] {first, second, first, second}, constant, true);
    }
  }

  /** How shapes of inputs are declared. */
  enum Shapes {
    /** By numbers. */
    KNOWN,
    /** By symbols. */
    SYMBOLS,
    /** Not at all. */
    UNKNOWN
  }

  /** The value of everything, as the oracle sees it. */
  Map<String, Value> evaluate(Oracle oracle) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (Leaf leaf : leaves) {
      values.put(leaf.name(), leaf.toValue());
    }
    for (Step step : steps) {
      List<@Nullable Value> inputs = new ArrayList<>();
      for (String input : step.inputs()) {
        inputs.add(values.get(input));
      }
      for (Value output : oracle.compute(opset, step, inputs)) {
        if (output != null) {
          values.put(output.name(), output);
        }
      }
    }
    return values;
  }

  /** The model as a file. */
  byte[] toBytes(Map<String, Value> values) {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("fuzz");
    for (Leaf leaf : leaves) {
      if (leaf.constant()) {
        graph.addInitializer(leaf.first().toProto(leaf.name()));
      } else {
        graph.addInput(info(leaf.name(), leaf.first().type(), leaf.first().sizes(), shapes));
      }
    }
    steps.forEach(step -> graph.addNode(step.toProto()));
    for (String output : outputs) {
      Value value = java.util.Objects.requireNonNull(values.get(output));
      graph.addOutput(info(output, value.type(), value.sizes(), Shapes.UNKNOWN));
    }
    return model(opset, graph).toByteArray();
  }

  static ModelProto model(int opset, GraphProto.Builder graph) {
    return ModelProto.newBuilder()
        .setIrVersion(10)
        .setProducerName("culebra fuzz")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(MICROSOFT).setVersion(1))
        .setGraph(graph)
        .build();
  }

  static ValueInfoProto info(String name, DataType type, long[] sizes, Shapes shapes) {
    TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type.onnxNumber());
    if (shapes != Shapes.UNKNOWN) {
      TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
      for (int i = 0; i < sizes.length; i++) {
        TensorShapeProto.Dimension.Builder dim = shape.addDimBuilder();
        if (shapes == Shapes.KNOWN) {
          dim.setDimValue(sizes[i]);
        } else {
          dim.setDimParam(name + "_" + i);
        }
      }
      tensor.setShape(shape);
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  /** The inputs of a sample. */
  Map<String, Data> inputs(int sample) {
    Map<String, Data> inputs = new LinkedHashMap<>();
    for (Leaf leaf : leaves) {
      if (!leaf.constant()) {
        inputs.put(leaf.name(), sample == 0 ? leaf.first() : leaf.second());
      }
    }
    return inputs;
  }

  /** Writes the case in the form of ONNX's test cases. */
  void write(Path folder, Map<String, Value> values) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("model.onnx"), toBytes(values));
    for (int sample = 0; sample < Value.COMPARED; sample++) {
      Path set = Files.createDirectories(folder.resolve("test_data_set_" + sample));
      int i = 0;
      for (Map.Entry<String, Data> input : inputs(sample).entrySet()) {
        write(set.resolve("input_" + i++ + ".pb"), input.getKey(), input.getValue());
      }
      for (int o = 0; o < outputs.size(); o++) {
        Value value = java.util.Objects.requireNonNull(values.get(outputs.get(o)));
        write(set.resolve("output_" + o + ".pb"), value.name(), value.samples()[sample]);
      }
    }
  }

  private static void write(Path file, String name, Data data) {
    try (Tensor tensor = data.toTensor()) {
      TensorFile.write(file, tensor, name);
    }
  }

  /** The operators, in order. */
  String summary() {
    List<String> names = new ArrayList<>();
    for (Step step : steps) {
      names.add(step.key());
    }
    return String.join(" ", names);
  }
}
