package io.culebra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.models.Networks;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README compiles and runs, word for word but for the path of the model. */
class ReadmeTest {
  private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

  @Test
  void theEmbeddingExampleCompilesAndRuns(@TempDir Path folder) throws Exception {
    Path model = Files.write(folder.resolve("model.onnx"), Networks.pictures());
    Matcher code = JAVA.matcher(Files.readString(Path.of("README.md")));
    assertTrue(code.find(), "the README has an example");
    String example = code.group(1);
    assertTrue(example.contains("\"model.onnx\""), example);
    String source =
        """
        import io.culebra.*;
        import io.culebra.tensor.*;
        import java.nio.file.Path;
        import java.util.*;
        public class Example {
          public static void run(float[] pixels) {
        %s
          }
        }
        """
            .formatted(example.replace("model.onnx", model.toString().replace("\\", "\\\\")));
    Path file = Files.writeString(folder.resolve("Example.java"), source);
    compile(file, folder);
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, Model.class.getClassLoader())) {
      float[] pixels = new float[3 * 224 * 224];
      loader.loadClass("Example").getMethod("run", float[].class).invoke(null, (Object) pixels);
    }
  }

  private static void compile(Path file, Path target) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertNotNull(compiler, "the tests run on a JDK");
    String path =
        Stream.of(System.getProperty("java.class.path"), System.getProperty("jdk.module.path"))
            .filter(p -> p != null && !p.isEmpty())
            .collect(Collectors.joining(File.pathSeparator));
    StringWriter messages = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      boolean done =
          compiler
              .getTask(
                  new PrintWriter(messages),
                  files,
                  null,
                  List.of("-d", target.toString(), "-cp", path, "-proc:none"),
                  null,
                  files.getJavaFileObjects(file))
              .call();
      assertEquals(true, done, messages::toString);
    }
  }
}
