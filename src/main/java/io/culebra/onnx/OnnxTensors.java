package io.culebra.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.culebra.tensor.DataType;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads and writes files of one ONNX tensor, such as the {@code input_0.pb} of ONNX's test cases.
 */
public final class OnnxTensors {
  private OnnxTensors() {}

  /**
   * Reads a tensor of any type.
   *
   * @throws InvalidInputException if the file cannot be opened
   * @throws InvalidModelException if it does not hold a tensor: a sequence, optional or map is none
   */
  public static Tensor read(Path file) {
    ModelBytes bytes = ModelBytes.of(file);
    try {
      TensorProto proto =
          TensorProto.parseFrom(Skimmer.skim(bytes.bytes(), Skimmer.Message.TENSOR));
      return new TensorReader(bytes).tensor(proto);
    } catch (InvalidModelException e) {
      throw new InvalidModelException(file + ": " + e.getMessage(), e);
    } catch (InvalidProtocolBufferException e) {
      throw new InvalidModelException(file + ": not an ONNX tensor: " + e.getMessage(), e);
    } catch (IOException | InternalError e) {
      throw new InvalidModelException(file + ": the file was cut short while it was read", e);
    }
  }

  /**
   * Writes a tensor.
   *
   * @param name the name that the file gives it
   * @throws InvalidInputException if the file cannot be written, or the tensor has 2 GiB or more
   */
  public static void write(Path file, Tensor tensor, String name) {
    try (OutputStream out = Files.newOutputStream(file)) {
      proto(tensor, name).writeTo(out);
    } catch (IOException e) {
      throw new InvalidInputException(file + " cannot be written: " + e, e);
    }
  }

  /** The message that describes a tensor. */
  static TensorProto proto(Tensor tensor, String name) {
    TensorProto.Builder proto =
        TensorProto.newBuilder().setName(name).setDataType(tensor.dataType().onnxNumber());
    for (long size : tensor.shape().toArray()) {
      proto.addDims(size);
    }
    if (tensor.dataType() == DataType.STRING) {
      for (String string : tensor.toStringArray()) {
        proto.addStringData(ByteString.copyFromUtf8(string));
      }
      return proto.build();
    }
    if (tensor.segment().byteSize() > Integer.MAX_VALUE - 1024) {
      throw new InvalidInputException(tensor + " is too large for an ONNX message");
    }
    return proto.setRawData(ByteString.copyFrom(tensor.segment().asByteBuffer())).build();
  }
}
