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

/** The examples of the README compile and run, word for word but for the path of the model. */
class ReadmeTest {
  private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

  @Test
  void everyExampleCompilesAndRuns(@TempDir Path folder) throws Exception {
    Path model = Files.write(folder.resolve("model.onnx"), Networks.pictures());
    Matcher code = JAVA.matcher(Files.readString(Path.of("README.md")));
    List<String> examples = code.results().map(result -> result.group(1)).toList();
    assertTrue(examples.size() >= 2, "the README embeds the library and writes a network");
    assertTrue(examples.getFirst().contains("\"model.onnx\""), examples.getFirst());
    for (String example : examples) {
      run(example.replace("model.onnx", model.toString().replace("\\", "\\\\")), folder);
    }
  }

  private static void run(String example, Path folder) throws Exception {
    String source =
        """
        import io.culebra.*;
        import io.culebra.nn.*;
        import io.culebra.nn.generate.*;
        import io.culebra.nn.zoo.*;
        import io.culebra.tensor.*;
        import java.nio.file.Path;
        import java.util.*;
        public class Example {
          public static void run(float[] pixels) {
        %s
          }
        }
        """
            .formatted(example);
    compile(Files.writeString(folder.resolve("Example.java"), source), folder);
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
