package io.culebra.fuzz;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.culebra.tensor.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * ONNX Runtime, one node at a time and without its rewrites, as the opinion of what is right.
 *
 * <p>Where it lacks an operator for float16 or bfloat16, the node is computed in float32 and
 * rounded; where it lacks one for narrow integers whose results wrap, in int64 and wrapped.
 */
final class Oracle {
  /** A few units in the last place. */
  private static final double SHAKE = 4;

  /** Of whose integer results the low bits depend on nothing but the low bits of the operands. */
  private static final Set<String> WRAPPING =
      Set.of("Add", "Sub", "Mul", "Sum", "Neg", "Abs", "Max", "Min", "Where", "Clip", "Relu");

  /** Sums whose logarithm is near zero where they are near one. */
  private static final Set<String> LOGARITHMS =
      Set.of("LogSoftmax", "ReduceLogSum", "ReduceLogSumExp");

  /** Whose results have nothing but their own rounding. */
  private static final Set<String> ROUNDED_ONCE =
      Set.of("Add", "Sub", "Mul", "Div", "Sqrt", "Reciprocal", "Sum");

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final Set<String> refused = new HashSet<>();

  /**
   * Computes a node for every sample.
   *
   * @param inputs the value of each input, null where one is left out
   * @return the values of the outputs, in order, null where one is left out
   * @throws Rejected if ONNX Runtime does not take it
   */
  List<@Nullable Value> compute(int opset, Step step, List<@Nullable Value> inputs) {
    String key = step.key() + " " + opset + " " + types(inputs) + " " + step.attributes();
    requireNoCrash(step, inputs);
    KnownDifferences difference = KnownDifferences.of(step, inputs);
    if (difference != null) {
      throw new Rejected(step.key() + ": " + difference);
    }
    @Nullable DataType narrow = narrowFloat(inputs);
    @Nullable DataType integer = narrowInteger(step, inputs);
    if (!refused.contains(key)) {
      try {
        return run(opset, step, inputs, null, null);
      } catch (OrtException e) {
        if (!isMissing(e)) {
          throw new Rejected(step.key() + ": " + e.getMessage());
        }
        refused.add(key);
      }
    }
    try {
      if (narrow != null && step.attributes().stream().noneMatch(a -> a.getName().equals("to"))) {
        return run(opset, step, inputs, narrow, DataType.FLOAT);
      }
      if (integer != null) {
        return run(opset, step, inputs, integer, DataType.INT64);
      }
    } catch (OrtException e) {
      throw new Rejected(step.key() + ": " + e.getMessage(), isMissing(e));
    }
    throw new Rejected(step.key() + " for " + types(inputs), true);
  }

  /** ONNX Runtime's own operators, and TopK, divide by sizes without a look at them. */
  private static void requireNoCrash(Step step, List<@Nullable Value> inputs) {
    for (Value input : inputs) {
      if ((!step.domain().isEmpty() || step.operator().equals("TopK"))
          && input != null
          && input.count() == 0) {
        throw new Rejected(step.key() + " of nothing");
      }
    }
  }

  private static boolean isMissing(OrtException e) {
    String text = String.valueOf(e.getMessage());
    return e.getCode() == OrtException.OrtErrorCode.ORT_NOT_IMPLEMENTED
        || text.contains("NOT_IMPLEMENTED")
        || text.contains("Could not find an implementation")
        || text.contains("is invalid")
        || text.contains("not a registered function/op")
        || text.contains("No Op registered")
        || text.contains("No opset import");
  }

  private static List<DataType> types(List<@Nullable Value> inputs) {
    List<DataType> types = new ArrayList<>();
    for (Value input : inputs) {
      if (input != null) {
        types.add(input.type());
      }
    }
    return types;
  }

  private static @Nullable DataType narrowFloat(List<@Nullable Value> inputs) {
    for (DataType type : types(inputs)) {
      if (type == DataType.FLOAT16 || type == DataType.BFLOAT16) {
        return type;
      }
    }
    return null;
  }

  private static @Nullable DataType narrowInteger(Step step, List<@Nullable Value> inputs) {
    for (DataType type : types(inputs)) {
      if (WRAPPING.contains(step.operator()) && type.isInteger() && type.bits() < 64) {
        return type;
      }
    }
    return null;
  }

  private List<@Nullable Value> run(
      int opset,
      Step step,
      List<@Nullable Value> inputs,
      @Nullable DataType from,
      @Nullable DataType to)
      throws OrtException {
    boolean constant = true;
    boolean pointwise = step.kind() != Step.Kind.SUM;
    for (Value input : inputs) {
      constant &= input == null || input.constant();
      pointwise &= input == null || input.pointwise();
    }
    List<@Nullable Data[]> results = new ArrayList<>();
    for (int i = 0; i < step.outputs().size(); i++) {
      results.add(step.outputs().get(i).isEmpty() ? null : new Data[Value.SAMPLES]);
    }
    Random random = new Random(step.outputs().hashCode());
    @Nullable DataType eight = castsToEight(step);
    try (OrtSession session = open(opset, step, inputs, from, to)) {
      for (int sample = 0; sample < Value.SAMPLES; sample++) {
        boolean shaken = sample >= Value.COMPARED && step.kind() != Step.Kind.EXACT;
        int like = shaken ? sample : firstAlike(inputs, sample);
        if (like < sample) {
          copy(results, like, sample);
          continue;
        }
        Map<String, Data> given = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
          Value input = inputs.get(i);
          if (input != null && !input.constant()) {
            Data data = input.samples()[sample];
            data = shaken ? shake(data, random) : data;
            given.put(
                "i" + i, from != null && to != null && data.type() == from ? data.to(to) : data);
          }
        }
        List<Data> found = run(session, given);
        int next = 0;
        for (int i = 0; i < results.size(); i++) {
          @Nullable Data[] result = results.get(i);
          if (result != null) {
            Data data = found.get(next++);
            boolean statistics = step.operator().equals("LayerNormalization") && i > 0;
            data = !statistics && from != null && data.type() == to ? data.to(from) : data;
            data = eight != null ? data.to(eight) : data;
            result[sample] = shaken ? shakeResult(step, data, random) : data;
          }
        }
      }
    }
    List<@Nullable Value> values = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      @Nullable Data[] samples = results.get(i);
      values.add(
          samples == null
              ? null
              : new Value(step.outputs().get(i), complete(samples), constant, pointwise));
    }
    return values;
  }

  private static Data[] complete(@Nullable Data[] samples) {
    Data[] data = new Data[samples.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = Objects.requireNonNull(samples[i]);
    }
    return data;
  }

  /** The first sample for which all inputs hold the same. */
  private static int firstAlike(List<@Nullable Value> inputs, int sample) {
    for (int other = 0; other < sample; other++) {
      boolean alike = true;
      for (Value input : inputs) {
        alike &= input == null || input.samples()[other].same(input.samples()[sample]);
      }
      if (alike) {
        return other;
      }
    }
    return sample;
  }

  private static void copy(List<@Nullable Data[]> results, int from, int to) {
    for (@Nullable Data[] result : results) {
      if (result != null) {
        result[to] = result[from];
      }
    }
  }

  private static Data shake(Data data, Random random) {
    double unit =
        switch (data.type()) {
          case FLOAT -> 0x1p-24;
          case DOUBLE -> 0x1p-53;
          case FLOAT16 -> 0x1p-11;
          case BFLOAT16 -> 0x1p-8;
          default -> 0;
        };
    if (unit == 0) {
      return data;
    }
    double most = data.type() == DataType.FLOAT16 || data.type() == DataType.BFLOAT16 ? 1 : SHAKE;
    return data.map(x -> x * (1 + (random.nextBoolean() ? unit : -unit) * most));
  }

  /**
   * Shakes what a step gives; where it is made of parts that cancel each other, such as the tails
   * of activations and logarithms of sums, by what rounding leaves of numbers near one.
   */
  private static Data shakeResult(Step step, Data data, Random random) {
    Data shaken = shake(data, random);
    boolean cancels =
        step.kind() == Step.Kind.POINTWISE
            ? !ROUNDED_ONCE.contains(step.operator())
            : LOGARITHMS.contains(step.operator());
    if (data.type() != DataType.FLOAT || !cancels) {
      return shaken;
    }
    double most = SHAKE * 0x1p-24;
    return shaken.map(x -> x == 0 ? x : x + (random.nextBoolean() ? most : -most));
  }

  private OrtSession open(
      int opset,
      Step step,
      List<@Nullable Value> inputs,
      @Nullable DataType from,
      @Nullable DataType to)
      throws OrtException {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("one");
    NodeProto.Builder node = step.toProto().toBuilder().clearInput().clearOutput();
    for (int i = 0; i < inputs.size(); i++) {
      Value input = inputs.get(i);
      String name = "i" + i;
      if (input == null) {
        node.addInput("");
        continue;
      }
      Data data = input.data();
      data = from != null && to != null && data.type() == from ? data.to(to) : data;
      if (input.constant()) {
        graph.addInitializer(data.toProto(name));
        node.addInput(name);
      } else {
        DataType fed = fed(data.type());
        graph.addInput(FuzzCase.info(name, fed, data.sizes(), FuzzCase.Shapes.UNKNOWN));
        node.addInput(fed == data.type() ? name : name + "t");
        if (fed != data.type()) {
          graph.addNode(cast(name, name + "t", data.type()));
        }
      }
    }
    for (int i = 0; i < step.outputs().size(); i++) {
      node.addOutput(step.outputs().get(i).isEmpty() ? "" : "o" + i);
    }
    graph.addNode(node);
    for (int i = 0; i < step.outputs().size(); i++) {
      if (!step.outputs().get(i).isEmpty()) {
        boolean cast = castsToEight(step) != null;
        graph.addOutputBuilder().setName(cast ? "o" + i + "f" : "o" + i);
        if (cast) {
          graph.addNode(cast("o" + i, "o" + i + "f", DataType.FLOAT));
        }
      }
    }
    byte[] model = FuzzCase.model(opset, graph).toByteArray();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.setMemoryPatternOptimization(false);
      options.setCPUArenaAllocator(false);
      return environment.createSession(model, options);
    }
  }

  /** The type of eight bits that a Cast makes, which the Java interface does not show. */
  private static @Nullable DataType castsToEight(Step step) {
    for (AttributeProto attribute : step.attributes()) {
      if (attribute.getName().equals("to")) {
        DataType type = DataType.ofOnnxNumber((int) attribute.getI());
        return Float8.is(type) ? type : null;
      }
    }
    return null;
  }

  /** The Java interface of ONNX Runtime makes no tensors of these types: they are cast inside. */
  private static DataType fed(DataType type) {
    return switch (type) {
      case UINT16, UINT32, UINT64 -> DataType.INT64;
      case FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ -> DataType.FLOAT;
      default -> type;
    };
  }

  private static NodeProto.Builder cast(String from, String to, DataType type) {
    return NodeProto.newBuilder()
        .setOpType("Cast")
        .addInput(from)
        .addOutput(to)
        .addAttribute(Attr.integer("to", type.onnxNumber()));
  }

  private List<Data> run(OrtSession session, Map<String, Data> inputs) throws OrtException {
    Map<String, OnnxTensorLike> given = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, Data> input : inputs.entrySet()) {
        given.put(input.getKey(), tensor(input.getValue()));
      }
      List<Data> outputs = new ArrayList<>();
      try (OrtSession.Result result = session.run(given)) {
        for (Map.Entry<String, OnnxValue> output : result) {
          if (!(output.getValue() instanceof OnnxTensor tensor)) {
            throw new Rejected("an output that is no tensor");
          }
          outputs.add(data(tensor));
        }
      }
      return outputs;
    } finally {
      given.values().forEach(OnnxTensorLike::close);
    }
  }

  private static Data data(OnnxTensor tensor) {
    TensorInfo info = tensor.getInfo();
    DataType type =
        switch (info.onnxType) {
          case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> DataType.FLOAT;
          case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> DataType.DOUBLE;
          case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> DataType.FLOAT16;
          case ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16 -> DataType.BFLOAT16;
          case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> DataType.INT8;
          case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> DataType.UINT8;
          case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16 -> DataType.INT16;
          case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16 -> DataType.UINT16;
          case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> DataType.INT32;
          case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32 -> DataType.UINT32;
          case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> DataType.INT64;
          case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64 -> DataType.UINT64;
          case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> DataType.BOOL;
          default -> throw new Rejected("an output of " + info.onnxType, true);
        };
    Data data = Data.zeros(type, info.getShape());
    if (data.count() > 0) {
      tensor.getByteBuffer().get(data.bytes());
    }
    return data;
  }

  private OnnxTensor tensor(Data given) throws OrtException {
    Data data = given.to(fed(given.type()));
    OnnxJavaType type =
        switch (data.type()) {
          case FLOAT -> OnnxJavaType.FLOAT;
          case DOUBLE -> OnnxJavaType.DOUBLE;
          case FLOAT16 -> OnnxJavaType.FLOAT16;
          case BFLOAT16 -> OnnxJavaType.BFLOAT16;
          case INT8 -> OnnxJavaType.INT8;
          case UINT8 -> OnnxJavaType.UINT8;
          case INT16 -> OnnxJavaType.INT16;
          case INT32 -> OnnxJavaType.INT32;
          case INT64 -> OnnxJavaType.INT64;
          case BOOL -> OnnxJavaType.BOOL;
          default -> throw new Rejected("an input of " + data.type(), true);
        };
    ByteBuffer buffer =
        ByteBuffer.allocateDirect(Math.max(1, data.bytes().length)).order(ByteOrder.nativeOrder());
    buffer.put(data.bytes()).flip();
    return OnnxTensor.createTensor(environment, buffer, data.sizes(), type);
  }
}
