package io.culebra.perf.run;

import io.culebra.nn.zoo.Zoo;
import io.culebra.perf.PerfException;
import io.culebra.perf.fill.Filling;
import io.culebra.tensor.CulebraException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Brings a catalogue entry's model into a file: unpacks, fills or writes it once, and keeps it.
 *
 * @param light the folder of the models with constant weights, or null for none
 * @param kept the folder of the files that are made
 */
public record ModelStore(@Nullable Path light, Path kept) {

  private static final long SEED = 1;

  /**
   * The model's file.
   *
   * @throws PerfException if the source is not there
   */
  Path file(CatalogEntry entry) {
    String[] source = entry.source().split(":", 2);
    return switch (source[0]) {
      case "jar" -> jar(source[1]);
      case "light" -> filled(source[1]);
      case "zoo" -> zoo(source[1]);
      default -> Path.of(source[1]);
    };
  }

  /**
   * The file of a model inside a package on the class path.
   *
   * @throws PerfException if no package has it
   */
  public Path jar(String resource) {
    Path file = kept.resolve(Path.of(resource).getFileName());
    if (Files.exists(file)) {
      return file;
    }
    try (InputStream in = ClassLoader.getSystemResourceAsStream(resource)) {
      if (in == null) {
        throw new PerfException("no package on the class path holds " + resource);
      }
      Files.createDirectories(kept);
      Path part = Files.createTempFile(kept, "unpack", ".onnx");
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new PerfException("cannot unpack " + resource + ": " + e, e);
    }
  }

  /**
   * The file of a network of the library's zoo.
   *
   * @throws PerfException if it has none of this name
   */
  public Path zoo(String network) {
    Path file = kept.resolve("zoo-" + network + ".onnx");
    if (Files.exists(file)) {
      return file;
    }
    try {
      Files.createDirectories(kept);
      Path part = Files.createTempFile(kept, "zoo", ".onnx");
      Zoo.create(network).toOnnx(part);
      return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (CulebraException e) {
      throw new PerfException(e.getMessage(), e);
    } catch (IOException e) {
      throw new PerfException("cannot write the zoo's " + network + ": " + e, e);
    }
  }

  private Path filled(String name) {
    if (light == null) {
      throw new PerfException("no folder of models with constant weights was named");
    }
    Path structure = light.resolve(name);
    Path file = kept.resolve(name.replace("light_", "filled_"));
    if (Files.exists(file)) {
      return file;
    }
    if (!Files.exists(structure)) {
      throw new PerfException(structure + " is not there (--light names the folder)");
    }
    try {
      Files.createDirectories(kept);
    } catch (IOException e) {
      throw new PerfException("cannot make " + kept + ": " + e, e);
    }
    Filling.fill(structure, SEED, file);
    return file;
  }
}
