package io.culebra;

import java.util.List;

/**
 * What the library finds on a machine, in the order in which people want to read it.
 *
 * @param findings one after another
 */
public record Diagnosis(List<Finding> findings) {
  /** Copies the list. */
  public Diagnosis {
    findings = List.copyOf(findings);
  }

  /** Whether the fast backends can both be used. */
  public boolean isHealthy() {
    return findings.stream().allMatch(Finding::fine);
  }

  /** The report as text, a line per finding. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Finding finding : findings) {
      text.append(String.format("%-22s %s%n", finding.topic(), finding.value()));
      if (!finding.fine()) {
        text.append(String.format("%-22s -> %s%n", "", finding.remedy()));
      }
    }
    return text.toString();
  }

  /**
   * One thing that was found.
   *
   * @param topic what it is about
   * @param value what was found; where something is off, why
   * @param fine whether it is as it should be
   * @param remedy what to do about it; empty where nothing
   */
  public record Finding(String topic, String value, boolean fine, String remedy) {
    static Finding fact(String topic, String value) {
      return new Finding(topic, value, true, "");
    }
  }
}
