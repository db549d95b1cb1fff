package io.culebra.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A JVM that does not compile vector loops well has no vector backend, and says why. */
class VectorOffTest {
  @ParameterizedTest
  @ValueSource(strings = {"-XX:UseAVX=0", "-XX:UseAVX=1", "-XX:-UseFMA"})
  @EnabledIfSystemProperty(named = "os.arch", matches = "amd64")
  void withoutTheInstructionsOfTheLoops(String flag) throws Exception {
    ChildJvm.End end = ChildJvm.run(List.of(), List.of(flag), VectorOff.class, "all");
    assertRefused(flag, end);
    assertTrue(end.output().contains("backend vector         off: "), end::output);
    assertTrue(end.output().contains("answered"), end::output);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:TieredStopAtLevel=1", "-XX:CompilationMode=quick-only", "-Xint"})
  void withoutTheOptimizingCompiler(String flag) throws Exception {
    assertRefused(flag, ChildJvm.run(List.of(), List.of(flag), VectorOff.class));
  }

  private static void assertRefused(String flag, ChildJvm.End end) {
    assertEquals(0, end.exitCode(), end::output);
    assertTrue(
        end.output().contains("refused: the backend 'vector' cannot be used: "), end::output);
    assertTrue(end.output().contains("start java without " + flag), end::output);
  }

  @Test
  void itIsThereWithoutSuchFlags() throws Exception {
    ChildJvm.End end = ChildJvm.run(VectorOff.class);
    assertEquals(0, end.exitCode(), end::output);
    assertFalse(end.output().contains("refused"), end::output);
  }
}
