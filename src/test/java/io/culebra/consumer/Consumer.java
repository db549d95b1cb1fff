package io.culebra.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.Message;
import io.culebra.models.Networks;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A project of a user in a folder of its own: the README's first example, other programs around it,
 * and a small model.
 */
final class Consumer {
  private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
  private static final int PATIENCE_SECONDS = 120;

  private static final String MAIN =
      """
      package consumer;
      import io.culebra.*;
      import io.culebra.tensor.*;
      import java.nio.file.Path;
      import java.util.*;
      public class Main {
        public static void main(String[] args) throws Exception {
          float[] pixels = new float[3 * 224 * 224];
          Arrays.fill(pixels, 0.5f);
      %s
        }
      }
      """;

  private static final String ON_VECTOR =
      """
      package consumer;
      import io.culebra.*;
      import io.culebra.tensor.*;
      import java.nio.file.*;
      import java.util.*;
      public class OnVector {
        public static void main(String[] args) throws Exception {
          SessionOptions options = SessionOptions.defaults().backend(Backend.VECTOR);
          try (Model model = Model.load(Path.of("model.onnx"));
              Session session = model.openSession(options);
              Tensor x = Tensor.of(new float[3 * 32 * 32], 1, 3, 32, 32);
              Tensor y = session.run(Map.of("x", x)).get("y")) {
            System.out.println(Files.readString(Path.of("/proc/self/maps")).contains("libdnnl"));
          }
        }
      }
      """;

  private static final String DIAGNOSE =
      """
      package consumer;
      import io.culebra.*;
      public class Diagnose {
        public static void main(String[] args) {
          Diagnosis diagnosis = Culebra.diagnose();
          System.out.println(diagnosis.isHealthy());
          for (Diagnosis.Finding finding : diagnosis.findings()) {
            System.out.println(
                finding.topic() + "|" + finding.fine() + "|" + finding.value() + "|" + finding.remedy());
          }
        }
      }
      """;

  private static final String TWICE =
      """
      package consumer;
      import java.io.File;
      import java.net.*;
      import java.nio.file.Path;
      import java.util.*;
      public class Twice {
        public static void main(String[] args) throws Exception {
          List<URL> urls = new ArrayList<>();
          for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
            urls.add(Path.of(path).toUri().toURL());
          }
          for (int i = 0; i < 2; i++) {
            new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())
                .loadClass("consumer.Main")
                .getMethod("main", String[].class)
                .invoke(null, (Object) args);
          }
        }
      }
      """;

  private final Path folder;

  /** What a program printed and how it ended. */
  record Result(int exit, String out, String err) {}

  /** Writes and compiles the project, as a module too. */
  Consumer(Path folder) throws IOException {
    this.folder = folder;
    Files.write(folder.resolve("model.onnx"), Networks.pictures());
    Matcher example = JAVA.matcher(Files.readString(Path.of("README.md")));
    assertTrue(example.find(), "the README has an example");
    Path sources = Files.createDirectories(folder.resolve("src/consumer"));
    Files.writeString(sources.resolve("Main.java"), MAIN.replace("%s", example.group(1)));
    Files.writeString(sources.resolve("OnVector.java"), ON_VECTOR);
    Files.writeString(sources.resolve("Twice.java"), TWICE);
    Files.writeString(sources.resolve("Diagnose.java"), DIAGNOSE);
    Path module = folder.resolve("src/module-info.java");
    Files.writeString(module, "module consumer { requires io.culebra; }");
    List<String> options = new ArrayList<>(List.of("-proc:none", "-d", classes().toString()));
    options.addAll(List.of("-p", path(library()), module.toString()));
    try (Stream<Path> files = Files.list(sources)) {
      files.map(Path::toString).forEach(options::add);
    }
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    PrintWriter errors = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    assertEquals(0, javac.run(errors, errors, options.toArray(new String[0])), "javac");
  }

  private Path classes() {
    return folder.resolve("classes");
  }

  /** Runs a class on the class path, with options of the virtual machine. */
  Result onClassPath(boolean withOnednn, String main, String... options) throws Exception {
    return java(List.of(options), List.of("-cp", path(jars(withOnednn)), "consumer." + main));
  }

  /** Runs {@code Main} on the module path, with options of the virtual machine. */
  Result onModulePath(String... options) throws Exception {
    return java(List.of(options), List.of("-p", path(jars(true)), "-m", "consumer/consumer.Main"));
  }

  private Result java(List<String> options, List<String> what) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.addAll(options);
    command.addAll(what);
    File out = folder.resolve("out.txt").toFile();
    File err = folder.resolve("err.txt").toFile();
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().remove("JDK_JAVA_OPTIONS");
    Process process = builder.redirectOutput(out).redirectError(err).start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("no end of " + command);
    }
    return new Result(
        process.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
  }

  private List<Path> jars(boolean withOnednn) throws IOException {
    List<Path> jars = library();
    jars.add(classes());
    if (withOnednn) {
      jars.add(packaged("culebra-.*-onednn-linux-x86_64\\.jar"));
    }
    return jars;
  }

  private static List<Path> library() throws IOException {
    List<Path> jars = new ArrayList<>();
    jars.add(packaged("culebra-[0-9.]+(-SNAPSHOT)?\\.jar"));
    jars.add(jarOf(Message.class));
    jars.add(jarOf(OnnxMl.class));
    return jars;
  }

  private static Path packaged(String name) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches(name))
          .findFirst()
          .orElseThrow(() -> new AssertionError("mvn package makes target/" + name))
          .toAbsolutePath();
    }
  }

  private static Path jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static String path(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
