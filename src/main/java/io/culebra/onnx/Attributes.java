package io.culebra.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.culebra.tensor.InvalidModelException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one node. Those that were asked for are remembered, so that one that the
 * operator does not know can be told. Every method fails where the attribute has another type than
 * what it is asked for.
 */
final class Attributes {
  private final Map<String, AttributeProto> attributes = new HashMap<>();
  private final Set<String> read = new HashSet<>();
  private final Function<String, InvalidModelException> failure;

  /**
   * @param failure makes the exception that names the node, of what is wrong
   */
  Attributes(List<AttributeProto> protos, Function<String, InvalidModelException> failure) {
    this.failure = failure;
    for (AttributeProto proto : protos) {
      if (attributes.put(proto.getName(), proto) != null) {
        throw failure.apply("the attribute " + proto.getName() + " is given twice");
      }
    }
  }

  /** Whether the attribute is given. */
  boolean has(String name) {
    read.add(name);
    return attributes.containsKey(name);
  }

  /** Takes note of attributes that make no difference. */
  void ignore(String... names) {
    read.addAll(Arrays.asList(names));
  }

  /** Fails if an attribute is given that nobody asked for. */
  void requireAllRead() {
    for (String name : attributes.keySet()) {
      if (!read.contains(name)) {
        throw failure.apply("it has no attribute " + name);
      }
    }
  }

  private @Nullable AttributeProto find(String name, AttributeType type) {
    read.add(name);
    AttributeProto proto = attributes.get(name);
    if (proto == null) {
      return null;
    }
    if (!proto.getRefAttrName().isEmpty()) {
      throw failure.apply("the attribute " + name + " refers to one of a function");
    }
    boolean untyped = !proto.hasType() || proto.getType() == AttributeType.UNDEFINED;
    if (!untyped && proto.getType() != type) {
      throw failure.apply("the attribute " + name + " is " + proto.getType() + ", not " + type);
    }
    return proto;
  }

  /**
   * The name of the only attribute among these that is given; fails where there is none or more.
   */
  String only(List<String> names) {
    List<String> given = names.stream().filter(this::has).toList();
    if (given.size() != 1) {
      throw failure.apply("it needs one attribute of " + names + " and has " + given);
    }
    return given.getFirst();
  }

  /** An integer attribute, which fits into 32 bits. */
  int integer(String name, int otherwise) {
    return has(name) ? narrow(name, longInteger(name)) : otherwise;
  }

  /** An integer attribute that must be given and fits into 32 bits. */
  int requiredInteger(String name) {
    return narrow(name, longInteger(name));
  }

  /** An integer attribute that must be given. */
  long longInteger(String name) {
    AttributeProto proto = find(name, AttributeType.INT);
    if (proto == null) {
      throw missing(name);
    }
    return proto.getI();
  }

  /** An integer attribute that says yes with anything but 0. */
  boolean flag(String name, boolean otherwise) {
    return has(name) ? longInteger(name) != 0 : otherwise;
  }

  /** A list of integers, null where it is not given. */
  long @Nullable [] longs(String name) {
    AttributeProto proto = find(name, AttributeType.INTS);
    return proto == null ? null : proto.getIntsList().stream().mapToLong(Long::longValue).toArray();
  }

  /** A list of integers that fit into 32 bits, empty where it is not given. */
  List<Integer> integers(String name) {
    AttributeProto proto = find(name, AttributeType.INTS);
    return proto == null
        ? List.of()
        : proto.getIntsList().stream().map(i -> narrow(name, i)).toList();
  }

  /** A float attribute. */
  float real(String name, float otherwise) {
    AttributeProto proto = find(name, AttributeType.FLOAT);
    return proto == null ? otherwise : proto.getF();
  }

  /** A list of floats, null where it is not given. */
  float @Nullable [] reals(String name) {
    AttributeProto proto = find(name, AttributeType.FLOATS);
    if (proto == null) {
      return null;
    }
    float[] reals = new float[proto.getFloatsCount()];
    for (int i = 0; i < reals.length; i++) {
      reals[i] = proto.getFloats(i);
    }
    return reals;
  }

  /** A string attribute. */
  String text(String name, String otherwise) {
    AttributeProto proto = find(name, AttributeType.STRING);
    return proto == null ? otherwise : proto.getS().toStringUtf8();
  }

  /** A list of strings, empty where it is not given. */
  List<String> texts(String name) {
    AttributeProto proto = find(name, AttributeType.STRINGS);
    return proto == null
        ? List.of()
        : proto.getStringsList().stream().map(s -> s.toStringUtf8()).toList();
  }

  /** A string attribute that names, in any case, one of the constants of an enumeration. */
  <E extends Enum<E>> E choice(String name, E otherwise) {
    String text = text(name, otherwise.name());
    E[] all = otherwise.getDeclaringClass().getEnumConstants();
    for (E one : all) {
      if (one.name().equals(text.toUpperCase(Locale.ROOT))) {
        return one;
      }
    }
    throw failure.apply(name + " '" + text + "' is not one of " + Arrays.toString(all));
  }

  /** A tensor, null where it is not given. */
  @Nullable TensorProto tensor(String name) {
    AttributeProto proto = find(name, AttributeType.TENSOR);
    return proto == null ? null : proto.getT();
  }

  private int narrow(String name, long value) {
    if (value != (int) value) {
      throw failure.apply("the attribute " + name + " has the value " + value);
    }
    return (int) value;
  }

  private InvalidModelException missing(String name) {
    return failure.apply("the attribute " + name + " is missing");
  }
}
