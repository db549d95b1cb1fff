package io.culebra.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.culebra.op.ConstantOfShape;
import io.culebra.op.Range;
import io.culebra.tensor.Constant;
import io.culebra.tensor.Tensor;
import java.util.List;
import java.util.Objects;

/** Operators that make tensors of attributes or sizes. */
final class ConstantImports {
  private static final List<String> FORMS =
      List.of(
          "value",
          "value_float",
          "value_floats",
          "value_int",
          "value_ints",
          "value_string",
          "value_strings",
          "sparse_value");

  private ConstantImports() {}

  static void addTo(ImportTable table) {
    table.put("Constant", ConstantImports::constant);
    table.put("ConstantOfShape", ConstantImports::constantOfShape);
    table.put("Range", n -> n.becomes(new Range()));
  }

  private static void constant(NodeImport node) {
    Attributes attributes = node.attributes();
    String form = attributes.only(FORMS);
    switch (form) {
      case "value" -> node.becomes(node.constant(Objects.requireNonNull(attributes.tensor(form))));
      case "value_float" -> node.becomes(of(Tensor.of(new float[] {attributes.real(form, 0)})));
      case "value_floats" -> {
        float[] reals = Objects.requireNonNull(attributes.reals(form));
        node.becomes(of(Tensor.of(reals, reals.length)));
      }
      case "value_int" -> node.becomes(of(Tensor.of(new long[] {attributes.longInteger(form)})));
      case "value_ints" -> {
        long[] integers = Objects.requireNonNull(attributes.longs(form));
        node.becomes(of(Tensor.of(integers, integers.length)));
      }
      case "value_string" -> node.becomes(of(Tensor.of(new String[] {attributes.text(form, "")})));
      case "value_strings" -> {
        String[] texts = attributes.texts(form).toArray(String[]::new);
        node.becomes(of(Tensor.of(texts, texts.length)));
      }
      default -> throw node.unsupported("sparse constants are not read");
    }
  }

  private static Constant of(Tensor tensor) {
    return Constant.of(tensor);
  }

  private static void constantOfShape(NodeImport node) {
    TensorProto value = node.attributes().tensor("value");
    node.becomes(
        new ConstantOfShape(
            value == null ? of(Tensor.of(new float[] {0}, 1)) : node.constant(value)));
  }
}
