package io.culebra.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.culebra.graph.Value;
import io.culebra.tensor.Constant;
import io.culebra.tensor.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes models as ONNX files, for the oldest operator set from {@value #OLDEST_WRITTEN_OPSET} on
 * that has all of their operators.
 */
public final class OnnxWriter {
  /**
   * The oldest version of ONNX's operator set that is written: the first whose reductions take axes
   * as inputs.
   */
  public static final int OLDEST_WRITTEN_OPSET = 18;

  /** Weights of more bytes than this do not go into the ONNX file, which cannot have 2 GiB. */
  private static final long LARGEST_EMBEDDED = 1L << 30;

  private OnnxWriter() {}

  /**
   * Writes a file, and beside it, where the weights have more than 1 GiB, a file of the same name
   * with {@code .data} behind it that holds them.
   *
   * @throws InvalidInputException if the file cannot be written, or an operator is not one of ONNX
   */
  public static void write(Path file, OnnxModel model) {
    long bytes = model.graph().constants().stream().mapToLong(OnnxWriter::constantBytes).sum();
    try (WeightSink weights =
            bytes > LARGEST_EMBEDDED
                ? WeightSink.intoFile(file.resolveSibling(file.getFileName() + ".data"))
                : WeightSink.intoMessage();
        OutputStream out = Files.newOutputStream(file)) {
      write(out, model, weights);
    } catch (IOException | UncheckedIOException e) {
      throw new InvalidInputException(file + " cannot be written: " + e, e);
    }
  }

  /**
   * The bytes of a file, weights included.
   *
   * @throws InvalidInputException if an operator is not one of ONNX
   */
  public static byte[] toBytes(OnnxModel model) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (WeightSink weights = WeightSink.intoMessage()) {
      write(out, model, weights);
    } catch (IOException e) {
      throw new InvalidInputException("the model cannot be written: " + e, e);
    }
    return out.toByteArray();
  }

  private static long constantBytes(Value value) {
    Constant constant = value.constant();
    return constant == null ? 0 : constant.bytes();
  }

  private static void write(OutputStream out, OnnxModel model, WeightSink weights)
      throws IOException {
    GraphExporter exporter = new GraphExporter(model, weights);
    GraphProto graph = exporter.write();
    ModelProto.Builder proto =
        ModelProto.newBuilder()
            .setIrVersion(irVersion(exporter.opset()))
            .setProducerName(model.producer())
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(exporter.opset()))
            .setGraph(graph);
    model
        .metadata()
        .forEach((key, value) ->
            proto.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    proto.build().writeTo(out);
  }

  /** The version of the file format that came with an operator set. */
  private static int irVersion(int opset) {
    return opset >= 23 ? 11 : opset >= 21 ? 10 : opset >= 19 ? 9 : 8;
  }
}
