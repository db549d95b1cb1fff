package io.culebra.onnx;

import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.InvalidModelException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a model and of the external data files beside it, mapped when they are first asked
 * for.
 */
final class ModelBytes {
  private final String name;
  private final MemorySegment bytes;
  private final @Nullable Path folder;
  private final Map<String, MemorySegment> externalFiles = new HashMap<>();

  /**
   * @param name the file as messages name it
   * @param folder where external data files may lie, or null if the model is not a file
   */
  private ModelBytes(String name, MemorySegment bytes, @Nullable Path folder) {
    this.name = name;
    this.bytes = bytes;
    this.folder = folder;
  }

  /** Bytes in memory, without external data. */
  static ModelBytes of(MemorySegment bytes) {
    return new ModelBytes("the model in memory", bytes, null);
  }

  /**
   * A file, mapped until nobody holds a constant in it any more.
   *
   * @throws InvalidInputException if the file cannot be opened
   * @throws InvalidModelException if it is empty
   */
  static ModelBytes of(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    MemorySegment bytes;
    try {
      if (Files.isDirectory(file)) {
        throw new InvalidInputException(file + " is a folder, not a file");
      }
      bytes = map(file);
    } catch (NoSuchFileException e) {
      throw new InvalidInputException(file + ": there is no such file", e);
    } catch (AccessDeniedException e) {
      throw new InvalidInputException(file + ": the file may not be read", e);
    } catch (IOException e) {
      throw new InvalidInputException(file + ": " + e, e);
    }
    if (bytes.byteSize() == 0) {
      throw new InvalidModelException(file + " is empty");
    }
    return new ModelBytes(file.toString(), bytes, folder);
  }

  private static MemorySegment map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
    }
  }

  /** The file as messages name it. */
  String name() {
    return name;
  }

  /** The model itself. */
  MemorySegment bytes() {
    return bytes;
  }

  /**
   * The bytes of an external data file.
   *
   * @param location the path that the model gives; it must lead to a file in the model's folder or
   *     below
   * @throws InvalidModelException if it leads elsewhere or to nothing
   */
  MemorySegment external(String location) {
    MemorySegment mapped = externalFiles.get(location);
    if (mapped == null) {
      mapped = open(location);
      externalFiles.put(location, mapped);
    }
    return mapped;
  }

  private MemorySegment open(String location) {
    if (folder == null) {
      throw new InvalidModelException(
          "external data in '" + location + "', but the model was not read from a file");
    }
    try {
      Path relative = Path.of(location);
      Path inside = folder.toRealPath();
      Path file = inside.resolve(relative).normalize();
      boolean climbs = relative.isAbsolute() || !file.startsWith(inside) || file.equals(inside);
      for (Path part : relative) {
        climbs |= part.toString().equals("..");
      }
      if (climbs || !file.toRealPath().startsWith(inside)) {
        throw new InvalidModelException(
            "external data in '"
                + location
                + "', which is not inside the model's folder "
                + inside);
      }
      return map(file);
    } catch (NoSuchFileException e) {
      throw new InvalidModelException("the external data file '" + location + "' is missing", e);
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidModelException("the external data file '" + location + "': " + e, e);
    }
  }
}
