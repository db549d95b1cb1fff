package io.culebra.perf.roof;

import io.culebra.perf.PerfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The sizes of the data caches, or usual ones where the system does not tell. */
final class CacheLevels {

  private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");
  private static final long LARGEST_ARRAY = 1L << 30;

  private CacheLevels() {}

  /**
   * Sizes in bytes of arrays that lie in each level, by its name: half of a cache, and for memory
   * four times the last cache but at most 1 GiB.
   */
  static Map<String, Long> arrays() {
    Map<String, Long> arrays = new LinkedHashMap<>();
    long last = 0;
    for (Map.Entry<String, Long> cache : caches().entrySet()) {
      arrays.put(cache.getKey(), Math.min(cache.getValue() / 2, LARGEST_ARRAY / 16));
      last = cache.getValue();
    }
    arrays.put("memory", Math.min(4 * last, LARGEST_ARRAY));
    return arrays;
  }

  private static Map<String, Long> caches() {
    Map<String, Long> caches = new LinkedHashMap<>();
    try {
      for (int i = 0; Files.exists(CACHES.resolve("index" + i + "/size")); i++) {
        Path cache = CACHES.resolve("index" + i);
        if (!Files.readString(cache.resolve("type")).strip().equals("Instruction")) {
          caches.put(
              "L" + Files.readString(cache.resolve("level")).strip(),
              bytes(Files.readString(cache.resolve("size")).strip()));
        }
      }
    } catch (IOException e) {
      throw new PerfException("cannot read " + CACHES + ": " + e, e);
    }
    if (caches.isEmpty()) {
      caches.put("L1", 32L << 10);
      caches.put("L2", 1L << 20);
      caches.put("L3", 32L << 20);
    }
    return caches;
  }

  private static long bytes(String size) {
    long number = Long.parseLong(size.replaceAll("\\D", ""));
    return size.endsWith("M") ? number << 20 : size.endsWith("K") ? number << 10 : number;
  }
}
