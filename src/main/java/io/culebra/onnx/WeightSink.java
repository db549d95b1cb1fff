package io.culebra.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.UnsafeByteOperations;
import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the weights of a written model go: into the message, or large ones into a file beside it.
 */
final class WeightSink implements AutoCloseable {
  /** Constants from this many bytes on go into the file beside the model, if there is one. */
  private static final long LARGE = 1024;

  private static final long ALIGNMENT = 4096;

  private final List<Tensor> held = new ArrayList<>();
  private final @Nullable FileChannel channel;
  private final String location;
  private long position;

  private WeightSink(@Nullable FileChannel channel, String location) {
    this.channel = channel;
    this.location = location;
  }

  /** All weights go into the message. */
  static WeightSink intoMessage() {
    return new WeightSink(null, "");
  }

  /** Large weights go into a file, which must lie in the folder of the model. */
  static WeightSink intoFile(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    return new WeightSink(channel, file.getFileName().toString());
  }

  /**
   * The message of a constant. It shares memory with this sink, which must stay open until it has
   * been written.
   *
   * @throws UncheckedIOException if the file beside the model cannot be written
   */
  TensorProto write(String name, Constant constant) {
    Tensor tensor = constant.toTensor();
    if (tensor.dataType() == DataType.STRING || constant.bytes() < LARGE) {
      try (tensor) {
        return OnnxTensors.proto(tensor, name);
      }
    }
    TensorProto.Builder proto =
        TensorProto.newBuilder().setName(name).setDataType(tensor.dataType().onnxNumber());
    for (long size : tensor.shape().toArray()) {
      proto.addDims(size);
    }
    if (channel == null) {
      held.add(tensor);
      return proto.setRawData(UnsafeByteOperations.unsafeWrap(tensor.byteBuffer())).build();
    }
    try (tensor) {
      writeBeside(channel, tensor, proto);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return proto.build();
  }

  private void writeBeside(FileChannel file, Tensor tensor, TensorProto.Builder proto)
      throws IOException {
    position = Math.ceilDiv(position, ALIGNMENT) * ALIGNMENT;
    long length = tensor.segment().byteSize();
    proto
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(entry("location", location))
        .addExternalData(entry("offset", Long.toString(position)))
        .addExternalData(entry("length", Long.toString(length)));
    for (long done = 0; done < length; ) {
      long part = Math.min(length - done, 1 << 30);
      ByteBuffer bytes = tensor.segment().asSlice(done, part).asByteBuffer();
      while (bytes.hasRemaining()) {
        position += file.write(bytes, position);
      }
      done += part;
    }
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  @Override
  public void close() throws IOException {
    held.forEach(Tensor::close);
    if (channel != null) {
      channel.close();
    }
  }
}
