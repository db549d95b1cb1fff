package io.culebra.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.NodeProtoOrBuilder;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Changes fields of a model, so that it stays a well-formed message and is a doubtful model. */
enum FieldDamage {
  WEIGHT_DIM {
    @Override
    void damage(GraphProto.Builder graph, RandomGenerator random) {
      TensorProto.Builder weight = weight(graph, random);
      if (weight.getDimsCount() == 0 || random.nextInt(4) == 0) {
        weight.addDims(number(random));
      } else {
        weight.setDims(random.nextInt(weight.getDimsCount()), number(random));
      }
    }
  },
  WEIGHT_RANK {
    @Override
    void damage(GraphProto.Builder graph, RandomGenerator random) {
      TensorProto.Builder weight = weight(graph, random);
      List<Long> dims = List.copyOf(weight.getDimsList());
      weight.clearDims();
      if (random.nextBoolean()) {
        weight.addAllDims(dims.reversed()).addDims(1);
      } else {
        weight.addDims(dims.stream().reduce(1L, (a, b) -> a * b));
      }
    }
  },
  WEIGHT_TYPE {
    @Override
    void damage(GraphProto.Builder graph, RandomGenerator random) {
      weight(graph, random).setDataType(random.nextInt(-1, 30));
    }
  },
  WEIGHT_LENGTH {
    @Override
    void damage(GraphProto.Builder graph, RandomGenerator random) {
      TensorProto.Builder weight = weight(graph, random);
      ByteString bytes = weight.getRawData();
      weight.setRawData(
          random.nextBoolean()
              ? bytes.substring(0, random.nextInt(bytes.size() + 1))
              : bytes.concat(ByteString.copyFrom(new byte[1 + random.nextInt(64)])));
    }
  },
  WEIGHT_NAME {
    @Override
    void damage(GraphProto.Builder graph, RandomGenerator random) {
      weight(graph, random).setName(random.nextBoolean() ? "" : weight(graph, random).getName());
    }
  },
  WEIGHT_OUTSIDE {
    @Override
    void damage(GraphProto.Builder graph, RandomGenerator random) {
      TensorProto.Builder weight = weight(graph, random);
      weight.clearRawData().setDataLocation(TensorProto.DataLocation.EXTERNAL);
      weight.addExternalDataBuilder().setKey("location").setValue("../../etc/passwd");
      weight.addExternalDataBuilder().setKey("offset").setValue(Long.toString(number(random)));
    }
  },
  ATTRIBUTE_NUMBER {
    @Override
    void damage(GraphProto.Builder graph, RandomGenerator random) {
      AttributeProto.Builder attribute = attribute(graph, random);
      if (attribute.getIntsCount() > 0) {
        attribute.setInts(random.nextInt(attribute.getIntsCount()), number(random));
      } else {
        attribute.setI(number(random)).setF(random.nextBoolean() ? Float.NaN : number(random));
      }
    }
  },
  ATTRIBUTE_COUNT {
    @Override
    void damage(GraphProto.Builder graph, RandomGenerator random) {
      AttributeProto.Builder attribute = attribute(graph, random);
      if (random.nextBoolean()) {
        attribute.clearInts();
      } else {
        attribute.addInts(number(random));
      }
    }
  },
  ATTRIBUTE_TYPE {
    @Override
    void damage(GraphProto.Builder graph, RandomGenerator random) {
      AttributeType[] types = AttributeType.values();
      attribute(graph, random).setType(types[random.nextInt(types.length)]);
    }
  },
  ATTRIBUTE_NAME {
    @Override
    void damage(GraphProto.Builder graph, RandomGenerator random) {
      String other = attribute(graph, random).getName();
      attribute(graph, random).setName(random.nextInt(4) == 0 ? "" : other);
    }
  },
  ATTRIBUTE_GONE {
    @Override
    void damage(GraphProto.Builder graph, RandomGenerator random) {
      NodeProto.Builder node = node(graph, random);
      if (node.getAttributeCount() > 0) {
        node.removeAttribute(random.nextInt(node.getAttributeCount()));
      } else {
        node.addAttributeBuilder().setName("axis").setType(AttributeType.INT).setI(number(random));
      }
    }
  },
  OPERATOR {
    @Override
    void damage(GraphProto.Builder graph, RandomGenerator random) {
      String other = OTHER_OPERATORS.get(random.nextInt(OTHER_OPERATORS.size()));
      node(graph, random).setOpType(random.nextBoolean() ? other : node(graph, random).getOpType());
    }
  },
  INPUT_GONE {
    @Override
    void damage(GraphProto.Builder graph, RandomGenerator random) {
      NodeProto.Builder node = node(graph, random);
      if (node.getInputCount() == 0) {
        node.addInput(value(graph, random));
        return;
      }
      int which = random.nextInt(node.getInputCount());
      if (random.nextBoolean()) {
        node.setInput(which, "");
      } else {
        List<String> inputs = List.copyOf(node.getInputList());
        node.clearInput().addAllInput(inputs.subList(0, which));
      }
    }
  },
  INPUT_OTHER {
    @Override
    void damage(GraphProto.Builder graph, RandomGenerator random) {
      NodeProto.Builder node = node(graph, random);
      String other = value(graph, random);
      if (node.getInputCount() == 0 || random.nextInt(4) == 0) {
        node.addInput(other);
      } else {
        node.setInput(random.nextInt(node.getInputCount()), other);
      }
    }
  },
  OUTPUT_NAME {
    @Override
    void damage(GraphProto.Builder graph, RandomGenerator random) {
      NodeProto.Builder node = node(graph, random);
      String name = random.nextInt(3) == 0 ? "" : value(graph, random);
      if (node.getOutputCount() == 0 || random.nextInt(4) == 0) {
        node.addOutput(name);
      } else {
        node.setOutput(0, name);
      }
    }
  },
  NODE_TWICE {
    @Override
    void damage(GraphProto.Builder graph, RandomGenerator random) {
      graph.addNode(random.nextInt(graph.getNodeCount()), node(graph, random).build());
    }
  },
  NODE_GONE {
    @Override
    void damage(GraphProto.Builder graph, RandomGenerator random) {
      graph.removeNode(random.nextInt(graph.getNodeCount()));
    }
  },
  NODES_SWAPPED {
    @Override
    void damage(GraphProto.Builder graph, RandomGenerator random) {
      int a = random.nextInt(graph.getNodeCount());
      int b = random.nextInt(graph.getNodeCount());
      NodeProto first = graph.getNode(a);
      graph.setNode(a, graph.getNode(b)).setNode(b, first);
    }
  },
  CYCLE {
    @Override
    void damage(GraphProto.Builder graph, RandomGenerator random) {
      int later = random.nextInt(graph.getNodeCount());
      NodeProto.Builder earlier = graph.getNodeBuilder(random.nextInt(later + 1));
      if (earlier.getInputCount() > 0 && graph.getNode(later).getOutputCount() > 0) {
        earlier.setInput(0, graph.getNode(later).getOutput(0));
      }
    }
  },
  MODEL_INPUT {
    @Override
    void damage(GraphProto.Builder graph, RandomGenerator random) {
      damageValue(graph.getInputBuilder(random.nextInt(graph.getInputCount())), random);
    }
  },
  MODEL_OUTPUT {
    @Override
    void damage(GraphProto.Builder graph, RandomGenerator random) {
      ValueInfoProto.Builder output =
          graph.getOutputBuilder(random.nextInt(graph.getOutputCount()));
      if (random.nextBoolean()) {
        output.setName(value(graph, random));
      } else {
        damageValue(output, random);
      }
    }
  };

  private static final List<String> OTHER_OPERATORS =
      List.of(
          "",
          "Loop",
          "If",
          "LSTM",
          "Transpose",
          "Resize",
          "Concat",
          "Split",
          "Gather",
          "Slice",
          "TopK",
          "Expand",
          "Tile",
          "Pad",
          "Reshape",
          "ConvTranspose",
          "MaxPool",
          "Softmax",
          "Where");

  /** Numbers that break things, and harmless ones. */
  private static final long[] NUMBERS = {
    0,
    -1,
    1,
    2,
    3,
    5,
    7,
    48,
    1000,
    65_537,
    1L << 31,
    (1L << 31) - 1,
    1L << 32,
    -(1L << 31),
    1L << 61,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  abstract void damage(GraphProto.Builder graph, RandomGenerator random);

  /** The model with one to three fields of one kind changed. */
  ModelProto damage(ModelProto model, RandomGenerator random) {
    ModelProto.Builder damaged = model.toBuilder();
    for (int i = random.nextInt(3); i >= 0; i--) {
      damage(damaged.getGraphBuilder(), random);
    }
    return damaged.build();
  }

  private static void damageValue(ValueInfoProto.Builder value, RandomGenerator random) {
    TensorShapeProto.Builder shape =
        value.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
    switch (random.nextInt(5)) {
      case 0 -> value.setName("");
      case 1 -> value.clearType();
      case 2 -> value.getTypeBuilder().getTensorTypeBuilder().setElemType(random.nextInt(-1, 30));
      case 3 -> shape.addDimBuilder().setDimValue(number(random));
      default -> {
        if (shape.getDimCount() > 0) {
          shape.getDimBuilder(random.nextInt(shape.getDimCount())).setDimValue(number(random));
        }
      }
    }
  }

  private static long number(RandomGenerator random) {
    return NUMBERS[random.nextInt(NUMBERS.length)];
  }

  /** A node that is no constant. */
  private static NodeProto.Builder node(GraphProto.Builder graph, RandomGenerator random) {
    return any(graph, random, node -> !isConstant(node));
  }

  /** The tensor of a constant. */
  private static TensorProto.Builder weight(GraphProto.Builder graph, RandomGenerator random) {
    return any(graph, random, FieldDamage::isConstant).getAttributeBuilder(0).getTBuilder();
  }

  /** An attribute of a node that is no constant. */
  private static AttributeProto.Builder attribute(
      GraphProto.Builder graph, RandomGenerator random) {
    NodeProto.Builder node = any(graph, random, n -> n.getAttributeCount() > 0 && !isConstant(n));
    return node.getAttributeBuilder(random.nextInt(node.getAttributeCount()));
  }

  private static boolean isConstant(NodeProtoOrBuilder node) {
    return node.getAttributeCount() > 0 && node.getAttribute(0).hasT();
  }

  private static NodeProto.Builder any(
      GraphProto.Builder graph, RandomGenerator random, Predicate<NodeProtoOrBuilder> kind) {
    List<Integer> found =
        IntStream.range(0, graph.getNodeCount())
            .filter(i -> kind.test(graph.getNodeOrBuilder(i)))
            .boxed()
            .toList();
    return graph.getNodeBuilder(found.get(random.nextInt(found.size())));
  }

  /** The name of some value of the graph. */
  private static String value(GraphProto.Builder graph, RandomGenerator random) {
    NodeProto.Builder node = graph.getNodeBuilder(random.nextInt(graph.getNodeCount()));
    return node.getOutputCount() == 0 ? "nothing" : node.getOutput(0);
  }
}
