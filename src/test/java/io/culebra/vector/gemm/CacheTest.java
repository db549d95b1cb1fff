package io.culebra.vector.gemm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheTest {
  @TempDir Path caches;

  @Test
  void theSecondLevelIsFoundAmongOthers() throws IOException {
    cache("index0", "1", "32K");
    cache("index2", "2", "1024K");
    cache("index3", "3", "32M");
    assertEquals(1 << 20, Cache.secondLevelBytes(caches));
  }

  @Test
  void sizesAreInMegabytesToo() throws IOException {
    cache("index2", "2", "2M");
    assertEquals(2 << 20, Cache.secondLevelBytes(caches));
  }

  @Test
  void whatNobodyTellsIsTakenToBeSmall() throws IOException {
    assertEquals(512 << 10, Cache.secondLevelBytes(caches));
    assertEquals(512 << 10, Cache.secondLevelBytes(caches.resolve("absent")));
    cache("index2", "2", "much");
    assertEquals(512 << 10, Cache.secondLevelBytes(caches));
  }

  private void cache(String name, String level, String size) throws IOException {
    Path folder = Files.createDirectory(caches.resolve(name));
    Files.writeString(folder.resolve("level"), level + "\n");
    Files.writeString(folder.resolve("size"), size + "\n");
  }
}
