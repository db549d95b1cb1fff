package io.culebra.vector.gemm;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The caches of the CPU, as Linux tells them. */
final class Cache {
  private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");

  /** What most CPUs have at least. */
  private static final long UNKNOWN = 512 << 10;

  private Cache() {}

  /** The bytes of the second-level cache of a core; 512 KiB where nobody tells. */
  static long secondLevelBytes() {
    return secondLevelBytes(CACHES);
  }

  static long secondLevelBytes(Path caches) {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(caches, "index*")) {
      for (Path cache : found) {
        if (Files.readString(cache.resolve("level")).strip().equals("2")) {
          return bytes(Files.readString(cache.resolve("size")).strip());
        }
      }
    } catch (IOException | NumberFormatException e) {
      return UNKNOWN;
    }
    return UNKNOWN;
  }

  /** {@code 512K} or {@code 1M}. */
  private static long bytes(String size) {
    long number = Long.parseLong(size.replaceFirst("[KM]$", ""));
    return size.endsWith("K") ? number << 10 : size.endsWith("M") ? number << 20 : number;
  }
}
