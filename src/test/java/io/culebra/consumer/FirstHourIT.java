package io.culebra.consumer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.consumer.Consumer.Result;
import io.culebra.models.Networks;
import io.culebra.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a user meets who runs the README's example: the answer, and a line about what is off. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class FirstHourIT {
  private static final String VECTOR = "--add-modules=jdk.incubator.vector";
  private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";
  private static final String DENY = "--illegal-native-access=deny";
  private static final String VECTOR_OFF = "backend vector is off";
  private static final String ONEDNN_OFF = "backend onednn is off";

  @TempDir static Path folder;
  private static Consumer consumer;
  private static float[] answer;

  @BeforeAll
  static void writeTheProject() throws Exception {
    consumer = new Consumer(folder);
    float[] pixels = new float[3 * 224 * 224];
    Arrays.fill(pixels, 0.5f);
    SessionOptions plain = SessionOptions.defaults().backend(Backend.REFERENCE);
    try (Model model = Model.of(Networks.pictures());
        Session session = model.openSession(plain);
        Tensor x = Tensor.of(pixels, 1, 3, 224, 224);
        Tensor y = session.run(Map.of("x", x)).get("y")) {
      answer = Objects.requireNonNull(y).toFloatArray();
    }
  }

  @Test
  void classPathWithBothFlagsIsSilent() throws Exception {
    Result result = consumer.onClassPath(true, "Main", VECTOR, NATIVE);
    assertAnswers(result, 1);
    assertEquals("", result.err().replaceFirst("WARNING: Using incubator modules.*\\R", ""));
  }

  @Test
  void modulePathWithBothFlagsIsSilent() throws Exception {
    Result result = consumer.onModulePath(VECTOR, "--enable-native-access=io.culebra");
    assertAnswers(result, 1);
    assertEquals("", result.err().replaceFirst("WARNING: Using incubator modules.*\\R", ""));
  }

  @Test
  void withoutFlagsOnednnRunsAndTheVectorFlagIsNamedOnce() throws Exception {
    Result result = consumer.onClassPath(true, "Main");
    assertAnswers(result, 1);
    assertSaysOnce(result, VECTOR_OFF, "--add-modules jdk.incubator.vector");
    assertFalse(result.err().contains(ONEDNN_OFF), result.err());
  }

  @Test
  void deniedNativeAccessWithItsFlagIsSilent() throws Exception {
    Result result = consumer.onClassPath(true, "Main", VECTOR, NATIVE, DENY);
    assertAnswers(result, 1);
    assertFalse(result.err().contains(" is off"), result.err());
  }

  @Test
  void deniedNativeAccessNamesItsFlag() throws Exception {
    Result result = consumer.onClassPath(true, "Main", VECTOR, DENY);
    assertNotEquals(0, result.exit());
    List<String> lines =
        result.err().lines().filter(line -> line.contains("BackendException")).toList();
    assertEquals(1, lines.size(), result.err());
    assertTrue(lines.getFirst().contains(NATIVE), result.err());
  }

  @Test
  void withNeitherBackendTheSessionNamesBothRemedies() throws Exception {
    Result result = consumer.onClassPath(false, "Main");
    assertNotEquals(0, result.exit());
    List<String> lines =
        result.err().lines().filter(line -> line.contains("BackendException")).toList();
    assertEquals(1, lines.size(), result.err());
    assertTrue(lines.getFirst().contains("--add-modules jdk.incubator.vector"), result.err());
    assertTrue(lines.getFirst().contains("add the jar culebra-"), result.err());
  }

  @Test
  void withoutTheOnednnJarTheVectorBackendRuns() throws Exception {
    Result result = consumer.onClassPath(false, "Main", VECTOR);
    assertAnswers(result, 1);
    assertSaysOnce(result, ONEDNN_OFF, "add the jar culebra-");
  }

  @Test
  void withoutTheOptimisingCompilerOnednnRuns() throws Exception {
    Result result = consumer.onClassPath(true, "Main", VECTOR, NATIVE, "-XX:TieredStopAtLevel=1");
    assertAnswers(result, 1);
    assertSaysOnce(result, VECTOR_OFF, "-XX:TieredStopAtLevel=1");
  }

  @Test
  void theDiagnosisIsHealthyWithBothFlags() throws Exception {
    Result result = consumer.onClassPath(true, "Diagnose", VECTOR, NATIVE);
    assertEquals(0, result.exit(), result.err());
    assertEquals("true", result.out().lines().findFirst().orElse(""), result.out());
  }

  @Test
  void theDiagnosisTellsWhatIsOffWhyAndWhatToDo() throws Exception {
    Result bare = consumer.onClassPath(false, "Diagnose");
    assertOff(bare, "backend vector", "jdk.incubator.vector");
    assertOff(bare, "backend onednn", "add the jar culebra-");
    Result denied = consumer.onClassPath(true, "Diagnose", VECTOR, DENY);
    assertOff(denied, "native access", NATIVE);
    assertOff(denied, "backend onednn", "--enable-native-access");
  }

  private static void assertOff(Result result, String topic, String remedy) {
    assertEquals(0, result.exit(), result.err());
    List<String> lines = result.out().lines().toList();
    assertEquals("false", lines.getFirst());
    List<String> off =
        lines.stream().filter(line -> line.startsWith(topic + "|false|off: ")).toList();
    assertEquals(1, off.size(), result.out());
    assertTrue(
        off.getFirst().substring(off.getFirst().lastIndexOf('|')).contains(remedy), off::toString);
  }

  @Test
  void twoClassLoadersBothRun() throws Exception {
    Result result = consumer.onClassPath(true, "Twice", VECTOR, NATIVE);
    assertAnswers(result, 2);
    assertFalse(result.err().contains(" is off"), result.err());
  }

  @Test
  void theVectorBackendNeverLoadsOnednn() throws Exception {
    Result result = consumer.onClassPath(true, "OnVector", VECTOR, NATIVE);
    assertEquals(0, result.exit(), result.err());
    assertEquals("false", result.out().strip());
  }

  private static void assertAnswers(Result result, int times) {
    assertEquals(0, result.exit(), result.err());
    List<String> lines = result.out().lines().toList();
    assertEquals(times, lines.size(), result.out());
    for (String line : lines) {
      String[] numbers = line.substring(1, line.length() - 1).split(", ", -1);
      float[] actual = new float[numbers.length];
      for (int i = 0; i < numbers.length; i++) {
        actual[i] = Float.parseFloat(numbers[i]);
      }
      assertArrayEquals(answer, actual, 1e-5f);
    }
  }

  private static void assertSaysOnce(Result result, String what, String remedy) {
    List<String> lines = result.err().lines().filter(line -> line.contains(what)).toList();
    assertEquals(1, lines.size(), result.err());
    assertTrue(lines.getFirst().contains(remedy), result.err());
    assertFalse(result.err().contains("\tat "), result.err());
  }
}
