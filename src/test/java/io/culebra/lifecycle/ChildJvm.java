package io.culebra.lifecycle;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a main class of the tests in a JVM of its own, which may die. */
final class ChildJvm {
  private static final int PATIENCE_SECONDS = 240;

  private ChildJvm() {}

  /**
   * How it ended.
   *
   * @param exitCode what the process gave
   * @param output what it wrote to both of its streams
   */
  record End(int exitCode, String output) {}

  static End run(Class<?> main, String... arguments) throws Exception {
    return run(List.of(), main, arguments);
  }

  /** Runs the JVM as arguments of another command. */
  static End run(List<String> prefix, Class<?> main, String... arguments) throws Exception {
    return run(prefix, List.of(), main, arguments);
  }

  /** Runs the JVM as arguments of another command, and with options of its own. */
  static End run(List<String> prefix, List<String> options, Class<?> main, String... arguments)
      throws Exception {
    return runIn(Path.of(""), command(prefix, options, main, arguments));
  }

  /** Runs a command in a folder. */
  static End runIn(Path folder, List<String> command) throws Exception {
    Path output = Files.createTempFile("child", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toAbsolutePath().toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("no end of " + command + ": " + text(output));
      }
      return new End(process.exitValue(), text(output));
    } finally {
      Files.delete(output);
    }
  }

  /** What {@link #run} runs. */
  static List<String> command(
      List<String> prefix, List<String> options, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "--add-modules=jdk.incubator.vector"));
    if (options.stream().noneMatch(option -> option.matches("-XX:\\+Use.*GC"))) {
      command.add("-XX:+UseSerialGC");
    }
    command.add("--enable-native-access=ALL-UNNAMED");
    if (options.stream().noneMatch(option -> option.startsWith("-Dculebra.cache"))) {
      // What was measured on this machine is nothing that tests depend on.
      command.add("-Dculebra.tuning=off");
    }
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  /** Surefire may hand the class path over in the manifest of a jar, and tells it in a property. */
  private static String classPath() {
    String path = System.getProperty("surefire.test.class.path", "");
    String own = path.isEmpty() ? System.getProperty("java.class.path") : path;
    String modules = System.getProperty("jdk.module.path", "");
    return absolute("target/test-classes")
        + absolute("target/classes")
        + absolute("target/onednn/linux-x86_64")
        + own
        + (modules.isEmpty() ? "" : File.pathSeparator + modules);
  }

  private static String absolute(String entry) {
    return Path.of(entry).toAbsolutePath() + File.pathSeparator;
  }
}
