package io.culebra.onednn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Loading of native files into this class loader, which is the one that the bindings look symbols
 * up in.
 */
final class NativeLoader {
  private static final String ELSEWHERE = "already loaded in another classloader";

  private NativeLoader() {}

  /**
   * Loads a library. A JVM lets only one class loader have a file, so a second one gets a private
   * copy, which goes when the system lets it.
   *
   * @return the file that was loaded
   * @throws UnsatisfiedLinkError if the system cannot load it
   */
  static Path load(Path file) throws IOException {
    try {
      System.load(file.toString());
      return file;
    } catch (UnsatisfiedLinkError e) {
      if (e.getMessage() == null || !e.getMessage().contains(ELSEWHERE)) {
        throw e;
      }
      return loadCopy(file);
    }
  }

  private static Path loadCopy(Path file) throws IOException {
    Path folder = Files.createTempDirectory("culebra");
    Path copy = folder.resolve(file.getFileName());
    try {
      Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
      System.load(copy.toString());
      return copy;
    } finally {
      deleteNowOrOnExit(copy);
      deleteNowOrOnExit(folder);
    }
  }

  private static void deleteNowOrOnExit(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // Windows keeps a loaded file until the process ends.
      path.toFile().deleteOnExit();
    }
  }
}
