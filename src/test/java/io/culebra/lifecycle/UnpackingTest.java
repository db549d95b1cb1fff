package io.culebra.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A JVM whose user has no place of the usual kind for oneDNN takes the next one, and says so. */
@EnabledOnOs(OS.LINUX)
class UnpackingTest {
  private static final String WARNING = "WARNING: oneDNN ";

  /** One for all, so that the first alone unpacks there. */
  @TempDir static Path temporary;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"?", "", "home", "FILE"})
  void aHomeThatIsNoneLeadsToTheTemporaryFolder(String home) throws Exception {
    Files.createFile(folder.resolve("FILE"));
    String wanted = home.equals("FILE") ? folder.resolve("FILE").toString() : home;
    assertTemporary(run(List.of(), List.of("-Duser.home=" + wanted)));
  }

  /** The bytes are printed by the shell, as this JVM may not be able to write them either. */
  @Test
  void aHomeThatTheJvmCannotWriteLeadsToTheTemporaryFolder() throws Exception {
    String home = "JAVA_TOOL_OPTIONS=\"-Duser.home=$(printf '/Zo\\303\\253')\"";
    ChildJvm.End end =
        ChildJvm.run(
            List.of("sh", "-c", "unset XDG_CACHE_HOME; LC_ALL=C " + home + " exec \"$@\"", "sh"),
            options(),
            Unpacked.class);
    assertTemporary(end);
  }

  @Test
  void aHomeThatCannotBeExecutedLeadsToTheTemporaryFolder() throws Exception {
    Path mounted = Files.createDirectory(folder.resolve("mounted"));
    String mount = "mount -t tmpfs -o noexec tmpfs " + mounted;
    assumeTrue(
        new ProcessBuilder("unshare", "-m", "sh", "-c", mount).start().waitFor() == 0,
        "this user cannot mount");
    ChildJvm.End end =
        ChildJvm.run(
            List.of(
                "unshare",
                "-m",
                "env",
                "-u",
                "XDG_CACHE_HOME",
                "sh",
                "-c",
                mount + " && exec \"$@\"",
                "sh"),
            options("-Duser.home=" + mounted),
            Unpacked.class);
    assertTemporary(end);
  }

  @Test
  void withoutAnyPlaceTheVectorApiRuns() throws Exception {
    Path open = Files.createDirectory(folder.resolve("tmp"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    ChildJvm.End end = run(List.of(), List.of("-Duser.home=?", "-Djava.io.tmpdir=" + open));
    assertEquals(0, end.exitCode(), end::output);
    assertWarnedOnce(end);
    assertTrue(end.output().contains("oneDNN is off"), end::output);
    assertTrue(end.output().contains("answered"), end::output);
  }

  @Test
  void aUsualHomeWarnsOfNothing() throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    ChildJvm.End end = run(List.of(), List.of("-Duser.home=" + home));
    assertEquals(0, end.exitCode(), end::output);
    assertFalse(end.output().contains(WARNING), end::output);
    assertTrue(end.output().contains(home.resolve(".cache/culebra").toString()), end::output);
  }

  @Test
  void aProcessThatIsKilledWhileItUnpacksLeavesNothing() throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    Process process =
        new ProcessBuilder(
                ChildJvm.command(
                    List.of("env", "-u", "XDG_CACHE_HOME"),
                    options("-Duser.home=" + home),
                    Unpacked.class))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("killed.txt").toFile())
            .start();
    while (partial(home).isEmpty() && process.isAlive()) {
      Thread.sleep(1);
    }
    process.destroyForcibly().waitFor();
    assumeFalse(partial(home).isEmpty(), "it was too fast to be killed");
    ChildJvm.End end = run(List.of(), List.of("-Duser.home=" + home));
    assertEquals(0, end.exitCode(), end::output);
    assertFalse(end.output().contains(WARNING), end::output);
    assertEquals(List.of(), partial(home));
  }

  private static List<Path> partial(Path home) {
    try (Stream<Path> files = Files.walk(home)) {
      return files.filter(file -> file.toString().endsWith(".partial")).toList();
    } catch (IOException | UncheckedIOException e) {
      // A folder that is just being made or emptied.
      return List.of();
    }
  }

  private ChildJvm.End run(List<String> environment, List<String> more) throws Exception {
    List<String> prefix = new ArrayList<>(List.of("env", "-u", "XDG_CACHE_HOME"));
    prefix.addAll(environment);
    return ChildJvm.run(prefix, options(more.toArray(String[]::new)), Unpacked.class);
  }

  private List<String> options(String... more) {
    List<String> options = new ArrayList<>(List.of("-Djava.io.tmpdir=" + temporary));
    options.addAll(List.of(more));
    return options;
  }

  private void assertTemporary(ChildJvm.End end) throws IOException {
    assertEquals(0, end.exitCode(), end::output);
    assertWarnedOnce(end);
    assertTrue(end.output().contains("answered"), end::output);
    try (Stream<Path> made = Files.list(temporary)) {
      Path own =
          made.filter(path -> path.getFileName().toString().startsWith("culebra-"))
              .findFirst()
              .orElseThrow();
      assertTrue(end.output().contains("oneDNN runs from " + own), end::output);
      assertEquals(
          PosixFilePermissions.fromString("rwx------"), Files.getPosixFilePermissions(own));
    }
  }

  private static void assertWarnedOnce(ChildJvm.End end) {
    List<String> warnings = end.output().lines().filter(l -> l.startsWith(WARNING)).toList();
    assertEquals(1, warnings.size(), end::output);
    assertTrue(warnings.getFirst().contains("-Dculebra.cache"), end::output);
    assertTrue(warnings.getFirst().contains("-Dculebra.onednn.library"), end::output);
  }
}
