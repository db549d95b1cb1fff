package io.culebra.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.culebra.graph.Graph;
import io.culebra.graph.Value;
import io.culebra.tensor.Constant;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.TensorType;
import io.culebra.tensor.UnsupportedModelException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Reads ONNX models: those of the operator sets {@value #OLDEST_OPSET} to {@value #NEWEST_OPSET},
 * and of newer ones as long as they keep to operators that are known.
 *
 * <p>Weights are not read but left in the file, which stays mapped while a constant of the graph is
 * reachable. Initialisers that are also inputs of the graph are constants that a caller may
 * override ({@link DefaultInputs}) since IR version 4, and nothing but constants before. External
 * data is read from files in the model's folder or below it, never from elsewhere, not through
 * symbolic links either, with one exception: where the model itself was named by a link into {@code
 * blobs} from below {@code snapshots} beside it, as in Hugging Face's cache, links to other files
 * in the same {@code blobs} are followed. The folder is the one that the model was named in, not
 * the one that a link leads to. Only regular files are opened, neither FIFOs nor devices.
 *
 * <p>Hard links are read like any file, though ONNX's own checker refuses them: nothing tells the
 * one name of a file from the other, so that to refuse them is to refuse whatever was deduplicated
 * or taken from a store that links (conda, uv, Bazel, model servers). And they lead to nothing new:
 * to make one takes a right to the file (on Linux, {@code fs.protected_hardlinks}), and who unpacks
 * an archive sees to it that its links stay inside.
 */
public final class OnnxReader {
  /** The oldest version of ONNX's operator set that is read. */
  public static final int OLDEST_OPSET = 7;

  /** The newest version of ONNX's operator set that is known. */
  public static final int NEWEST_OPSET = 24;

  /** The IR version from which on an initialiser need not be listed among the inputs. */
  private static final long FIRST_IR_WITH_DEFAULTS = 4;

  private static final System.Logger LOG = System.getLogger(OnnxReader.class.getName());

  private OnnxReader() {}

  /**
   * Reads a file. It must not change while the model is in use; if it is cut short, reading a
   * constant fails.
   *
   * <p>A file of another file system than the default one, in a zip file say, is copied into native
   * memory, which is given back when no constant in it is reachable any more.
   *
   * @throws InvalidInputException if the file cannot be opened, or is none but a folder, a FIFO, a
   *     socket or a device
   * @throws InvalidModelException if it is not an ONNX model or contradicts itself
   * @throws UnsupportedModelException if the model needs what is not known here; it names every
   *     unknown operator
   * @throws MemoryLimitException if the heap is too small for what is not left in the file, or a
   *     file in a zip file needs more native memory than there is
   */
  public static OnnxModel read(Path file) {
    return read(ModelBytes.of(file));
  }

  /**
   * Reads bytes, which must not change while the model is in use.
   *
   * @throws InvalidModelException if they are not an ONNX model, or one that contradicts itself or
   *     has external data
   * @throws UnsupportedModelException if the model needs what is not known here; it names every
   *     unknown operator
   */
  public static OnnxModel read(byte[] bytes) {
    return read(MemorySegment.ofArray(bytes));
  }

  /**
   * Reads a segment, which must not change or be closed while the model is in use, and which every
   * thread may read that uses the model.
   *
   * @throws InvalidModelException if it is not an ONNX model, or one that contradicts itself or has
   *     external data
   * @throws UnsupportedModelException if the model needs what is not known here; it names every
   *     unknown operator
   */
  public static OnnxModel read(MemorySegment bytes) {
    return read(ModelBytes.of(bytes));
  }

  private static OnnxModel read(ModelBytes file) {
    return named(
        file,
        () -> {
          ModelProto proto = parse(file);
          return model(proto, file, Set.of(), new ConcurrentHashMap<>());
        });
  }

  private static OnnxModel named(ModelBytes file, Supplier<OnnxModel> reading) {
    try {
      return reading.get();
    } catch (InvalidModelException e) {
      throw new InvalidModelException(file.name() + ": " + e.getMessage(), e);
    } catch (UnsupportedModelException e) {
      throw new UnsupportedModelException(file.name() + ": " + e.getMessage(), e);
    } catch (InternalError e) {
      throw new InvalidModelException(
          file.name() + ": the file was cut short while it was read", e);
    }
  }

  private static ModelProto parse(ModelBytes file) {
    if (file.bytes().byteSize() > Integer.MAX_VALUE) {
      throw new InvalidModelException(
          "an ONNX file has at most 2 GiB; larger models keep their weights in files beside it");
    }
    ModelProto model;
    try {
      model = ModelProto.parseFrom(Skimmer.skim(file.bytes(), Skimmer.Message.MODEL));
    } catch (InvalidProtocolBufferException e) {
      throw new InvalidModelException("not an ONNX file, or damaged: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new InvalidModelException("not an ONNX file, or damaged", e);
    }
    if (!model.hasGraph()) {
      throw new InvalidModelException("not an ONNX file: it has no graph");
    }
    return model;
  }

  /**
   * What the file says.
   *
   * @param given names of inputs whose defaults are not used
   * @param known the initialisers that have been read before, to be added to
   */
  private static OnnxModel model(
      ModelProto proto, ModelBytes file, Set<String> given, Map<String, Constant> known) {
    Map<String, Long> opsets = opsets(proto);
    OperatorCheck.requireKnown(proto);
    if (proto.getGraph().getSparseInitializerCount() > 0) {
      throw new UnsupportedModelException(
          "the sparse initialiser '"
              + proto.getGraph().getSparseInitializer(0).getValues().getName()
              + "': only dense ones are read");
    }
    Graph graph =
        new GraphImporter(new TensorReader(file), opsets).read(proto.getGraph(), given, known);
    Map<String, TensorType> defaults = defaults(proto);
    Map<String, String> metadata = new HashMap<>();
    for (StringStringEntryProto entry : proto.getMetadataPropsList()) {
      metadata.put(entry.getKey(), entry.getValue());
    }
    return new OnnxModel(
        graph,
        graph.inputs().stream().map(Value::name).toList(),
        proto.getGraph().getOutputList().stream().map(o -> o.getName()).toList(),
        opsets,
        (proto.getProducerName() + " " + proto.getProducerVersion()).strip(),
        metadata,
        defaults.isEmpty()
            ? DefaultInputs.NONE
            : new DefaultInputs(
                defaults, names -> named(file, () -> model(proto, file, names, known))));
  }

  private static Map<String, TensorType> defaults(ModelProto proto) {
    Map<String, TensorType> defaults = new LinkedHashMap<>();
    if (proto.getIrVersion() >= FIRST_IR_WITH_DEFAULTS) {
      Set<String> initializers = new HashSet<>();
      proto.getGraph().getInitializerList().forEach(tensor -> initializers.add(tensor.getName()));
      for (ValueInfoProto info : proto.getGraph().getInputList()) {
        if (initializers.contains(info.getName())) {
          defaults.put(info.getName(), ValueTypes.of(info));
        }
      }
    }
    return defaults;
  }

  private static Map<String, Long> opsets(ModelProto proto) {
    Map<String, Long> opsets = new HashMap<>();
    for (OperatorSetIdProto opset : proto.getOpsetImportList()) {
      opsets.put(ImportTable.normalized(opset.getDomain()), opset.getVersion());
    }
    long onnx = opsets.getOrDefault(ImportTable.ONNX, 1L);
    if (onnx < OLDEST_OPSET && usesOnnx(proto)) {
      throw new UnsupportedModelException(
          "the model is written for operator set "
              + onnx
              + "; sets "
              + OLDEST_OPSET
              + " to "
              + NEWEST_OPSET
              + " are read");
    }
    if (onnx > NEWEST_OPSET) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the model is written for operator set {0}, the newest known here is {1}",
          onnx,
          NEWEST_OPSET);
    }
    return opsets;
  }

  private static boolean usesOnnx(ModelProto proto) {
    return proto.getGraph().getNodeList().stream()
        .anyMatch(n -> ImportTable.normalized(n.getDomain()).equals(ImportTable.ONNX));
  }
}
