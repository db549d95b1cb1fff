package io.culebra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.Diagnosis.Finding;
import io.culebra.models.Networks;
import io.culebra.tensor.BackendException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What an application is told about the machine and the library. */
class DiagnosisTest {
  private static Map<String, Finding> byTopic(Diagnosis diagnosis) {
    Map<String, Finding> byTopic = new LinkedHashMap<>();
    for (Finding finding : diagnosis.findings()) {
      if (!finding.topic().startsWith(" ")) {
        assertEquals(null, byTopic.put(finding.topic(), finding), "one " + finding.topic());
      }
    }
    return byTopic;
  }

  @Test
  void namesWhatTheJvmRunsWith() {
    Map<String, Finding> found = byTopic(Culebra.diagnose());
    SessionOptions defaults = SessionOptions.defaults();
    assertSays(found, "Culebra", Culebra.version());
    assertSays(found, "JDK", System.getProperty("java.vm.version"));
    assertSays(found, "system", System.getProperty("os.arch"));
    assertSays(found, "threads", "" + defaults.threads());
    assertSays(found, "memory limit", (defaults.memoryLimit() >> 20) + " MiB");
    assertFalse(Objects.requireNonNull(found.get("CPU")).value().isBlank());
  }

  private static void assertSays(Map<String, Finding> found, String topic, String what) {
    Finding finding = found.get(topic);
    assertTrue(finding != null && finding.fine() && finding.value().contains(what), topic);
  }

  @Test
  void aBackendIsFineExactlyWhereASessionOpensOnIt() {
    Map<String, Finding> found = byTopic(Culebra.diagnose());
    for (Backend backend : List.of(Backend.VECTOR, Backend.ONEDNN, Backend.REFERENCE)) {
      Finding finding = Objects.requireNonNull(found.get("backend " + backend.label()));
      assertEquals(opens(backend), finding.fine(), finding.toString());
      assertEquals(finding.fine(), finding.value().equals("on"), finding.toString());
      assertEquals(finding.fine(), finding.remedy().isEmpty(), finding.toString());
    }
  }

  private static boolean opens(Backend backend) {
    try (Model model = Model.of(Networks.dense());
        Session session = model.openSession(SessionOptions.defaults().backend(backend))) {
      return !session.inputs().isEmpty();
    } catch (BackendException off) {
      return false;
    }
  }

  @Test
  void theFactsOfABackendFollowIt() {
    List<Finding> findings = Culebra.diagnose().findings();
    for (int i = 0; i < findings.size(); i++) {
      Finding finding = findings.get(i);
      if (finding.fine() && finding.topic().matches("backend (vector|onednn)")) {
        assertTrue(findings.get(i + 1).topic().startsWith("  "), finding.topic() + " has facts");
      }
    }
  }

  @Test
  void theTextHoldsEveryFindingAndWhatToDo() {
    Diagnosis diagnosis =
        new Diagnosis(
            List.of(
                new Finding("backend left", "on", true, ""),
                new Finding("backend right", "off: no such library", false, "install it")));
    assertFalse(diagnosis.isHealthy());
    List<String> lines = diagnosis.toString().lines().toList();
    assertEquals(3, lines.size());
    assertTrue(lines.get(1).matches("backend right +off: no such library"), lines.get(1));
    assertTrue(lines.get(2).matches(" +-> install it"), lines.get(2));
    assertTrue(new Diagnosis(diagnosis.findings().subList(0, 1)).isHealthy());
  }
}
