package io.culebra.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The static initialisers of oneDNN end a JVM whose thread has too small a stack. */
class SmallStackTest {
  @ParameterizedTest
  @ValueSource(ints = {512, 192})
  void theFirstSessionIsOpenedOnAThreadWithASmallStack(int kibibytes) throws Exception {
    ChildJvm.End end = ChildJvm.run(SmallStack.class, Integer.toString(kibibytes));
    assertEquals(0, end.exitCode(), end::output);
    assertTrue(end.output().contains("answered"), end::output);
  }
}
