package io.culebra.fuzz;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;

/**
 * A node of a graph.
 *
 * @param domain its operator's domain, empty for ONNX's own
 * @param operator its operator
 * @param attributes its attributes
 * @param inputs its inputs, empty where one is left out
 * @param outputs its outputs, empty where one is left out
 * @param kind how its results may be computed
 */
record Step(
    String domain,
    String operator,
    List<AttributeProto> attributes,
    List<String> inputs,
    List<String> outputs,
    Kind kind) {
  /** How the results of an operator may be computed. */
  enum Kind {
    /** There is one right answer, bit for bit: elements are moved, compared or counted. */
    EXACT,
    /** Each element comes of one element of each input, rounded. */
    POINTWISE,
    /** Elements are added up, in any order. */
    SUM
  }

  /** The operator as summaries name it. */
  String key() {
    return domain.isEmpty() ? operator : domain + ":" + operator;
  }

  NodeProto toProto() {
    return NodeProto.newBuilder()
        .setDomain(domain)
        .setOpType(operator)
        .setName(outputs.getFirst().isEmpty() ? operator : outputs.getFirst())
        .addAllInput(inputs)
        .addAllOutput(outputs)
        .addAllAttribute(attributes)
        .build();
  }
}
