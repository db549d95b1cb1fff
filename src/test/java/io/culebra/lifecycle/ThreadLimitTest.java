package io.culebra.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * The OpenMP runtime ends the process where it gets no thread. The limit of processes of a user
 * does not bind root, so the limit is set by a control group of its own, where this user may make
 * one.
 */
@EnabledOnOs(OS.LINUX)
class ThreadLimitTest {
  private static final int LIMIT = 80;

  /** Where control groups of version 1 and 2 count processes. */
  private static final List<String> ROOTS = List.of("/sys/fs/cgroup/pids", "/sys/fs/cgroup");

  @Test
  void fewThreadsGiveAnExceptionAndAreGivenBack() throws Exception {
    Path made = group();
    assumeTrue(made != null, "this user cannot make a control group that limits processes");
    Path group = Objects.requireNonNull(made);
    try {
      ChildJvm.End end =
          ChildJvm.run(
              List.of("sh", "-c", "echo $$ > " + group + "/cgroup.procs && exec \"$@\"", "sh"),
              StarvedOfThreads.class);
      assertEquals(0, end.exitCode(), end::output);
      assertTrue(end.output().contains("and at last answered"), end::output);
      assertFalse(end.output().contains("refused 0,"), end::output);
      assertTrue(
          end.output().contains("pids.max") && end.output().contains(Integer.toString(LIMIT)),
          end::output);
    } finally {
      for (int i = 0;
          i < 100 && Files.readString(group.resolve("cgroup.procs")).length() > 0;
          i++) {
        Thread.sleep(10);
      }
      Files.delete(group);
    }
  }

  private static @Nullable Path group() {
    for (String root : ROOTS) {
      Path group = Path.of(root, "culebra-test-" + ThreadLocalRandom.current().nextInt(1 << 30));
      try {
        Files.createDirectory(group);
        try {
          Files.writeString(
              group.resolve("pids.max"), Integer.toString(LIMIT), StandardOpenOption.WRITE);
          return group;
        } catch (IOException e) {
          Files.delete(group);
        }
      } catch (IOException e) {
        // The next root may let itself be written.
      }
    }
    return null;
  }
}
