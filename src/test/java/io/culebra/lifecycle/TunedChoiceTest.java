package io.culebra.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one process has measured decides in others, and a damaged file decides nothing. */
class TunedChoiceTest {
  @TempDir private Path cache;

  private List<String> ways(String what) throws Exception {
    ChildJvm.End end =
        ChildJvm.run(List.of(), List.of("-Dculebra.cache=" + cache), TunedChoice.class, what);
    assertEquals(0, end.exitCode(), end::output);
    List<String> ways = end.output().lines().filter(line -> line.startsWith("way ")).toList();
    assertFalse(ways.isEmpty(), end::output);
    return ways;
  }

  @Test
  void theChoiceIsTheSameInEveryProcessOfTheMachine() throws Exception {
    List<String> fixed = ways("reproducible");
    List<String> tuned = ways("tune");
    assertEquals(tuned, ways("explain"));
    assertEquals(fixed, ways("reproducible"));
    try (Stream<Path> files = Files.list(cache.resolve("tuning"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".txt")).toList()) {
        String more = "1\tvector/conv-winograd@>\tConv\n";
        Files.writeString(file, more, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
      }
    }
    assertEquals(fixed, ways("explain"), "the file is damaged");
  }
}
