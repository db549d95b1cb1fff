package io.culebra.perf.fill;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.culebra.perf.PerfException;
import io.culebra.perf.onnx.GraphIndex;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Replaces ConstantOfShape nodes that make weights by initializers of the same name with random
 * elements. A weight's elements depend on the seed and its name alone.
 */
final class WeightFiller {

  /** Models of an older IR version have to list initializers among the graph's inputs. */
  private static final long FIRST_IR_WITH_FREE_INITIALIZERS = 4;

  private final long seed;

  WeightFiller(long seed) {
    this.seed = seed;
  }

  /**
   * The filled model; everything but the weights stays as it is.
   *
   * @throws PerfException if no weight of the model is made by ConstantOfShape
   */
  ModelProto fill(ModelProto model) {
    GraphProto old = model.getGraph();
    GraphIndex index = new GraphIndex(old);
    Roles roles = new Roles(index, old.getNodeList());
    GraphProto.Builder graph = old.toBuilder().clearNode();
    List<TensorProto> weights = new ArrayList<>();
    for (NodeProto node : old.getNodeList()) {
      Optional<TensorProto> weight = weight(node, index, roles);
      weight.ifPresentOrElse(weights::add, () -> graph.addNode(node));
    }
    if (weights.isEmpty()) {
      throw new PerfException("no weight of this model is made by ConstantOfShape");
    }
    dropUnusedShapes(graph, old);
    weights.forEach(graph::addInitializer);
    if (model.getIrVersion() < FIRST_IR_WITH_FREE_INITIALIZERS) {
      weights.forEach(weight -> graph.addInput(declaration(weight)));
    }
    return model.toBuilder().setGraph(graph).build();
  }

  private Optional<TensorProto> weight(NodeProto node, GraphIndex index, Roles roles) {
    if (!node.getOpType().equals("ConstantOfShape") || !isFloat(node)) {
      return Optional.empty();
    }
    String name = node.getOutput(0);
    return index
        .constant(node.getInput(0))
        .map(WeightFiller::int64s)
        .flatMap(dims -> roles.of(name, dims).map(role -> draw(name, dims, role)));
  }

  private TensorProto draw(String name, List<Long> dims, Distribution distribution) {
    long count = dims.stream().reduce(1L, Math::multiplyExact);
    ByteBuffer data =
        ByteBuffer.allocate(Math.toIntExact(Math.multiplyExact(count, Float.BYTES)))
            .order(ByteOrder.LITTLE_ENDIAN);
    Random random = new Random(seed * 0x9E3779B97F4A7C15L + name.hashCode());
    while (data.hasRemaining()) {
      data.putFloat(distribution.draw(random));
    }
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(TensorProto.DataType.FLOAT_VALUE)
        .addAllDims(dims)
        .setRawData(ByteString.copyFrom(data.flip()))
        .build();
  }

  /** ConstantOfShape makes floats unless its {@code value} attribute has another type. */
  private static boolean isFloat(NodeProto node) {
    return GraphIndex.attribute(node, "value")
        .map(AttributeProto::getT)
        .map(TensorProto::getDataType)
        .filter(type -> type != TensorProto.DataType.FLOAT_VALUE)
        .isEmpty();
  }

  private static List<Long> int64s(TensorProto tensor) {
    if (tensor.getRawData().isEmpty()) {
      return tensor.getInt64DataList();
    }
    var longs =
        tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    return LongStream.generate(longs::get).limit(longs.remaining()).boxed().toList();
  }

  private static void dropUnusedShapes(GraphProto.Builder graph, GraphProto old) {
    Set<String> unused =
        old.getNodeList().stream()
            .filter(node -> node.getOpType().equals("ConstantOfShape"))
            .map(node -> node.getInput(0))
            .collect(Collectors.toCollection(HashSet::new));
    graph.getNodeList().forEach(node -> unused.removeAll(node.getInputList()));
    List<TensorProto> initializers =
        old.getInitializerList().stream().filter(t -> !unused.contains(t.getName())).toList();
    List<ValueInfoProto> inputs =
        old.getInputList().stream().filter(v -> !unused.contains(v.getName())).toList();
    graph.clearInitializer().addAllInitializer(initializers);
    graph.clearInput().addAllInput(inputs);
  }

  private static ValueInfoProto declaration(TensorProto weight) {
    TypeProto.Tensor.Builder type = TypeProto.Tensor.newBuilder().setElemType(weight.getDataType());
    weight.getDimsList().forEach(dim -> type.getShapeBuilder().addDimBuilder().setDimValue(dim));
    return ValueInfoProto.newBuilder()
        .setName(weight.getName())
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }
}
