package io.culebra.onnx;

import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.MemoryLimitException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a model and of the external data files beside it, mapped when they are first asked
 * for.
 */
final class ModelBytes {
  private static final String BLOBS = "blobs";
  private static final String SNAPSHOTS = "snapshots";

  private final String name;
  private final MemorySegment bytes;
  private final @Nullable Path file;
  private final Map<String, MemorySegment> externalFiles = new HashMap<>();

  /**
   * @param name the file as messages name it
   * @param file the model itself, or null if it is not a file and so has no external data
   */
  private ModelBytes(String name, MemorySegment bytes, @Nullable Path file) {
    this.name = name;
    this.bytes = bytes;
    this.file = file;
  }

  /** Bytes in memory, without external data. */
  static ModelBytes of(MemorySegment bytes) {
    return new ModelBytes("the model in memory", bytes, null);
  }

  /**
   * A file, mapped until nobody holds a constant in it any more.
   *
   * @throws InvalidInputException if the file cannot be opened, or is none but a folder, a FIFO, a
   *     socket or a device
   * @throws InvalidModelException if it is empty
   * @throws MemoryLimitException if the file lies in a zip file and needs too much memory
   */
  static ModelBytes of(Path file) {
    MemorySegment bytes;
    try {
      bytes = FileBytes.of(file);
    } catch (NoSuchFileException e) {
      throw new InvalidInputException(file + ": there is no such file", e);
    } catch (AccessDeniedException e) {
      throw new InvalidInputException(file + ": the file may not be read", e);
    } catch (FileBytes.NotAFileException e) {
      throw new InvalidInputException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new InvalidInputException(file + ": " + e, e);
    }
    if (bytes.byteSize() == 0) {
      throw new InvalidModelException(file + " is empty");
    }
    return new ModelBytes(file.toString(), bytes, file.toAbsolutePath());
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
   *     below, or to one beside the model in the {@code blobs} of a Hugging Face cache
   * @throws InvalidModelException if it leads elsewhere or to nothing, or not to a regular file
   * @throws MemoryLimitException if the file lies in a zip file and needs too much memory
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
    Path model = file;
    Path folder = model == null ? null : model.getParent();
    if (model == null || folder == null) {
      throw new InvalidModelException(
          "external data in '" + location + "', but the model was not read from a file");
    }
    try {
      Path relative = folder.getFileSystem().getPath(location);
      Path inside = folder.toRealPath();
      Path data = inside.resolve(relative).normalize();
      boolean climbs = relative.isAbsolute() || !data.startsWith(inside) || data.equals(inside);
      for (Path part : relative) {
        climbs |= part.toString().equals("..");
      }
      if (climbs || !isReachable(data.toRealPath(), inside, model.toRealPath())) {
        throw new InvalidModelException(
            "external data in '"
                + location
                + "', which is not inside the model's folder "
                + inside);
      }
      return FileBytes.of(data);
    } catch (NoSuchFileException e) {
      throw new InvalidModelException("the external data file '" + location + "' is missing", e);
    } catch (FileBytes.NotAFileException e) {
      throw new InvalidModelException(
          "the external data file '" + location + "': " + e.getMessage(), e);
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidModelException("the external data file '" + location + "': " + e, e);
    }
  }

  /**
   * Whether a model may read a file, all of them given as they are called without symbolic links.
   * Hugging Face's cache keeps files as {@code REPOSITORY/blobs/HASH} and links to them as {@code
   * REPOSITORY/snapshots/REVISION/NAME}: where the caller named the model by such a link, it may
   * reach other files of the same {@code blobs}, and nothing that links in there lead to.
   */
  private static boolean isReachable(Path data, Path folder, Path model) {
    if (data.startsWith(folder)) {
      return true;
    }
    Path blobs = model.getParent();
    return blobs != null
        && blobs.endsWith(BLOBS)
        && blobs.equals(data.getParent())
        && folder.startsWith(blobs.resolveSibling(SNAPSHOTS));
  }
}
