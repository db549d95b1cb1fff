package io.culebra.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.cache.CacheFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuningFileTest {
  private static final Map<String, String> MACHINE = Map.of("cpu", "one", "jvm", "25");
  private static final Problem PRODUCT = new Problem("MatMul FLOAT2x3 FLOAT3x4! > FLOAT2x4");

  @TempDir private Path folder;

  private TuningFile file(Map<String, String> machine) {
    return new TuningFile(List.of(new CacheFolder("a test", folder, "", false)), machine);
  }

  private static Timings one(String way, double nanos) {
    Timings timings = new Timings();
    timings.put(PRODUCT, way, nanos);
    return timings;
  }

  private Path written() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("tuning"))) {
      return files.filter(path -> path.toString().endsWith(".txt")).findFirst().orElseThrow();
    }
  }

  @Test
  void whatIsAddedIsReadAgain() {
    assertTrue(file(MACHINE).add(one("vector/matmul@ab,ab>ab", 1234)));
    assertTrue(file(MACHINE).add(one("onednn/matmul@ab,ab>ab", 5678)));
    assertEquals(
        Map.of("vector/matmul@ab,ab>ab", 1234.0, "onednn/matmul@ab,ab>ab", 5678.0),
        file(MACHINE).read().of(PRODUCT));
  }

  @Test
  void theNewestTimeOfAWayCounts() {
    assertTrue(file(MACHINE).add(one("a/way@>", 1)));
    assertTrue(file(MACHINE).add(one("a/way@>", 2)));
    assertEquals(Map.of("a/way@>", 2.0), file(MACHINE).read().of(PRODUCT));
  }

  @Test
  void anotherMachineHasAnotherFile() {
    assertTrue(file(MACHINE).add(one("a/way@>", 1)));
    assertEquals(0, file(Map.of("cpu", "other", "jvm", "25")).read().size());
    assertEquals(1, file(MACHINE).read().size());
  }

  @Test
  void aFileOfAnotherMachineUnderThisNameIsNotUsed() throws IOException {
    assertTrue(file(MACHINE).add(one("a/way@>", 1)));
    String text = Files.readString(written(), StandardCharsets.UTF_8);
    Files.writeString(written(), text.replace("cpu: one", "cpu: two"), StandardCharsets.UTF_8);
    assertEquals(0, file(MACHINE).read().size());
  }

  @Test
  void aDamagedFileIsAsGoodAsNone() throws IOException {
    assertTrue(file(MACHINE).add(one("a/way@>", 1)));
    byte[] right = Files.readAllBytes(written());
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = right.clone();
      int at = random.nextInt(right.length);
      if (i % 3 == 0) {
        damaged = java.util.Arrays.copyOf(right, at);
      } else {
        damaged[at] ^= (byte) (1 + random.nextInt(255));
      }
      Files.write(written(), damaged);
      assertEquals(0, file(MACHINE).read().size(), "damaged at " + at);
    }
    assertTrue(file(MACHINE).add(one("a/way@>", 3)));
    assertEquals(Map.of("a/way@>", 3.0), file(MACHINE).read().of(PRODUCT));
  }

  @Test
  void nothingIsLostWhereManyWriteAtOnce() throws Exception {
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      int number = i;
      writers.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int k = 0; k < 10; k++) {
                  file(MACHINE).add(one("way/" + number + "-" + k + "@>", 1));
                }
              }));
    }
    for (Thread writer : writers) {
      writer.join();
    }
    assertEquals(80, file(MACHINE).read().size());
  }

  @Test
  void whereNothingCanBeWrittenNothingIsKept() throws IOException {
    Path notAFolder = Files.createFile(folder.resolve("file"));
    TuningFile file =
        new TuningFile(List.of(new CacheFolder("a test", notAFolder, "", false)), MACHINE);
    assertFalse(file.add(one("a/way@>", 1)));
    assertEquals(0, file.read().size());
  }
}
