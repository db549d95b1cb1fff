package io.culebra.nn.weights;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The header of a safetensors file: what lies where. */
final class SafetensorsHeader {
  private static final String METADATA = "__metadata__";

  private SafetensorsHeader() {}

  /**
   * One tensor.
   *
   * @param begin its first byte behind the header
   * @param end the byte behind its last
   */
  record Entry(TensorType type, long begin, long end) {
    Shape shape() {
      return Objects.requireNonNull(type.shape());
    }
  }

  /**
   * The tensors by name.
   *
   * @param bytes how many bytes lie behind the header
   * @throws InvalidInputException if the text is no header, or what it describes are not tensors
   *     that lie side by side in so many bytes
   */
  static Map<String, Entry> parse(String json, long bytes, String where) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    try (JsonReader reader = new JsonReader(new StringReader(json))) {
      reader.beginObject();
      while (reader.hasNext()) {
        String name = reader.nextName();
        if (name.equals(METADATA)) {
          reader.skipValue();
        } else if (entries.put(name, entry(reader, name, where)) != null) {
          throw new InvalidInputException(where + ": two tensors are called '" + name + "'");
        }
      }
      reader.endObject();
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new InvalidInputException(where + ": something stands behind its header");
      }
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw new InvalidInputException(where + ": its header is damaged: " + e.getMessage(), e);
    }
    checkPlaces(entries, bytes, where);
    return entries;
  }

  private static Entry entry(JsonReader reader, String name, String where) throws IOException {
    DataType type = null;
    List<Long> sizes = null;
    List<Long> offsets = null;
    reader.beginObject();
    while (reader.hasNext()) {
      switch (reader.nextName()) {
        case "dtype" -> type = type(reader.nextString(), name, where);
        case "shape" -> sizes = numbers(reader);
        case "data_offsets" -> offsets = numbers(reader);
        default -> reader.skipValue();
      }
    }
    reader.endObject();
    String tensor = where + ": '" + name + "'";
    if (type == null || sizes == null || offsets == null || offsets.size() != 2) {
      throw new InvalidInputException(tensor + " lacks its dtype, shape or data_offsets");
    }
    if (sizes.stream().anyMatch(size -> size < 0)) {
      throw new InvalidInputException(tensor + " has the shape " + sizes);
    }
    Shape shape = Shape.of(sizes.stream().map(Dim::of).toList());
    long bytes;
    try {
      bytes = type.bytes(shape.elements());
    } catch (ArithmeticException e) {
      throw new InvalidInputException(tensor + " of shape " + shape + " is too large", e);
    }
    long begin = offsets.getFirst();
    long end = offsets.getLast();
    if (begin < 0 || end < begin || end - begin != bytes) {
      throw new InvalidInputException(
          tensor + " of " + type + " " + shape + " lies in the bytes " + offsets);
    }
    return new Entry(new TensorType(type, shape), begin, end);
  }

  private static List<Long> numbers(JsonReader reader) throws IOException {
    List<Long> numbers = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      if (reader.peek() != JsonToken.NUMBER) {
        throw new NumberFormatException("a number was expected at " + reader.getPath());
      }
      numbers.add(reader.nextLong());
    }
    reader.endArray();
    return numbers;
  }

  private static void checkPlaces(Map<String, Entry> entries, long bytes, String where) {
    List<Map.Entry<String, Entry>> inOrder = new ArrayList<>(entries.entrySet());
    inOrder.sort(
        Comparator.comparingLong((Map.Entry<String, Entry> e) -> e.getValue().begin())
            .thenComparingLong(e -> e.getValue().end()));
    long end = 0;
    for (Map.Entry<String, Entry> entry : inOrder) {
      long begin = entry.getValue().begin();
      if (begin != end) {
        throw new InvalidInputException(
            where
                + ": '"
                + entry.getKey()
                + "' begins at byte "
                + begin
                + (begin < end ? ", within the tensor before it" : ", behind a hole")
                + ", which ends at "
                + end);
      }
      end = entry.getValue().end();
    }
    if (end != bytes) {
      throw new InvalidInputException(
          where + ": its tensors take " + end + " bytes, and " + bytes + " are there");
    }
  }

  /** The text for these tensors. */
  static String format(Map<String, Entry> entries) {
    StringWriter text = new StringWriter();
    try (JsonWriter writer = new JsonWriter(text)) {
      writer.beginObject();
      for (Map.Entry<String, Entry> named : entries.entrySet()) {
        Entry entry = named.getValue();
        writer.name(named.getKey()).beginObject();
        writer.name("dtype").value(name(entry.type().dataType()));
        writer.name("shape").beginArray();
        for (long size : entry.shape().toArray()) {
          writer.value(size);
        }
        writer.endArray().name("data_offsets").beginArray();
        writer.value(entry.begin()).value(entry.end()).endArray().endObject();
      }
      writer.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static DataType type(String name, String tensor, String where) {
    for (DataType type : DataType.values()) {
      if (name.equals(nameOrNull(type))) {
        return type;
      }
    }
    throw new InvalidInputException(where + ": '" + tensor + "' has the dtype '" + name + "'");
  }

  private static String name(DataType type) {
    String name = nameOrNull(type);
    if (name == null) {
      throw new InvalidInputException("safetensors has no type for elements of " + type);
    }
    return name;
  }

  private static @Nullable String nameOrNull(DataType type) {
    return switch (type) {
      case FLOAT -> "F32";
      case DOUBLE -> "F64";
      case FLOAT16 -> "F16";
      case BFLOAT16 -> "BF16";
      case INT64 -> "I64";
      case INT32 -> "I32";
      case INT16 -> "I16";
      case INT8 -> "I8";
      case UINT64 -> "U64";
      case UINT32 -> "U32";
      case UINT16 -> "U16";
      case UINT8 -> "U8";
      case BOOL -> "BOOL";
      case FLOAT8E4M3FN -> "F8_E4M3";
      case FLOAT8E5M2 -> "F8_E5M2";
      default -> null;
    };
  }
}
