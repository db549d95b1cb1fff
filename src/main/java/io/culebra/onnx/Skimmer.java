package io.culebra.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/**
 * Copies the wire form of an ONNX message without its large weights: where a tensor has more than
 * {@link #LARGEST_COPIED} bytes of raw data, or of floats packed into float_data or double_data,
 * the copy says instead at which offset of the file they lie and how many they are, in the form of
 * external data without a location.
 */
final class Skimmer {
  /** Data up to this many bytes is copied. */
  static final int LARGEST_COPIED = 1024;

  private static final int DEEPEST = 90;

  /** The messages that tensors lie in, and by field number the messages in those. */
  enum Message {
    MODEL,
    GRAPH,
    NODE,
    ATTRIBUTE,
    TENSOR,
    FUNCTION,
    SPARSE_TENSOR;

    private Map<Integer, Message> fields() {
      return switch (this) {
        case MODEL -> Map.of(7, GRAPH, 25, FUNCTION);
        case GRAPH -> Map.of(1, NODE, 5, TENSOR, 15, SPARSE_TENSOR);
        case NODE -> Map.of(5, ATTRIBUTE);
        case ATTRIBUTE ->
            Map.of(
                5, TENSOR, 6, GRAPH, 10, TENSOR, 11, GRAPH, 22, SPARSE_TENSOR, 23, SPARSE_TENSOR);
        case TENSOR -> Map.of();
        case FUNCTION -> Map.of(7, NODE);
        case SPARSE_TENSOR -> Map.of(1, TENSOR, 2, TENSOR);
      };
    }
  }

  private final CodedInputStream in;

  private Skimmer(CodedInputStream in) {
    this.in = in;
  }

  /**
   * The skeleton of a message that fills a segment of at most 2 GiB.
   *
   * @throws InvalidProtocolBufferException if the bytes are no such message; the text tells the
   *     offset
   */
  static ByteString skim(MemorySegment bytes, Message message) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(new SegmentInputStream(bytes));
    in.setSizeLimit(Integer.MAX_VALUE);
    try {
      in.pushLimit(Math.toIntExact(bytes.byteSize()));
      return new Skimmer(in).skim(message, 0);
    } catch (InvalidProtocolBufferException e) {
      throw new InvalidProtocolBufferException(
          "near byte " + in.getTotalBytesRead() + ": " + e.getMessage());
    }
  }

  private ByteString skim(Message message, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new InvalidProtocolBufferException("messages are nested too deep");
    }
    ByteString.Output bytes = ByteString.newOutput(256);
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      switch (WireFormat.getTagWireType(tag)) {
        case WireFormat.WIRETYPE_VARINT -> out.writeUInt64(field, in.readRawVarint64());
        case WireFormat.WIRETYPE_FIXED32 -> out.writeFixed32(field, in.readRawLittleEndian32());
        case WireFormat.WIRETYPE_FIXED64 -> out.writeFixed64(field, in.readRawLittleEndian64());
        case WireFormat.WIRETYPE_LENGTH_DELIMITED -> copyField(message, field, depth, out);
        default -> throw new InvalidProtocolBufferException("ONNX has no groups");
      }
    }
    out.flush();
    return bytes.toByteString();
  }

  private void copyField(Message message, int field, int depth, CodedOutputStream out)
      throws IOException {
    int length = in.readRawVarint32();
    Message inner = message.fields().get(field);
    if (message == Message.TENSOR && isDense(field) && length > LARGEST_COPIED) {
      long offset = in.getTotalBytesRead();
      in.skipRawBytes(length);
      out.writeMessage(TensorProto.EXTERNAL_DATA_FIELD_NUMBER, entry("offset", offset));
      out.writeMessage(TensorProto.EXTERNAL_DATA_FIELD_NUMBER, entry("length", length));
      out.writeEnum(
          TensorProto.DATA_LOCATION_FIELD_NUMBER, TensorProto.DataLocation.EXTERNAL_VALUE);
    } else if (inner != null) {
      int outer = in.pushLimit(length);
      out.writeBytes(field, skim(inner, depth + 1));
      in.popLimit(outer);
    } else {
      out.writeByteArray(field, in.readRawBytes(length));
    }
  }

  /** Whether a field holds the elements of a tensor as they lie in memory; packed floats do. */
  private static boolean isDense(int field) {
    return field == TensorProto.RAW_DATA_FIELD_NUMBER
        || field == TensorProto.FLOAT_DATA_FIELD_NUMBER
        || field == TensorProto.DOUBLE_DATA_FIELD_NUMBER;
  }

  private static StringStringEntryProto entry(String key, long value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(Long.toString(value)).build();
  }
}
