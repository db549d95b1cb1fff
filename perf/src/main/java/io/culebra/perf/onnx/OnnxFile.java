package io.culebra.perf.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.culebra.perf.PerfException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads and writes whole ONNX models; external data stays where it is. */
public final class OnnxFile {

  private OnnxFile() {}

  /**
   * Reads a model.
   *
   * @throws PerfException if the file is missing or holds no ONNX graph
   */
  public static ModelProto read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      CodedInputStream coded = CodedInputStream.newInstance(in);
      coded.setSizeLimit(Integer.MAX_VALUE);
      ModelProto model = ModelProto.parseFrom(coded);
      if (model.getGraph().getNodeCount() == 0) {
        throw new PerfException(file + " holds no ONNX graph");
      }
      return model;
    } catch (InvalidProtocolBufferException e) {
      throw new PerfException(file + " is not an ONNX file: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new PerfException("cannot read " + file + ": " + e, e);
    }
  }

  /**
   * Writes a model, replacing the file if it exists.
   *
   * @throws PerfException if the file cannot be written
   */
  public static void write(ModelProto model, Path file) {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      model.writeTo(out);
    } catch (IOException e) {
      throw new PerfException("cannot write " + file + ": " + e, e);
    }
  }
}
