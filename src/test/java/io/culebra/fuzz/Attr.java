package io.culebra.fuzz;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import com.google.protobuf.ByteString;
import java.util.Arrays;

/** Attributes of nodes. */
final class Attr {
  private Attr() {}

  private static AttributeProto.Builder of(String name, AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  static AttributeProto integer(String name, long value) {
    return of(name, AttributeType.INT).setI(value).build();
  }

  static AttributeProto flag(String name, boolean value) {
    return integer(name, value ? 1 : 0);
  }

  static AttributeProto integers(String name, long... values) {
    AttributeProto.Builder attribute = of(name, AttributeType.INTS);
    Arrays.stream(values).forEach(attribute::addInts);
    return attribute.build();
  }

  static AttributeProto real(String name, double value) {
    return of(name, AttributeType.FLOAT).setF((float) value).build();
  }

  static AttributeProto reals(String name, float... values) {
    AttributeProto.Builder attribute = of(name, AttributeType.FLOATS);
    for (float value : values) {
      attribute.addFloats(value);
    }
    return attribute.build();
  }

  static AttributeProto text(String name, String value) {
    return of(name, AttributeType.STRING).setS(ByteString.copyFromUtf8(value)).build();
  }

  static AttributeProto texts(String name, String... values) {
    AttributeProto.Builder attribute = of(name, AttributeType.STRINGS);
    for (String value : values) {
      attribute.addStrings(ByteString.copyFromUtf8(value));
    }
    return attribute.build();
  }

  static AttributeProto tensor(String name, Data value) {
    return of(name, AttributeType.TENSOR).setT(value.toProto(name)).build();
  }
}
