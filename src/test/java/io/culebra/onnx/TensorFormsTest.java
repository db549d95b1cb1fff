package io.culebra.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.culebra.tensor.DataType;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tensors of every type, as raw data and in the fields for single elements. */
class TensorFormsTest {
  @TempDir private Path folder;

  private Tensor read(TensorProto proto) throws IOException {
    Path file = folder.resolve("tensor.pb");
    Files.write(file, proto.toByteArray());
    return OnnxTensors.read(file);
  }

  private static TensorProto.Builder proto(DataType type, long... dims) {
    TensorProto.Builder builder = TensorProto.newBuilder().setDataType(type.onnxNumber());
    for (long dim : dims) {
      builder.addDims(dim);
    }
    return builder;
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STRING")
  void rawData(DataType type) throws IOException {
    byte[] bytes = new byte[(int) type.bytes(5)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i + 1);
    }
    TensorProto raw = proto(type, 5).setRawData(ByteString.copyFrom(bytes)).build();
    try (Tensor tensor = read(raw)) {
      assertArrayEquals(bytes, tensor.segment().toArray(ValueLayout.JAVA_BYTE));
      Path file = folder.resolve("written.pb");
      OnnxTensors.write(file, tensor, "name");
      try (Tensor again = OnnxTensors.read(file)) {
        assertEquals(tensor.type(), again.type());
        assertEquals(-1, tensor.segment().mismatch(again.segment()));
      }
    }
    TensorProto shorter = proto(type, 9).setRawData(ByteString.copyFrom(bytes)).build();
    assertThrows(InvalidModelException.class, () -> read(shorter));
  }

  @Test
  void largeRawDataIsCopiedFromTheFile() throws IOException {
    float[] numbers = new float[1000];
    numbers[999] = Float.MIN_VALUE;
    Path file = folder.resolve("large.pb");
    try (Tensor tensor = Tensor.of(numbers, 10, 100)) {
      OnnxTensors.write(file, tensor, "");
    }
    try (Tensor again = OnnxTensors.read(file)) {
      assertArrayEquals(numbers, again.toFloatArray());
    }
  }

  @Test
  void floatsAndDoubles() throws IOException {
    try (Tensor tensor = read(proto(DataType.FLOAT, 2).addFloatData(1).addFloatData(2).build())) {
      assertArrayEquals(new float[] {1, 2}, tensor.toFloatArray());
    }
    try (Tensor tensor = read(proto(DataType.DOUBLE, 1).addDoubleData(0.1).build())) {
      assertArrayEquals(new double[] {0.1}, tensor.toDoubleArray());
    }
    TensorProto complex = proto(DataType.COMPLEX64, 1).addFloatData(1).addFloatData(2).build();
    try (Tensor tensor = read(complex)) {
      assertEquals(2f, tensor.segment().getAtIndex(ValueLayout.JAVA_FLOAT, 1));
    }
  }

  @Test
  void manyFloatsStayInTheFile() throws IOException {
    TensorProto.Builder floats = proto(DataType.FLOAT, 2000);
    TensorProto.Builder doubles = proto(DataType.DOUBLE, 2000);
    for (int i = 0; i < 2000; i++) {
      floats.addFloatData(i);
      doubles.addDoubleData(i);
    }
    try (Tensor one = read(floats.build());
        Tensor other = read(doubles.build())) {
      assertEquals(1999, one.toFloatArray()[1999]);
      assertEquals(1999, other.toDoubleArray()[1999]);
    }
    assertThrows(InvalidModelException.class, () -> read(floats.addFloatData(1).build()));
  }

  @Test
  void integersOfEveryWidth() throws IOException {
    List<Integer> numbers = List.of(-1, 2);
    for (DataType type :
        List.of(
            DataType.INT8,
            DataType.UINT8,
            DataType.INT16,
            DataType.UINT16,
            DataType.INT32,
            DataType.FLOAT16,
            DataType.BFLOAT16,
            DataType.FLOAT8E4M3FN)) {
      try (Tensor tensor = read(proto(type, 2).addAllInt32Data(numbers).build())) {
        byte[] bytes = tensor.segment().toArray(ValueLayout.JAVA_BYTE);
        assertEquals((byte) -1, bytes[0], type.name());
        assertEquals(2, bytes[bytes.length / 2], type.name());
      }
    }
    try (Tensor tensor = read(proto(DataType.INT64, 1).addInt64Data(1L << 40).build())) {
      assertArrayEquals(new long[] {1L << 40}, tensor.toLongArray());
    }
    try (Tensor tensor = read(proto(DataType.UINT32, 1).addUint64Data(0xffffffffL).build())) {
      assertArrayEquals(new int[] {-1}, tensor.toIntArray());
    }
    try (Tensor tensor = read(proto(DataType.BOOL, 2).addInt32Data(1).addInt32Data(0).build())) {
      assertArrayEquals(new byte[] {1, 0}, tensor.toByteArray());
    }
  }

  @Test
  void packedHalfBytes() throws IOException {
    TensorProto packed = proto(DataType.INT4, 3).addInt32Data(0x21).addInt32Data(0x03).build();
    try (Tensor tensor = read(packed)) {
      assertArrayEquals(new byte[] {0x21, 0x03}, tensor.segment().toArray(ValueLayout.JAVA_BYTE));
    }
  }

  @Test
  void strings() throws IOException {
    TensorProto texts =
        proto(DataType.STRING, 2)
            .addStringData(ByteString.copyFromUtf8("é"))
            .addStringData(ByteString.EMPTY)
            .build();
    try (Tensor tensor = read(texts)) {
      assertArrayEquals(new String[] {"é", ""}, tensor.toStringArray());
    }
    TensorProto raw = proto(DataType.STRING, 1).setRawData(ByteString.copyFromUtf8("a")).build();
    assertThrows(InvalidModelException.class, () -> read(raw));
  }

  @Test
  void whatIsNoTensorIsRefused() throws IOException {
    assertThrows(InvalidModelException.class, () -> read(proto(DataType.FLOAT, 3).build()));
    assertThrows(
        InvalidModelException.class, () -> read(TensorProto.newBuilder().setDataType(77).build()));
    assertThrows(InvalidInputException.class, () -> OnnxTensors.read(folder.resolve("missing.pb")));
    Path text = folder.resolve("text.pb");
    Files.writeString(text, "no tensor at all, really");
    assertThrows(InvalidModelException.class, () -> OnnxTensors.read(text));
  }
}
