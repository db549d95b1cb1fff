package io.culebra.onnx;

import static io.culebra.onnx.Protos.external;
import static io.culebra.onnx.Protos.graph;
import static io.culebra.onnx.Protos.input;
import static io.culebra.onnx.Protos.model;
import static io.culebra.onnx.Protos.node;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.culebra.LoadOptions;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.nn.Activation;
import io.culebra.nn.Dense;
import io.culebra.nn.Network;
import io.culebra.nn.Sequential;
import io.culebra.tensor.Constant;
import io.culebra.tensor.CulebraException;
import io.culebra.tensor.DataType;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.MemoryLimitException;
import io.culebra.tensor.Tensor;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models and external data that are no plain files beside each other: FIFOs and devices, links into
 * a cache and elsewhere, entries of zip files.
 */
@DisabledOnOs(OS.WINDOWS)
class SpecialFilesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final float[] WEIGHTS = {1, 2, 3, 4};

  @TempDir Path folder;

  /** A model whose constant of four floats lies at a location beside it. */
  private static byte[] modelWith(String location) {
    ModelProto proto =
        model(
            17,
            graph(node("Add", "x", "w"))
                .addInput(input("x", DataType.FLOAT, "N", 4))
                .addInitializer(external("w", DataType.FLOAT, location, 0, 16, 4)));
    return proto.toByteArray();
  }

  private static byte[] weights() {
    ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(WEIGHTS);
    return bytes.array();
  }

  private static void assertReads(Path model) {
    Constant constant = OnnxReader.read(model).graph().constants().getFirst().constant();
    try (Tensor tensor = Objects.requireNonNull(constant).toTensor()) {
      assertArrayEquals(WEIGHTS, tensor.toFloatArray());
    }
  }

  private static <E extends CulebraException> void refused(
      Class<E> type, String part, Executable reading) {
    E e = assertTimeoutPreemptively(PATIENCE, () -> assertThrows(type, reading));
    assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
  }

  private Path fifo(String name) throws Exception {
    Path fifo = folder.resolve(name);
    try {
      assumeTrue(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() == 0);
    } catch (IOException e) {
      assumeTrue(false, "no mkfifo: " + e);
    }
    return fifo;
  }

  @Test
  void aFifoIsRefusedAtOnce() throws Exception {
    Path fifo = fifo("model.onnx");
    refused(InvalidInputException.class, "FIFO", () -> OnnxReader.read(fifo));
    refused(InvalidInputException.class, fifo.toString(), () -> OnnxTensors.read(fifo));
    Path model = Files.write(folder.resolve("fed.onnx"), modelWith("w.bin"));
    Path data = fifo("w.bin");
    refused(InvalidModelException.class, "'w.bin'", () -> OnnxReader.read(model));
    Files.delete(data);
    Files.write(data, weights());
    assertReads(model);
  }

  @Test
  void weightsOfANetworkFromAFifoAreRefusedAtOnce() throws Exception {
    Network network =
        new Sequential("dense").input(3).add(Dense.of(2).activation(Activation.relu())).build();
    for (String name : List.of("w.npz", "w.safetensors")) {
      Path fifo = fifo(name);
      refused(InvalidInputException.class, "FIFO", () -> network.withWeights(fifo));
    }
  }

  @Test
  void devicesAndSocketsAreRefused() throws Exception {
    for (String device : List.of("/dev/zero", "/dev/null", "/dev/tty")) {
      Path path = Path.of(device);
      assumeTrue(Files.exists(path), device);
      refused(InvalidInputException.class, "device", () -> OnnxReader.read(path));
    }
    Path link = Files.createSymbolicLink(folder.resolve("model.onnx"), Path.of("/dev/zero"));
    refused(InvalidInputException.class, "device", () -> OnnxReader.read(link));
    Path socket = Files.createTempDirectory("s").resolve("socket");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      refused(InvalidInputException.class, "socket", () -> OnnxReader.read(socket));
    } finally {
      Files.delete(socket);
      Files.delete(socket.getParent());
    }
    refused(InvalidInputException.class, "folder", () -> OnnxReader.read(folder));
  }

  /** A repository in Hugging Face's cache: blobs named by hashes, and links to them. */
  private Path cached(String... parts) throws IOException {
    Path repository = folder.resolve("hub").resolve("models--somebody--something");
    Files.createDirectories(repository.resolve("blobs"));
    Path revision = repository.resolve("snapshots").resolve("0123abc");
    for (String part : parts) {
      revision = revision.resolve(part);
    }
    Files.createDirectories(revision);
    link(revision.resolve("model.onnx"), "aaaa", modelWith("model.onnx_data"));
    link(revision.resolve("model.onnx_data"), "bbbb", weights());
    return revision.resolve("model.onnx");
  }

  private static void link(Path link, String blob, byte[] bytes) throws IOException {
    Path folder = Objects.requireNonNull(link.getParent());
    Path blobs = folder;
    while (!Files.isDirectory(blobs.resolve("blobs"))) {
      blobs = Objects.requireNonNull(blobs.getParent());
    }
    Path file = Files.write(blobs.resolve("blobs").resolve(blob), bytes);
    Files.createSymbolicLink(link, folder.relativize(file));
  }

  @Test
  void aHuggingFaceCacheIsRead() throws IOException {
    assertReads(cached());
    assertReads(cached("onnx"));
    Path elsewhere = Files.createSymbolicLink(folder.resolve("moved"), folder.resolve("hub"));
    assertReads(elsewhere.resolve("models--somebody--something/snapshots/0123abc/onnx/model.onnx"));
  }

  @Test
  void linksOutOfAHuggingFaceCacheAreRefused() throws IOException {
    Path model = cached();
    Path data = model.resolveSibling("model.onnx_data");
    Path repository = folder.resolve("hub").resolve("models--somebody--something");
    Path secret = Files.write(folder.resolve("secret"), weights());
    Path other = Files.createDirectories(folder.resolve("hub/models--other/blobs"));
    Files.write(other.resolve("bbbb"), weights());
    Path below = Files.createDirectories(repository.resolve("blobs/below"));
    Files.write(below.resolve("bbbb"), weights());
    Files.write(repository.resolve("refs"), weights());
    Path hop = Files.createSymbolicLink(repository.resolve("blobs/hop"), secret);
    for (Path target :
        List.of(
            secret,
            other.resolve("bbbb"),
            below.resolve("bbbb"),
            repository.resolve("refs"),
            hop)) {
      Files.delete(data);
      Files.createSymbolicLink(data, target);
      refused(InvalidModelException.class, "not inside", () -> OnnxReader.read(model));
    }
  }

  @Test
  void onlyAModelThatWasNamedByALinkFollowsLinks() throws IOException {
    Path linked = cached();
    byte[] bytes = Files.readAllBytes(linked);
    Files.delete(linked);
    Files.write(linked, bytes);
    refused(InvalidModelException.class, "not inside", () -> OnnxReader.read(linked));
  }

  @Test
  void blobsOfAnotherLayoutAreNoReasonToFollowLinks() throws IOException {
    Path inside = Files.createDirectories(folder.resolve("a/b"));
    Files.createDirectories(folder.resolve("blobs"));
    link(inside.resolve("model.onnx"), "aaaa", modelWith("w.bin"));
    link(inside.resolve("w.bin"), "bbbb", weights());
    refused(
        InvalidModelException.class,
        "not inside",
        () -> OnnxReader.read(inside.resolve("model.onnx")));
    Path store = Files.createDirectories(folder.resolve("store/snapshots/1"));
    Files.createDirectories(folder.resolve("store/files"));
    Files.write(folder.resolve("store/files/model"), modelWith("w.bin"));
    Files.write(folder.resolve("store/files/w"), weights());
    Files.createSymbolicLink(store.resolve("model.onnx"), folder.resolve("store/files/model"));
    Files.createSymbolicLink(store.resolve("w.bin"), folder.resolve("store/files/w"));
    refused(
        InvalidModelException.class,
        "not inside",
        () -> OnnxReader.read(store.resolve("model.onnx")));
  }

  @Test
  void hardLinksAreFilesLikeOthers() throws IOException {
    Path store = Files.createDirectories(folder.resolve("store"));
    Path model = Files.createDirectories(folder.resolve("deployed")).resolve("model.onnx");
    Files.createLink(model, Files.write(store.resolve("1"), modelWith("w.bin")));
    Files.createLink(model.resolveSibling("w.bin"), Files.write(store.resolve("2"), weights()));
    assertReads(model);
  }

  private FileSystem zip() throws IOException {
    FileSystem zip = FileSystems.newFileSystem(folder.resolve("m.zip"), Map.of("create", "true"));
    Path inside = Files.createDirectories(zip.getPath("/models"));
    Files.write(inside.resolve("model.onnx"), modelWith("data/w.bin"));
    Files.createDirectories(inside.resolve("data"));
    Files.write(inside.resolve("data/w.bin"), weights());
    Files.write(zip.getPath("/secret"), weights());
    Files.write(inside.resolve("climbs.onnx"), modelWith("../secret"));
    Files.write(inside.resolve("lacks.onnx"), modelWith("nothing"));
    Files.write(inside.resolve("text.onnx"), new byte[] {'n', 'o'});
    return zip;
  }

  @Test
  void aModelInAZipFileIsReadWithWhatLiesBesideIt() throws IOException {
    try (FileSystem zip = zip()) {
      Path inside = zip.getPath("/models");
      assertReads(inside.resolve("model.onnx"));
      assertReads(zip.getPath("models", "model.onnx"));
      refused(
          InvalidModelException.class,
          "not inside",
          () -> OnnxReader.read(inside.resolve("climbs.onnx")));
      refused(
          InvalidModelException.class,
          "missing",
          () -> OnnxReader.read(inside.resolve("lacks.onnx")));
      refused(
          InvalidModelException.class,
          "text.onnx",
          () -> OnnxReader.read(inside.resolve("text.onnx")));
      refused(
          InvalidInputException.class, "no such", () -> OnnxReader.read(inside.resolve("x.onnx")));
      refused(InvalidInputException.class, "folder", () -> OnnxReader.read(inside));
    }
  }

  @Test
  void aModelThatWasReadFromAZipFileOutlivesIt() throws IOException {
    Model model;
    Path inside;
    try (FileSystem zip = zip()) {
      inside = zip.getPath("/models/model.onnx");
      model = Model.load(inside);
      refused(
          MemoryLimitException.class, "model.onnx", () -> Model.load(inside, new LoadOptions(40)));
    }
    try (model;
        Session session = model.openSession();
        Tensor x = Tensor.of(new float[] {1, 1, 1, 1, 0, 0, 0, 0}, 2, 4);
        Tensor y = session.run(Map.of("x", x)).get("y")) {
      assertArrayEquals(
          new float[] {2, 3, 4, 5, 1, 2, 3, 4}, Objects.requireNonNull(y).toFloatArray());
    }
    refused(InvalidInputException.class, "model.onnx", () -> OnnxReader.read(inside));
  }

  @Test
  void weightsOfANetworkInAZipFileAreReadOrRefused() throws IOException {
    Network network = new Sequential("dense").input(3).add(Dense.of(2).named("y")).build();
    try (FileSystem zip = zip()) {
      Path file = zip.getPath("/w.safetensors");
      network.saveWeights(file);
      assertEquals(network.weightShapes(), network.withWeights(file).weightShapes());
      Path archive = zip.getPath("/w.npz");
      network.saveWeights(archive);
      refused(InvalidInputException.class, "file system", () -> network.withWeights(archive));
    }
  }
}
