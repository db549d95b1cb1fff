package io.culebra.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many callers for long, in JVMs of their own: a minute in all, ten in the profile {@code soak}.
 */
class SoakIT {
  private static final String SECONDS = System.getProperty("culebra.soak.seconds", "13");

  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseG1GC", "-XX:+UseZGC", "-XX:+UseSerialGC"})
  void everyAnswerIsRightAndAllIsGivenBack(String collector) throws Exception {
    assertRight(soak(collector));
  }

  @Test
  void theRulesOfNativeCodeAreKept() throws Exception {
    ChildJvm.End end = soak("-XX:+UseG1GC", "-Xcheck:jni");
    assertRight(end);
    assertFalse(end.output().contains("WARNING in native method"), end::output);
    assertFalse(end.output().contains("WARNING: JNI"), end::output);
  }

  private static ChildJvm.End soak(String... options) throws Exception {
    return ChildJvm.run(List.of(), List.of(options), Soak.class, SECONDS);
  }

  private static void assertRight(ChildJvm.End end) {
    assertEquals(0, end.exitCode(), end::output);
    assertTrue(end.output().contains("right answers"), end::output);
  }
}
